import { spawn } from 'node:child_process';

/** What a program did. */
export interface Outcome {
  /** Exit code; 124 if it was stopped because its time was over. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of a program. */
export interface CommandOptions {
  /** @default - nothing */
  readonly input?: string;
  /** @default - that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - no limit */
  readonly timeoutSeconds?: number;
}

const TIMED_OUT = 124;

/** Runs a program to its end. A failure is a code, not an error. */
export function run(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { env: options.env ?? process.env, stdio: 'pipe' });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let late = false;
    const timer =
      options.timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            child.kill('SIGKILL');
          }, options.timeoutSeconds * 1_000);
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      const stderr = Buffer.concat(err).toString('utf8');
      done({
        code: late ? TIMED_OUT : (code ?? 1),
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: late ? `${stderr}\nstopped after ${options.timeoutSeconds} s` : stderr,
      });
    });
    // A program that has ended without reading its input is not an error of ours.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program that must succeed, and returns what it wrote. */
export async function succeed(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} exited with ${code}: ${stderr}${stdout}`);
  return stdout;
}
