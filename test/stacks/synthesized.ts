import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Environment } from '../../lib/model/environment';
import { Plan } from '../../lib/plan/plan';
import { HadoopPlatform } from '../../constructs';
import { commandLineApp } from './command-line';
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
  private readonly directory: string;

  public constructor(environment: Environment, assets = false) {
    const platform = new HadoopPlatform(commandLineApp(assets), environment.name, { environment });
    const assembly = platform.synth();
    const idOf = (displayName: string): string => displayName.slice(displayName.lastIndexOf('/') + 1);
    this.plan = platform.plan;
    this.missing = assembly.manifest.missing;
    this.directory = assembly.directory;
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
    return filesBelow(this.directory);
  }

  /** The template of a stack. */
  public template(id: string): Template {
    const stack = this.stacks[id];
    if (stack === undefined) throw new Error(`no stack ${id}: ${Object.keys(this.stacks).join(', ')}`);
    return stack.template;
  }
}

/** The text of all files below a directory, by path. Archives are named by their content: nothing is read of them. */
export function filesBelow(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(directory, path), path.endsWith('.zip') ? '' : readFileSync(path, 'utf8')]),
  );
}
