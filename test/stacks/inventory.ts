import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { planJson, PlanDocument } from '../../lib/report/plan-json';
import { Plan } from '../../lib/plan/plan';
import { sortedJson } from '../../lib/text/sorted-json';
import { assetStandIns, contentStandIns, StandIns, withStandIns } from './stand-ins';
import { KubernetesObject, MANIFEST_TYPE, manifestsOf, Resource, Template } from './template';

/** Something that is rendered: a resource, an object, a part of a plan, or a whole file. */
interface Item {
  readonly kind: string;
  readonly name: string;
  readonly digest: string;
}

/** What is rendered, by where it is: `stack prod/HBase`, `manifest hbase`, `plans`. */
export type Inventory = Readonly<Record<string, readonly Item[]>>;

const HEADER =
  '# All that is rendered: kind, name, digest. Written by `jest -u`; see test/stacks/inventory.ts.\n';

/** It names the versions of Node and of all packages. */
const ANALYTICS_TYPE = 'AWS::CDK::Metadata';
/** Absolute: another one on each machine. */
const ASSET_PATH = 'aws:asset:path';

/**
 * The stacks of an assembly: each resource and other part of a template, each Kubernetes object, what the stack is
 * deployed with, and the template as a whole, which also changes when only an order does.
 */
export function assemblyInventory(assembly: CloudAssembly): Inventory {
  const assets = assetStandIns(assembly);
  return Object.fromEntries(
    assembly.stacksRecursively.map((stack) => [`stack ${stack.hierarchicalId}`, stackItems(stack, assets)]),
  );
}

/** Manifests: each object, and the manifest as a whole. */
export function manifestInventory(
  manifests: readonly { readonly name: string; readonly objects: readonly KubernetesObject[] }[],
): Inventory {
  return Object.fromEntries(
    manifests.map(({ name, objects }) => [
      `manifest ${name}`,
      [...objectItems(objects), item('whole', 'manifest', JSON.stringify(objects))],
    ]),
  );
}

/** Plans by name: each part of the document, and its text as a whole. */
export function planInventory(plans: Readonly<Record<string, Plan>>): Inventory {
  const items = Object.entries(plans).flatMap(([name, plan]) => {
    const text = planJson(plan);
    const { plan: parts, ...rest } = JSON.parse(text) as PlanDocument;
    return [
      ...Object.entries({ ...parts, ...rest }).map(([part, value]) =>
        item('part', `${name}/${part}`, sortedJson(value)),
      ),
      item('whole', name, text),
    ];
  });
  return { plans: items };
}

/** An inventory as text: a line for each item, sorted, under a heading for where it is. */
export function inventoryText(inventory: Inventory): string {
  const sections = Object.entries(inventory)
    .sort(([a], [b]) => compare(a, b))
    .map(([where, items]) => `\n[${where}]\n${itemLines(items)}`);
  return HEADER + sections.join('');
}

function itemLines(items: readonly Item[]): string {
  return items
    .map(({ kind, name, digest }) => `${kind} ${name} ${digest}\n`)
    .sort(compare)
    .join('');
}

/** An inventory with one item for all of a kind, for what is a hundred times the same. */
export function byKind(inventory: Inventory): Inventory {
  return Object.fromEntries(
    Object.entries(inventory).map(([where, items]) => {
      const kinds = [...new Set(items.map(({ kind }) => kind))];
      return [
        where,
        kinds.map((kind) => {
          const alike = items.filter((candidate) => candidate.kind === kind);
          return item(kind, `(${alike.length})`, itemLines(alike));
        }),
      ];
    }),
  );
}

function stackItems(stack: CloudFormationStackArtifact, assets: StandIns): Item[] {
  const original = withStandIns(JSON.parse(readFileSync(stack.templateFullPath, 'utf8')) as Template, assets);
  const template = withoutSurroundings(original);
  const objects = manifestsOf(template).flatMap(([, manifest]) => manifest);
  const contents = contentStandIns(objects);
  const { stackName, environment, terminationProtection, tags, dependencies } = stack;
  const settings = {
    environment,
    terminationProtection,
    tags,
    dependencies: dependencies.map(({ id }) => id),
  };
  const { Resources: resources, ...others } = withStandIns(template, contents);
  return [
    ...Object.entries(resources).map(([id, resource]) =>
      item(resource.Type, id, sortedJson(withoutManifest(resource))),
    ),
    ...Object.entries(others).flatMap(([section, parts]) =>
      Object.entries(parts as Record<string, unknown>).map(([name, part]) =>
        item(section, name, sortedJson(part)),
      ),
    ),
    ...objectItems(objects),
    item('settings', stackName, sortedJson(settings)),
    item('whole', 'template', JSON.stringify(withStandIns(template, contents))),
  ];
}

function objectItems(objects: readonly KubernetesObject[]): Item[] {
  const contents = contentStandIns(objects);
  return objects.map((object) => {
    const shown = withStandIns(object, contents);
    const { name, namespace } = shown.metadata;
    // The name of a ConfigMap is made from what is in it; that of a Job also from the hash of an image.
    const content = object.kind === 'ConfigMap' ? object : shown;
    return item(object.kind, namespace === undefined ? name : `${namespace}/${name}`, sortedJson(content));
  });
}

function withoutSurroundings(template: Template): Template {
  const resources = Object.entries(template.Resources)
    .filter(([, { Type }]) => Type !== ANALYTICS_TYPE)
    .map(([id, { Metadata: metadata, ...resource }]) => {
      const { [ASSET_PATH]: _path, ...others } = metadata ?? {};
      return [id, { ...resource, Metadata: others }] as const;
    });
  return { ...template, Resources: Object.fromEntries(resources) };
}

/** The objects of a manifest have lines of their own. */
function withoutManifest(resource: Resource): Resource {
  if (resource.Type !== MANIFEST_TYPE) return resource;
  const { Manifest: _manifest, ...properties } = resource.Properties ?? {};
  return { ...resource, Properties: properties };
}

function item(kind: string, name: string, text: string): Item {
  return { kind, name, digest: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
