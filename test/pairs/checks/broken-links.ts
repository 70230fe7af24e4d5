import { Template } from '../../stacks/template';
import { Stacks, stackIdOf } from '../output';
import { isReplaced, resourceChanges } from './template-changes';

/** An output of a template, with the name of its export if it has one. */
interface TemplateOutput {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

/** The order in which the CDK deploys: producers before consumers, as the stacks are listed. */
export function producersFirst(stacks: Stacks): string[] {
  return Object.keys(stacks);
}

/** What leaves the network leaves the products first, then the cluster: "Remove a zone" in docs/operations.md. */
export function consumersFirst(stacks: Stacks): string[] {
  const last = ['Cluster', 'Network'];
  return [...Object.keys(stacks).filter((id) => !last.includes(id)), ...last.filter((id) => id in stacks)];
}

/**
 * Links between stacks that a deployment from one set of templates to another would break, as it updates stack after
 * stack: an export that is dropped, or whose value changes, while a deployed stack imports it, which CloudFormation
 * refuses; an output that is read and not there; and a value that changes unnoticed, as its reader's template does not.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function brokenLinks(before: Stacks, after: Stacks, order = producersFirst(after)): string[] {
  const replaced = new Set(
    resourceChanges(before, after)
      .filter(isReplaced)
      .map(({ stack, logicalId }) => `${stack}/${logicalId}`),
  );
  const deployed: Record<string, Template> = { ...before };
  const problems: string[] = [];
  for (const id of order) {
    const now = after[id];
    if (now === undefined) continue;
    const was = deployed[id];
    deployed[id] = now;
    const changed = (output: string): boolean =>
      JSON.stringify(outputsOf(was)[output]?.Value) !== JSON.stringify(outputsOf(now)[output]?.Value) ||
      resourcesIn(outputsOf(now)[output]?.Value).some((resource) => replaced.has(`${id}/${resource}`));

    for (const [output, { Export }] of Object.entries(outputsOf(was))) {
      if (Export === undefined) continue;
      const name = String(Export.Name);
      const kept = String(outputsOf(now)[output]?.Export?.Name) === name && !changed(output);
      const users = Object.keys(deployed).filter(
        (user) => user !== id && importsOf(deployed[user]).includes(name),
      );
      if (!kept && users.length > 0) problems.push(`export ${name} is in use by ${users.join(', ')}`);
    }
    const exported = Object.values(deployed).flatMap((template) =>
      Object.values(outputsOf(template)).map(({ Export }) => String(Export?.Name)),
    );
    for (const name of importsOf(now).filter((imported) => !exported.includes(imported))) {
      problems.push(`${id} imports ${name}, which no stack exports`);
    }
    for (const { stack, output } of readsOf(now)) {
      if (outputsOf(deployed[stack])[output] === undefined) {
        problems.push(`${id} reads ${output} of ${stack}, which has none`);
      }
    }
    for (const reader of Object.keys(after)) {
      const reads = readsOf(before[reader]).filter(
        ({ stack, output }) => stack === id && output in outputsOf(now) && changed(output),
      );
      const isSame = JSON.stringify(before[reader]) === JSON.stringify(after[reader]);
      for (const { output } of isSame ? reads : []) {
        problems.push(`${reader} does not notice that ${output} of ${id} changes`);
      }
    }
  }
  return problems;
}

function outputsOf(template: Template | undefined): Readonly<Record<string, TemplateOutput>> {
  return template?.Outputs ?? {};
}

function importsOf(template: Template | undefined): string[] {
  return found(template, 'Fn::ImportValue').map(String);
}

function readsOf(template: Template | undefined): { readonly stack: string; readonly output: string }[] {
  return found(template, 'Fn::GetStackOutput').map((argument) => {
    const { StackName, OutputName } = argument as { readonly StackName: string; readonly OutputName: string };
    return { stack: stackIdOf(StackName), output: OutputName };
  });
}

function resourcesIn(value: unknown): string[] {
  return [
    ...found(value, 'Ref').map(String),
    ...found(value, 'Fn::GetAtt').map((argument) => String((argument as readonly unknown[])[0])),
  ];
}

/** The arguments of a function, wherever it is called. */
function found(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, child]) =>
    key === name ? [child] : found(child, name),
  );
}
