import { ChildProcess, spawn } from 'node:child_process';

/** A script of the images that runs. */
export interface RunningScript {
  readonly output: () => string;
  /** Its exit code. */
  readonly ended: Promise<number>;
  /** The output has the text; rejects if the script ends without it. */
  readonly says: (text: string) => Promise<void>;
}

const children: ChildProcess[] = [];

/** Starts a script; its pauses are so short that tests need not wait for them. */
export function startScript(script: string, ...args: readonly string[]): RunningScript {
  const child = spawn('bash', ['-c', script.replace(/^( *)sleep \d+$/gm, '$1sleep 0.1'), 'script', ...args]);
  children.push(child);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<number>((resolve) =>
    child.once('close', (code) => {
      resolve(code ?? -1);
    }),
  );
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (output.includes(text)) resolve();
      };
      child.stdout.on('data', look);
      look();
      void ended.then(() => {
        look();
        reject(new Error(`ended without '${text}': ${output}`));
      });
    });
  return { output: () => output, ended, says };
}

/** Ends the scripts that a test has left running. */
export function killScripts(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL');
}
