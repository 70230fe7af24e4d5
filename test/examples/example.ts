import { App } from 'aws-cdk-lib';
import { commandLineContext } from '../stacks/command-line';
import { temporaryDirectory } from '../stacks/temporary-directory';
import { KubernetesObject, objectsIn, Template } from '../stacks/template';

/** An example, synthesized as `cdk synth` would. */
export class Example {
  /** By stack id. */
  public readonly templates: Readonly<Record<string, Template>>;
  /** Warnings and errors of all stacks. */
  public readonly messages: string[];

  /** The CDK's validation of templates takes a second for each of them: leave it out where they are all alike. */
  public constructor(name: string, options: { readonly validation: boolean } = { validation: true }) {
    process.env.CDK_OUTDIR = temporaryDirectory();
    process.env.CDK_VALIDATION = String(options.validation);
    process.env.CDK_CONTEXT_JSON = JSON.stringify({
      ...commandLineContext(),
      'aws:cdk:disable-asset-staging': true,
    });
    const { app } = jest.requireActual<{ readonly app: App }>(`../../examples/${name}`);
    const stacks = app.synth().stacksRecursively;
    this.templates = Object.fromEntries(
      stacks.map(({ hierarchicalId, template }) => [hierarchicalId, template as Template]),
    );
    this.messages = stacks.flatMap(({ messages }) => messages.map(({ entry }) => JSON.stringify(entry.data)));
  }

  /** The template of a stack. */
  public template(id: string): Template {
    const template = this.templates[id];
    if (template === undefined) throw new Error(`no stack ${id}: ${Object.keys(this.templates).join(', ')}`);
    return template;
  }

  /** All Kubernetes objects. */
  public get objects(): KubernetesObject[] {
    return Object.values(this.templates).flatMap(objectsIn);
  }
}

/** A setting in a product file of the ConfigMaps of a role. */
export function setting(
  objects: readonly KubernetesObject[],
  role: string,
  file: string,
  key: string,
): string {
  const configMap = objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['app.kubernetes.io/component'] === role,
  );
  const [, value] =
    new RegExp(`<name>${key.replaceAll('.', '\\.')}</name>\\s*<value>([^<]*)</value>`).exec(
      configMap?.data?.[file] ?? '',
    ) ?? [];
  if (value === undefined) throw new Error(`${file} of ${role} has no ${key}`);
  return value;
}
