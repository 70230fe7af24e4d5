/** Lines while something goes on, so that nobody takes it for hung. */
const HEARTBEAT_MS = 20_000;

/** Writes a line to the terminal at once: Jest shows its own only at the end of a file. */
export function say(text: string): void {
  process.stderr.write(`    ${text}\n`);
}

/** Runs a step that takes a while, and says so. */
export async function progress<T>(title: string, step: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const seconds = (): string => `${((Date.now() - start) / 1_000).toFixed(0)} s`;
  say(`${title} ...`);
  const heartbeat = setInterval(() => {
    say(`${title}: ${seconds()} ...`);
  }, HEARTBEAT_MS);
  try {
    const result = await step();
    say(`${title}: done in ${seconds()}`);
    return result;
  } catch (error) {
    say(`${title}: FAILED after ${seconds()}`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}
