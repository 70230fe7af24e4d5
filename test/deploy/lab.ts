import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnv, emulatorHome, findLab, freePort, linkPrograms, readEnv } from './emulator-programs';

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

/** A running emulator of AWS with a state of its own. */
export class Lab {
  /** Starts an emulator, which `prepare` has installed. */
  public static async start(): Promise<Lab> {
    const directory = findLab();
    if (directory === undefined) throw new Error('there is no AWS emulator');
    const program = join(directory, 'aws-lab');
    const home = emulatorHome();
    const port = process.env.AWS_LAB_PORT ?? String(await freePort());

    const state = mkdtempSync(join(tmpdir(), 'cdk-hadoop-deploy-'));
    linkPrograms(home, state);
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
