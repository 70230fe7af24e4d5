import { Environment } from '../../lib/model/environment';
import { Plan } from '../../lib/plan/plan';
import { PlatformLock } from '../../lib/plan/platform-lock';
import { Synthesized } from '../stacks/synthesized';
import { KubernetesObject, manifestText, resourcesOf, MANIFEST_TYPE, Template } from '../stacks/template';

/** Templates by the ids of their stacks, in the order in which they are deployed. */
export type Stacks = Readonly<Record<string, Template>>;

/** What a description becomes: all that the checks of a pair compare. */
export interface Output {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly stacks: Stacks;
  /** Kubernetes objects by `kind/namespace/name`. What CloudFormation fills in is named by what it stands for. */
  readonly objects: ReadonlyMap<string, KubernetesObject>;
}

/** Synthesizes a description, for a platform that runs if it has a lock. */
export function outputOf(environment: Environment, lock?: PlatformLock): Output {
  const { plan, stacks: synthesized } = new Synthesized(environment, false, lock);
  const stacks = Object.fromEntries(Object.entries(synthesized).map(([id, { template }]) => [id, template]));
  return { environment, plan, stacks, objects: objectsOf(inAnyAccount(stacks, environment.account)) };
}

/** Stacks that name their account, as those would that leave it to the credentials. */
function inAnyAccount(stacks: Stacks, account: string | undefined): Stacks {
  if (account === undefined) return stacks;
  return JSON.parse(JSON.stringify(stacks).replaceAll(account, '${AWS::AccountId}')) as Stacks;
}

/** The objects that all stacks apply. */
export function objectsOf(stacks: Stacks): ReadonlyMap<string, KubernetesObject> {
  const objects = Object.values(stacks)
    .flatMap((template) => resourcesOf(template, MANIFEST_TYPE))
    .flatMap(
      ([, resource]) =>
        JSON.parse(manifestText(resource, (value) => standIn(stacks, value))) as KubernetesObject[],
    );
  return new Map(
    objects.map((object) => [
      `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`,
      object,
    ]),
  );
}

/** The same text for the same resource, whichever way a stack refers to another one's. */
function standIn(stacks: Stacks, value: unknown): string {
  const [[name, argument] = ['', undefined]] = Object.entries(value as Record<string, unknown>);
  const link = linkOf(name, argument);
  const output = link === undefined ? undefined : outputsOf(stacks, link.stack)[link.output];
  return `<${JSON.stringify(output ?? value).replace(/["{}]/g, '')}>`;
}

function linkOf(
  name: string,
  argument: unknown,
): { readonly stack: string; readonly output: string } | undefined {
  if (name === 'Fn::GetStackOutput') {
    const { StackName, OutputName } = argument as { readonly StackName: string; readonly OutputName: string };
    return { stack: stackIdOf(StackName), output: OutputName };
  }
  if (name === 'Fn::ImportValue') {
    const [stack = '', output = ''] = String(argument).split(':');
    return { stack: stackIdOf(stack), output };
  }
  return undefined;
}

/** The id of a stack of a platform by its name, `<environment>-<id>`. */
export function stackIdOf(stackName: string): string {
  return stackName.slice(stackName.lastIndexOf('-') + 1);
}

function outputsOf(stacks: Stacks, id: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(stacks[id]?.Outputs ?? {}).map(([name, { Value }]) => [name, Value]),
  );
}
