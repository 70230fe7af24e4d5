import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait for something. */
export interface WaitOptions {
  readonly timeoutSeconds: number;
  /**
   * Seconds between two looks.
   * @default 1
   */
  readonly everySeconds?: number;
}

/** What will not come true however long one waits: it ends the waiting at once. */
export class Hopeless extends Error {}

/**
 * Looks until there is what is looked for, and returns it.
 *
 * @param description what is waited for: `all pods to be ready`
 * @param probe gives it, or undefined while it is not there yet. It may throw instead: the text of its last error is
 * what the error of a wait in vain tells.
 */
export async function until<T>(
  description: string,
  probe: () => Promise<T | undefined>,
  { timeoutSeconds, everySeconds = 1 }: WaitOptions,
): Promise<T> {
  const start = Date.now();
  let last = 'nothing yet';
  for (;;) {
    try {
      const found = await probe();
      if (found !== undefined) return found;
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      last = error instanceof Error ? error.message : String(error);
    }
    const seconds = (Date.now() - start) / 1_000;
    if (seconds > timeoutSeconds) {
      throw new Error(`waited ${seconds.toFixed(0)} s for ${description}; at last: ${last}`);
    }
    await pause(everySeconds * 1_000);
  }
}

/** The result of a step, with the seconds that it took. */
export async function timed<T>(
  step: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number }> {
  const start = Date.now();
  const result = await step();
  return { result, seconds: (Date.now() - start) / 1_000 };
}
