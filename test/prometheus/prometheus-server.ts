import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../deploy/emulator-programs';

/** Longest time until the server answers. */
const START_MS = 60_000;

/** One block for all samples: promtool reads its input once for each. */
const BLOCK = '486h';

/** A real Prometheus server that has recorded series and scrapes nothing. */
export class PrometheusServer {
  /** Directory of the server and of whatever a test writes beside it. */
  public readonly directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-prometheus-'));
  private process?: ChildProcess;
  private port = 0;

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the server with the series of an OpenMetrics file. */
  public async start(recording: string): Promise<void> {
    const data = join(this.directory, 'data');
    const create = ['tsdb', 'create-blocks-from', `--max-block-duration=${BLOCK}`, 'openmetrics'];
    execFileSync('promtool', [...create, '--quiet', recording, data], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    rmSync(recording);
    const config = join(this.directory, 'prometheus.yml');
    writeFileSync(config, 'global: {}\n');
    this.port = await freePort();
    this.process = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${data}`,
        // The samples are older than what a server keeps by default.
        '--storage.tsdb.retention.time=30y',
        `--web.listen-address=127.0.0.1:${this.port}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    await this.ready();
  }

  /** Ends the server and removes what it had. */
  public async stop(): Promise<void> {
    const { process } = this;
    if (process?.exitCode === null) {
      const ended = new Promise((done) => process.once('exit', done));
      process.kill('SIGTERM');
      await ended;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const until = Date.now() + START_MS;
    while (Date.now() < until) {
      if (this.process?.exitCode !== null) throw new Error('prometheus ended before it was ready');
      try {
        if ((await fetch(`${this.url}/-/ready`)).ok) return;
      } catch {
        // It does not listen yet.
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`prometheus was not ready within ${START_MS / 1000} s`);
  }
}
