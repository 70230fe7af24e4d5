import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { progress } from './progress';

const CHECKOUT = join(__dirname, '../..');

/** What the emulator installs once, and every run of it can share. */
const PROGRAMS = { venv: 'bin/ministack', cli: 'bin/aws', node: 'node_modules', kubectl: 'kubectl' };

/** AWS's Node.js runtime has them; the CDK's custom resources that run in the emulator find them here. */
const LAMBDA_SDK = ['@aws-sdk/client-ec2@3.1169.0', '@aws-sdk/client-s3@3.1169.0'];

/** Directory of the AWS emulator, if there is one. */
export function findLab(): string | undefined {
  const directory = resolve(CHECKOUT, process.env.AWS_LAB_DIR ?? '../shared/aws-lab');
  return existsSync(join(directory, 'aws-lab')) ? directory : undefined;
}

/** Where the emulator's programs are, once and for all runs on this machine. */
export function emulatorHome(): string {
  return resolve(process.env.AWS_LAB_HOME ?? join(homedir(), '.cache/aws-lab'));
}

/** Lets a run with a directory of its own use the programs that are installed. */
export function linkPrograms(home: string, state: string): void {
  mkdirSync(join(state, 'tmp'));
  for (const name of Object.keys(PROGRAMS)) symlinkSync(join(home, name), join(state, name));
  // Custom resources run in a directory below this one, and look for modules in those above them.
  symlinkSync(join(home, 'lambda-sdk/node_modules'), join(state, 'node_modules'));
}

/** The environment without the settings that lead to a real account. */
export function cleanEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS|CDK)_/.test(entry[0]),
    ),
  );
}

/** The variables that a program's command `env` sets for those who talk to the emulator, and all others. */
export function readEnv(program: string, own: Record<string, string>): Record<string, string> {
  const out = execFileSync('sh', ['-c', 'eval "$("$0" env)"; env -0', program], {
    encoding: 'utf8',
    env: { ...cleanEnv(), ...own },
  });
  const pairs = out
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  return Object.fromEntries(pairs);
}

/** Once on a machine: the emulator and the AWS command line (some 800 MB), then the SDK of Lambda's runtime. */
export async function installEmulator(program: string, home: string, port: string): Promise<void> {
  if (!Object.entries(PROGRAMS).every(([name, path]) => existsSync(join(home, name, path)))) {
    const env = { ...cleanEnv(), AWS_LAB_HOME: home, AWS_LAB_PORT: port };
    mkdirSync(home, { recursive: true });
    await progress(`installing the AWS emulator to ${home} (once; 2 to 4 minutes)`, async () => {
      await run(program, ['up'], env);
      await run(program, ['down'], env);
    });
  }
  const sdk = join(home, 'lambda-sdk');
  if (!existsSync(join(sdk, 'node_modules/@aws-sdk/client-s3'))) {
    mkdirSync(sdk, { recursive: true });
    await progress(`installing the SDK of Lambda's runtime to ${sdk} (once)`, () =>
      run(
        'npm',
        ['--prefix', sdk, 'install', '--silent', '--no-audit', '--no-fund', ...LAMBDA_SDK],
        cleanEnv(),
      ),
    );
  }
}

function run(command: string, args: string[], env: Record<string, string>): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`${command} ${args.join(' ')} exited with ${code}`));
    });
  });
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        done(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
