import { claimsOf } from '../../../lib/topology/volume-claims';
import { KubernetesObject, Resource, Template } from '../../stacks/template';
import { Output, Stacks } from '../output';
import { claimOf } from './stateful-resources';
import { isRemoved, isReplaced, ResourceChange, resourceChanges } from './template-changes';

/** A StatefulSet, as far as its effects on pods go. */
interface SetSpec {
  readonly replicas?: number;
  readonly template?: unknown;
  readonly volumeClaimTemplates?: unknown;
}

/**
 * What the outputs of two descriptions show that an update does, in short texts: `restart datanode-1a`. They are read
 * off templates and manifests alone.
 */
export function realEffects(before: Output, after: Output): string[] {
  const changes = resourceChanges(before.stacks, after.stacks);
  return [
    ...podEffects(before, after),
    ...nodeEffects(before.stacks, after.stacks, changes),
    ...volumeEffects(before, after),
    ...platformEffects(before.stacks, after.stacks, changes),
  ].sort();
}

function podEffects(before: Output, after: Output): string[] {
  const old = statefulSets(before);
  const now = statefulSets(after);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const was = old.get(name);
    const is = now.get(name);
    const [replicasBefore, replicasAfter] = [was?.replicas ?? 0, is?.replicas ?? 0];
    return [
      ...(replicasAfter > replicasBefore ? [`pods added ${name}`] : []),
      ...(replicasAfter < replicasBefore ? [`pods removed ${name}`] : []),
      ...(differ(was?.template, is?.template) ? [`restart ${name}`] : []),
      ...(differ(was?.volumeClaimTemplates, is?.volumeClaimTemplates) ? [`claim templates ${name}`] : []),
    ];
  });
}

function statefulSets({ objects }: Output): ReadonlyMap<string, SetSpec> {
  const sets = [...objects.values()].filter(({ kind }) => kind === 'StatefulSet');
  return new Map(sets.map(({ metadata, spec }) => [metadata.name, spec as SetSpec]));
}

/** Whether two values that are both there differ. */
function differ(before: unknown, after: unknown): boolean {
  return before !== undefined && after !== undefined && JSON.stringify(before) !== JSON.stringify(after);
}

/** Pool, generation and zone of the path of a node group; pool and generation of that of a launch template. */
const NODE_GROUP_PATH = /\/Nodes\/([^/]+)\/(?:g(\d+)\/)?([^/]+)\/Resource$/;
const LAUNCH_TEMPLATE_PATH = /\/Nodes\/([^/]+)\/(?:g(\d+)\/)?LaunchTemplate\/Resource$/;
const NODE_GROUP = 'AWS::EKS::Nodegroup';

/** A node group by its path. */
interface NodeGroup {
  /** Pool and zone, as people call it: `datanode-1a`. */
  readonly name: string;
  /** Pool and generation, which have a launch template: `datanode 1`. */
  readonly template: string;
}

function nodeGroupAt(path: string): NodeGroup {
  const [, pool = '?', generation = '1', zone = '?'] = NODE_GROUP_PATH.exec(path) ?? [];
  return { name: `${pool}-${zone}`, template: `${pool} ${generation}` };
}

function nodeEffects(before: Stacks, after: Stacks, changes: readonly ResourceChange[]): string[] {
  const groups = changes.filter(({ type }) => type === NODE_GROUP);
  const named = (of: readonly ResourceChange[]): string[] =>
    of.map(({ difference }) => nodeGroupAt(pathOf(difference.newValue ?? difference.oldValue)).name);
  const added = named(groups.filter(({ difference }) => difference.isAddition));
  const removed = named(groups.filter(isRemoved));
  const replaced = named(groups.filter(isReplaced));
  const rolled = changes
    .filter(({ type, difference }) => type === 'AWS::EC2::LaunchTemplate' && difference.isUpdate)
    .filter(({ difference }) => Object.keys(difference.propertyUpdates).length > 0)
    .map(({ difference }) => LAUNCH_TEMPLATE_PATH.exec(pathOf(difference.newValue)))
    .map((match) => `${match?.[1] ?? '?'} ${match?.[2] ?? '1'}`);
  const [old, now] = [nodeGroupsOf(before), nodeGroupsOf(after)];
  const staying = old.filter((group) =>
    now.some(({ name, template }) => name === group.name && template === group.template),
  );
  // A group that comes in the deploy in which the only other one goes takes its place, whatever its id.
  const isSwapped = (name: string): boolean =>
    added.includes(name) && removed.includes(name) && !staying.some((group) => group.name === name);
  return [
    ...added.filter((name) => !isSwapped(name)).map((name) => `nodes added ${name}`),
    ...removed.filter((name) => !isSwapped(name)).map((name) => `nodes removed ${name}`),
    ...[...replaced, ...added.filter(isSwapped)].map((name) => `nodes replaced ${name}`),
    ...staying
      .filter(({ name, template }) => rolled.includes(template) && !replaced.includes(name))
      .map(({ name }) => `nodes rolled ${name}`),
    ...(groups.some(({ difference }) => 'Version' in difference.propertyUpdates) ? ['nodes upgraded'] : []),
  ];
}

function nodeGroupsOf(stacks: Stacks): NodeGroup[] {
  return resources(stacks)
    .filter(({ Type }) => Type === NODE_GROUP)
    .map((resource) => nodeGroupAt(pathOf(resource)));
}

function resources(stacks: Stacks): Resource[] {
  return Object.values(stacks).flatMap(({ Resources }: Template) => Object.values(Resources));
}

function pathOf(resource: unknown): string {
  return String((resource as Resource | undefined)?.Metadata?.['aws:cdk:path']);
}

/** Volumes of the data stack by their claims, and PersistentVolumes that name another volume. */
function volumeEffects(before: Output, after: Output): string[] {
  const old = volumesOf(before);
  const now = volumesOf(after);
  const claims = new Map(
    [before, after].flatMap(({ plan }) =>
      plan.roles.flatMap((role) =>
        claimsOf(role).map(
          ({ name, template }) => [name, `${template.volume.name} of ${role.group}`] as const,
        ),
      ),
    ),
  );
  const effects = [...old].flatMap(([claim, was]) => {
    const is = now.get(claim);
    if (is === undefined) return [];
    const [sizeBefore, sizeAfter] = [Number(was.Size), Number(is.Size)];
    const kind = claims.get(claim) ?? claim;
    const modified = ['VolumeType', 'Iops', 'Throughput'].some((key) => was[key] !== is[key]);
    return [
      ...(sizeAfter > sizeBefore ? [`volumes grow: ${kind}`] : []),
      ...(sizeAfter < sizeBefore ? [`volumes shrink: ${kind}`] : []),
      ...(modified ? [`volumes modified: ${kind}`] : []),
    ];
  });
  return [...new Set([...effects, ...rebound(before, after)])];
}

function volumesOf({ stacks }: Output): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const volumes = resources(stacks).filter(({ Type }) => Type === 'AWS::EC2::Volume');
  return new Map(volumes.map((volume) => [claimOf(volume) ?? '?', volume.Properties ?? {}]));
}

/** StatefulSets of which a claim that stays is given, after the change, another volume than before. */
function rebound(before: Output, after: Output): string[] {
  const old = handlesOf(before);
  const now = handlesOf(after);
  const claims = new Set(before.plan.roles.flatMap((role) => claimsOf(role).map(({ name }) => name)));
  return after.plan.roles.flatMap((role) =>
    claimsOf(role)
      .filter(({ name }) => claims.has(name) && now.has(name) && now.get(name) !== old.get(name))
      .map(({ member }) => `another volume: ${role.group}-${member.zone}`),
  );
}

function handlesOf({ objects }: Output): ReadonlyMap<string, string> {
  const volumes = [...objects.values()].filter(({ kind }) => kind === 'PersistentVolume');
  return new Map(
    volumes.flatMap(({ spec }: KubernetesObject) => {
      const { csi, claimRef } = spec as {
        readonly csi?: { readonly volumeHandle: string };
        readonly claimRef: { readonly name: string };
      };
      return csi === undefined ? [] : [[claimRef.name, csi.volumeHandle] as const];
    }),
  );
}

/** Types that stand for the whole network: one of them replaced is another network. */
const NETWORK = ['AWS::EC2::VPC', 'AWS::EC2::Subnet'];

function platformEffects(before: Stacks, after: Stacks, changes: readonly ResourceChange[]): string[] {
  const cluster = changes.find(({ type }) => type === 'AWS::EKS::Cluster');
  const properties = Object.keys(cluster?.difference.propertyUpdates ?? {});
  return [
    ...(properties.includes('Version') ? ['another Kubernetes'] : []),
    ...(changes.some((change) => NETWORK.includes(change.type) && isReplaced(change))
      ? ['another network']
      : []),
    ...(Object.keys(before).some((stack) => !(stack in after)) ? ['stacks are left'] : []),
  ];
}
