import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CdkProgram, DEPLOY_FLAGS, Run } from './cdk-program';
import { Lab } from './lab';
import { progress } from './progress';
import { ACCOUNT, Variation, VARIATION_CONTEXT } from './variation';

const APP = 'node --import tsx test/deploy/app.ts';
const REGION = 'us-east-1';

/** A synthesized app: what the other commands work on. */
export interface Assembly {
  readonly directory: string;
  readonly environment: string;
}

/** The CDK's own command line, in front of the emulator. */
export class CdkCli {
  private readonly program: CdkProgram;

  public constructor(private readonly lab: Lab) {
    this.program = new CdkProgram(lab);
  }

  /** Prepares the account, as everyone must once. */
  public async bootstrap({ environment, directory }: Assembly): Promise<void> {
    await progress(`bootstrap for ${environment}`, () =>
      this.program.must(['bootstrap', `aws://${ACCOUNT}/${REGION}`, '--app', directory]),
    );
  }

  /** Synthesizes a variation, with further context. */
  public async synth(variation: Variation, context: Record<string, string> = {}): Promise<Assembly> {
    const directory = mkdtempSync(join(this.lab.state, 'cdk.out-'));
    const all = { ...context, [VARIATION_CONTEXT]: JSON.stringify(variation) };
    const flags = Object.entries(all).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
    await progress(`synth of ${variation.environment}`, () =>
      this.program.must(['synth', '--quiet', '--app', APP, '--output', directory, ...flags]),
    );
    return { directory, environment: variation.environment };
  }

  /** Deploys all stacks, and tells which of them the command line says it changed. */
  public async deploy(
    assembly: Assembly,
  ): Promise<{ readonly changed: string[]; readonly unchanged: string[] }> {
    const { output } = await progress(`deploy of ${assembly.environment}`, () =>
      this.program.must(['deploy', ...allOf(assembly), ...DEPLOY_FLAGS]),
    );
    const stacks = [...output.matchAll(/✅ {2}(\S+) \(\S+\)( \(no changes\))?/g)];
    const names = (unchanged: boolean): string[] =>
      stacks.filter((match) => (match[2] !== undefined) === unchanged).map((match) => match[1] ?? '');
    return { changed: names(false), unchanged: names(true) };
  }

  /** Compares all stacks with what is deployed, through change sets; exits with 1 if they differ. */
  public diff(assembly: Assembly): Promise<Run> {
    return progress(`diff of ${assembly.environment}`, () =>
      this.program.run(['diff', ...allOf(assembly), '--fail']),
    );
  }

  /** Deletes stacks and those that depend on them. */
  public async destroy(assembly: Assembly, stack = '*'): Promise<void> {
    const name = `${assembly.environment}/${stack}`;
    await progress(`destroy of ${name}`, () => this.program.must(destroyOf(assembly, name)));
  }

  /** Tries to delete stacks; with `exclusively`, without those that depend on them. */
  public tryToDestroy(assembly: Assembly, stack = '*', exclusively = false): Promise<Run> {
    const flags = exclusively ? ['--exclusively'] : [];
    return this.program.run([...destroyOf(assembly, `${assembly.environment}/${stack}`), ...flags]);
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
