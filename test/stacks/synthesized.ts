import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Environment } from '../../lib/model/environment';
import { Plan } from '../../lib/plan/plan';
import { PlatformLock } from '../../lib/plan/platform-lock';
import { HadoopPlatform } from '../../constructs';
import { commandLineApp } from './command-line';
import { filesBelow } from './files-below';
import { Template } from './template';

/** A stack of a platform, synthesized. */
export interface SynthesizedStack {
  readonly template: Template;
  /** The template as it would be uploaded. */
  readonly text: string;
  readonly terminationProtection: boolean;
  /** Ids of the stacks that are deployed before it. */
  readonly dependencies: string[];
}

/** A platform, synthesized by itself. */
export class Synthesized {
  public readonly plan: Plan;
  /** By id: `Network`, `Data`, ... */
  public readonly stacks: Readonly<Record<string, SynthesizedStack>>;
  /** What would have to be looked up. */
  public readonly missing: unknown;
  /** All that was written. */
  public readonly assembly: CloudAssembly;

  public constructor(environment: Environment, assets = false, lock?: PlatformLock) {
    const platform = new HadoopPlatform(commandLineApp(assets), environment.name, { environment, lock });
    const assembly = platform.synth();
    const idOf = (displayName: string): string => displayName.slice(displayName.lastIndexOf('/') + 1);
    this.plan = platform.plan;
    this.missing = assembly.manifest.missing;
    this.assembly = assembly;
    this.stacks = Object.fromEntries(
      assembly.stacks.map((stack) => {
        const text = readFileSync(join(assembly.directory, stack.templateFile), 'utf8');
        const known = assembly.stacks.map(({ id }) => id);
        return [
          idOf(stack.hierarchicalId),
          {
            text,
            template: JSON.parse(text) as Template,
            terminationProtection: stack.terminationProtection ?? false,
            dependencies: stack.dependencies
              .filter(({ id }) => known.includes(id))
              .map(({ id }) => idOf(assembly.getStackArtifact(id).hierarchicalId))
              .sort(),
          },
        ];
      }),
    );
  }

  /** All files of the assembly, less those of assets, by path. */
  public files(): Record<string, string> {
    return filesBelow(this.assembly.directory);
  }

  /** The template of a stack. */
  public template(id: string): Template {
    const stack = this.stacks[id];
    if (stack === undefined) throw new Error(`no stack ${id}: ${Object.keys(this.stacks).join(', ')}`);
    return stack.template;
  }
}
