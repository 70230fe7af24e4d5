import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { progress } from './progress';

const CHECKOUT = join(__dirname, '../..');

/** What the emulator installs once, and every run of it can share. */
const PROGRAMS = { venv: 'bin/ministack', cli: 'bin/aws', node: 'node_modules', kubectl: 'kubectl' };

/** AWS's Node.js runtime has them; the CDK's custom resources that run in the emulator find them here. */
const LAMBDA_SDK = ['@aws-sdk/client-ec2@3.1169.0', '@aws-sdk/client-s3@3.1169.0'];

/** Process id of Jest itself, of which these tests may run in a worker. */
export const RUNNER_VARIABLE = 'DEPLOY_TEST_RUNNER';

/**
 * Starts the emulator and takes it down as soon as its input ends or Jest itself is gone: when the tests say so, and
 * just as well when they are interrupted or killed. Nothing that it made outlives it.
 */
const KEEPER = `
  "$0" up >&2 && echo up
  exec 3<&0
  cat <&3 >/dev/null &
  input=$!
  while kill -0 "$input" && kill -0 "$${RUNNER_VARIABLE}"; do sleep 0.5; done 2>/dev/null
  kill "$input" 2>/dev/null
  # Left over from an interruption only: a command, and what ran as a Lambda function when the emulator went.
  [ ! -e "$AWS_LAB_HOME/command.pid" ] || kill -9 "$(cat "$AWS_LAB_HOME/command.pid")"
  group=$(cat "$AWS_LAB_HOME/pid")
  "$0" down >&2
  kill -9 "-$group" 2>/dev/null
  rm -rf "$AWS_LAB_HOME"
`;

/** Directory of the AWS emulator, if there is one. */
export function findLab(): string | undefined {
  const directory = resolve(CHECKOUT, process.env.AWS_LAB_DIR ?? '../shared/aws-lab');
  return existsSync(join(directory, 'aws-lab')) ? directory : undefined;
}

/** A running emulator of AWS with a state of its own. */
export class Lab {
  /** Starts an emulator; the first one on a machine downloads it. */
  public static async start(): Promise<Lab> {
    const directory = findLab();
    if (directory === undefined) throw new Error('there is no AWS emulator');
    const program = join(directory, 'aws-lab');
    const home = resolve(process.env.AWS_LAB_HOME ?? join(homedir(), '.cache/aws-lab'));
    const port = process.env.AWS_LAB_PORT ?? String(await freePort());
    await install(program, home, port);

    const state = mkdtempSync(join(tmpdir(), 'cdk-hadoop-deploy-'));
    mkdirSync(join(state, 'tmp'));
    for (const name of Object.keys(PROGRAMS)) symlinkSync(join(home, name), join(state, name));
    symlinkSync(join(home, 'lambda-sdk/node_modules'), join(state, 'node_modules'));
    const own = {
      AWS_LAB_HOME: state,
      AWS_LAB_PORT: port,
      TMPDIR: join(state, 'tmp'),
      [RUNNER_VARIABLE]: process.env[RUNNER_VARIABLE] ?? String(process.pid),
    };
    const keeper = spawn('sh', ['-c', KEEPER, program], {
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...cleanEnv(), ...own },
    });
    const lab = new Lab(state, keeper, readEnv(program, own));
    if (!(await saysUp(keeper))) {
      await lab.stop();
      throw new Error('the AWS emulator did not start');
    }
    return lab;
  }

  private constructor(
    /** Directory of everything that this run writes. */
    public readonly state: string,
    private readonly keeper: ChildProcess,
    /** Environment variables for programs that talk to the emulator. */
    public readonly env: Record<string, string>,
  ) {}

  /** URL of the emulator. */
  public get endpoint(): string {
    return this.env.AWS_ENDPOINT_URL ?? '';
  }

  /** Takes the emulator down and removes its state. */
  public async stop(): Promise<void> {
    const { keeper } = this;
    if (keeper.exitCode !== null) return;
    const gone = new Promise((done) => keeper.once('close', done));
    keeper.stdin?.end();
    await gone;
  }
}

/** The environment without the settings that lead to a real account. */
function cleanEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS|CDK)_/.test(entry[0]),
    ),
  );
}

function readEnv(program: string, own: Record<string, string>): Record<string, string> {
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

function saysUp(keeper: ChildProcess): Promise<boolean> {
  return new Promise((done) => {
    keeper.stdout?.once('data', () => {
      done(true);
    });
    keeper.stdout?.once('end', () => {
      done(false);
    });
  });
}

/** Once on a machine: the emulator and the AWS command line (some 800 MB), then the SDK of Lambda's runtime. */
async function install(program: string, home: string, port: string): Promise<void> {
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
      else fail(new Error(`${command} ${args.join(' ')} exited with ${String(code)}`));
    });
  });
}

function freePort(): Promise<number> {
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
