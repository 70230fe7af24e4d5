import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CHECKOUT = join(__dirname, '../..');
const CDK = join(CHECKOUT, 'node_modules/.bin/cdk');

/** One stack at a time: the emulator's custom resources share a directory. */
export const DEPLOY_FLAGS = ['--require-approval', 'never', '--concurrency', '1', '--progress', 'events'];

/** What a run of the command line came to. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** Where the command line works. */
export interface Account {
  /** Directory of everything that this run writes; the process id of a running command is in its `command.pid`. */
  readonly state: string;
  /** Variables that lead to the account. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** The program `cdk` of this checkout. */
export class CdkProgram {
  public constructor(private readonly account: Account) {}

  /** Runs a command that must succeed. */
  public async must(args: string[]): Promise<Run> {
    const run = await this.run(args);
    if (run.code === 0) return run;
    const tail = run.output.split('\n').slice(-60).join('\n');
    throw new Error(`cdk ${args[0] ?? ''} exited with ${run.code}:\n${tail}`);
  }

  /** Runs a command. Its failure is a code, not an error. */
  public run(args: string[]): Promise<Run> {
    return new Promise((done, fail) => {
      const child = spawn(CDK, [...args, '--no-notices'], {
        cwd: CHECKOUT,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...this.account.env,
          CDK_HOME: join(this.account.state, 'cdk-home'),
          CDK_DISABLE_VERSION_CHECK: '1',
          // Other tests validate the templates.
          CDK_VALIDATION: 'false',
          CI: '1',
          NO_COLOR: '1',
        },
      });
      const pidFile = join(this.account.state, 'command.pid');
      writeFileSync(pidFile, String(child.pid));
      let output = '';
      const keep = (chunk: Buffer): void => {
        output += chunk.toString();
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.once('error', fail);
      child.once('close', (code) => {
        rmSync(pidFile, { force: true });
        done({ code, output });
      });
    });
  }
}
