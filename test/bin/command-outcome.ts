import { ChildProcess, execFile, ExecFileOptions } from 'node:child_process';
import { resolve } from 'node:path';
import { run } from '../../bin/commands/program';

/** What a run of the command line prints, and its exit code: -1 for a process that a signal has ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program from its source, as arguments of Node.js. */
export const PROGRAM: readonly string[] = [
  '--import',
  resolve('node_modules/tsx/dist/loader.mjs'),
  resolve('bin/cdk-hadoop.ts'),
];

/** The environments of this package, for a run in a directory that names none. */
export const SAMPLES: readonly string[] = ['--environments', resolve('bin/environments/index.ts')];

/** A directory and variables without AWS credentials, region, or a home directory that has any. */
export function aloneIn(
  directory: string,
  more: Readonly<Record<string, string>> = {},
): { cwd: string; env: NodeJS.ProcessEnv } {
  return { cwd: directory, env: { PATH: process.env.PATH, HOME: directory, ...more } };
}

/** The command line in this process: a program takes seconds to start. */
export async function runHere(...args: readonly string[]): Promise<Outcome> {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    }),
  );
  try {
    return { code: await run(args), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The command line as a process of its own; `started` gets the process while it runs. */
export function runProgram(
  args: readonly string[],
  options?: ExecFileOptions,
  started?: (child: ChildProcess) => void,
): Promise<Outcome> {
  return runFile(process.execPath, [...PROGRAM, ...args], options, started);
}

/** Any program as a process of its own. */
export function runFile(
  file: string,
  args: readonly string[],
  options: ExecFileOptions = {},
  started: (child: ChildProcess) => void = () => undefined,
): Promise<Outcome> {
  return new Promise((done) => {
    const all = { maxBuffer: 2 ** 26, ...options, encoding: 'utf8' as const };
    const child = execFile(file, args, all, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
    started(child);
  });
}
