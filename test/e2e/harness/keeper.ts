import { ChildProcess, spawn } from 'node:child_process';

/**
 * Runs the clean-up as soon as its input ends or Jest is gone: when the tests are over, and just as well when they are
 * interrupted or killed. It is in a session of its own, so that Ctrl-C does not reach it.
 */
const KEEPER = `
  exec 3<&0
  cat <&3 >/dev/null &
  input=$!
  while kill -0 "$input" && kill -0 "$RUNNER"; do sleep 0.5; done 2>/dev/null
  kill "$input" 2>/dev/null
  "$@"
`;

/** Cleans up after the tests, however they end. */
export class Keeper {
  private readonly child: ChildProcess;

  /** @param cleanUp program and arguments */
  public constructor(cleanUp: readonly string[], env: NodeJS.ProcessEnv) {
    this.child = spawn('sh', ['-c', KEEPER, 'keeper', ...cleanUp], {
      detached: true,
      stdio: ['pipe', 'ignore', 'inherit'],
      env: { ...env, RUNNER: String(process.pid) },
    });
    // Jest must be able to end without it.
    this.child.unref();
  }

  /** Has the clean-up done, and waits for it. */
  public async cleanUp(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null) return;
    const gone = new Promise((done) => child.once('close', done));
    child.ref();
    child.stdin?.end();
    await gone;
  }
}
