import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from './lab';
import { progress } from './progress';
import { ACCOUNT, Variation, VARIATION_CONTEXT } from './variation';

const CHECKOUT = join(__dirname, '../..');
const CDK = join(CHECKOUT, 'node_modules/.bin/cdk');
const APP = 'node --import tsx test/deploy/app.ts';
const REGION = 'us-east-1';
const DEPLOY_FLAGS = ['--require-approval', 'never', '--concurrency', '1', '--progress', 'events'];

/** What a run of the command line came to. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** A synthesized app: what the other commands work on. */
export interface Assembly {
  readonly directory: string;
  readonly environment: string;
}

/** The CDK's own command line, in front of the emulator. */
export class CdkCli {
  public constructor(private readonly lab: Lab) {}

  /** Prepares the account, as everyone must once. */
  public async bootstrap({ environment, directory }: Assembly): Promise<void> {
    await progress(`bootstrap for ${environment}`, () =>
      this.must(['bootstrap', `aws://${ACCOUNT}/${REGION}`, '--app', directory]),
    );
  }

  /** Synthesizes a variation, with further context. */
  public async synth(variation: Variation, context: Record<string, string> = {}): Promise<Assembly> {
    const directory = mkdtempSync(join(this.lab.state, 'cdk.out-'));
    const all = { ...context, [VARIATION_CONTEXT]: JSON.stringify(variation) };
    const flags = Object.entries(all).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
    await progress(`synth of ${variation.environment}`, () =>
      this.must(['synth', '--quiet', '--app', APP, '--output', directory, ...flags]),
    );
    return { directory, environment: variation.environment };
  }

  /** Deploys all stacks, and tells which of them the command line says it changed. */
  public async deploy(
    assembly: Assembly,
  ): Promise<{ readonly changed: string[]; readonly unchanged: string[] }> {
    const { output } = await progress(`deploy of ${assembly.environment}`, () =>
      this.must(['deploy', ...allOf(assembly), ...DEPLOY_FLAGS]),
    );
    const stacks = [...output.matchAll(/✅ {2}(\S+) \(\S+\)( \(no changes\))?/g)];
    const names = (unchanged: boolean): string[] =>
      stacks.filter((match) => (match[2] !== undefined) === unchanged).map((match) => match[1] ?? '');
    return { changed: names(false), unchanged: names(true) };
  }

  /** Compares all stacks with what is deployed, through change sets; exits with 1 if they differ. */
  public diff(assembly: Assembly): Promise<Run> {
    return progress(`diff of ${assembly.environment}`, () =>
      this.run(['diff', ...allOf(assembly), '--fail']),
    );
  }

  /** Deletes stacks and those that depend on them. */
  public async destroy(assembly: Assembly, stack = '*'): Promise<void> {
    const name = `${assembly.environment}/${stack}`;
    await progress(`destroy of ${name}`, () => this.must(destroyOf(assembly, name)));
  }

  /** Tries to delete stacks; with `exclusively`, without those that depend on them. */
  public tryToDestroy(assembly: Assembly, stack = '*', exclusively = false): Promise<Run> {
    const flags = exclusively ? ['--exclusively'] : [];
    return this.run([...destroyOf(assembly, `${assembly.environment}/${stack}`), ...flags]);
  }

  private async must(args: string[]): Promise<Run> {
    const run = await this.run(args);
    if (run.code === 0) return run;
    const tail = run.output.split('\n').slice(-60).join('\n');
    throw new Error(`cdk ${args[0] ?? ''} exited with ${String(run.code)}:\n${tail}`);
  }

  private run(args: string[]): Promise<Run> {
    return new Promise((done, fail) => {
      const child = spawn(CDK, [...args, '--no-notices'], {
        cwd: CHECKOUT,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...this.lab.env,
          CDK_HOME: join(this.lab.state, 'cdk-home'),
          CDK_DISABLE_VERSION_CHECK: '1',
          // Other tests validate the templates.
          CDK_VALIDATION: 'false',
          CI: '1',
          NO_COLOR: '1',
        },
      });
      const pidFile = join(this.lab.state, 'command.pid');
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

function destroyOf({ directory }: Assembly, name: string): string[] {
  return ['destroy', name, '--app', directory, '--force'];
}

function allOf({ environment, directory }: Assembly): string[] {
  return [`${environment}/*`, '--app', directory];
}

/** The templates of an assembly, byte for byte, by the name of their file. */
export function templatesOf({ directory, environment }: Assembly): Record<string, string> {
  const stage = join(directory, `assembly-${environment}`);
  return Object.fromEntries(
    readdirSync(stage)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [file, readFileSync(join(stage, file), 'utf8')]),
  );
}
