import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Plan } from '../../lib/plan/plan';
import { commandLineContext } from '../stacks/command-line';
import { expectGolden } from '../stacks/golden';
import { assemblyInventory, Inventory, inventoryText, planInventory } from '../stacks/inventory';
import { temporaryDirectory } from '../stacks/temporary-directory';
import { KubernetesObject, objectsIn, Template } from '../stacks/template';

/** An example, synthesized as `cdk synth` would. */
export class Example {
  /** By stack id. */
  public readonly templates: Readonly<Record<string, Template>>;
  /** Warnings and errors of all stacks. */
  public readonly messages: string[];
  /** By the path of the construct that has it. */
  public readonly plans: Readonly<Record<string, Plan>>;
  private readonly name: string;
  private readonly assembly: CloudAssembly;

  /** The CDK's validation of templates takes a second for each of them: leave it out where they are all alike. */
  public constructor(name: string, options: { readonly validation: boolean } = { validation: true }) {
    process.env.CDK_OUTDIR = temporaryDirectory();
    process.env.CDK_VALIDATION = String(options.validation);
    process.env.CDK_CONTEXT_JSON = JSON.stringify({
      ...commandLineContext(),
      'aws:cdk:disable-asset-staging': true,
    });
    const { app } = jest.requireActual<{ readonly app: App }>(`../../examples/${name}`);
    this.name = name;
    this.assembly = app.synth();
    this.plans = plansIn(app);
    const stacks = this.assembly.stacksRecursively;
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

  /** Compares everything that the example renders with its golden inventory. */
  public expectInventory(shorten: (inventory: Inventory) => Inventory = (inventory) => inventory): void {
    const inventory = { ...assemblyInventory(this.assembly), ...planInventory(this.plans) };
    expectGolden(join(__dirname, 'golden', this.name), {
      'inventory.txt': inventoryText(shorten(inventory)),
    });
  }

  /** All Kubernetes objects. */
  public get objects(): KubernetesObject[] {
    return Object.values(this.templates).flatMap(objectsIn);
  }
}

/** A plan that is handed to inner constructs is listed once, by the outermost one. */
function plansIn(app: App): Record<string, Plan> {
  const seen = new Set<Plan>();
  const plans: Record<string, Plan> = {};
  for (const construct of app.node.findAll()) {
    const { plan } = construct as { readonly plan?: Plan };
    if (plan === undefined || seen.has(plan)) continue;
    seen.add(plan);
    // Ids of subnets that a stack makes are tokens, which get other numbers in each process.
    const stack = construct.node.scopes.find((scope) => Stack.isStack(scope));
    plans[construct.node.path] = stack === undefined ? plan : (stack.resolve(plan) as Plan);
  }
  return plans;
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
