import { runtimeOf } from '../config/runtime';
import { ProcessSpec } from '../config/role-runtime';
import { Tier } from '../model/environment';
import { VolumeMode } from '../model/overrides';
import { runsJobs } from '../roles/roles';
import { ContainerPlan, Plan, RolePlan, VolumePlan } from '../plan/plan';
import { claimTemplatesOf } from '../topology/volume-claims';
import { NODE_ROLE_LABEL } from '../topology/names';

/** Parts by name, as texts that are equal if and only if the parts are equal. */
export type Parts = ReadonlyMap<string, string>;

/**
 * All inputs of the pod template of a role, by zone key. If they are equal for two plans, the pod templates are
 * equal, and the pods need no restart. The construct `ZonedStatefulSet` renders the same values.
 */
export function podTemplates(plan: Plan, role: RolePlan): ReadonlyMap<string, Parts> {
  const common = commonParts(plan, role);
  return new Map(
    role.zones.map(({ zone }) => [
      zone,
      new Map([...partsOf([['placement', placement(plan, role, zone)]]), ...common]),
    ]),
  );
}

function commonParts(plan: Plan, role: RolePlan): Parts {
  const runtime = runtimeOf(plan, role);
  const parts: [string, unknown][] = [
    ['priority', [plan.namespace, role.priority]],
    ['termination grace period', role.terminationGraceSeconds],
    ['ports', role.ports],
    ['mounts', claimTemplatesOf(role).map(({ name, mountPath }) => [name, mountPath])],
    ['scratch space', runsJobs(role.role)],
    ...Object.entries(runtime.files),
    // They have the resources of the main process, which are compared there.
    [
      'init steps',
      runtime.init.map(({ name, image, command, env }) => [name, imageOf(plan, image), command, env]),
    ],
    ...runtime.processes.flatMap((process) =>
      processParts(
        plan,
        process,
        role.containers.find(({ name }) => name === process.name),
      ),
    ),
  ];
  return partsOf(parts);
}

/**
 * All inputs of the claim templates of the StatefulSets of a role. Kubernetes does not allow changes to them.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export function claimTemplatesOfPods(plan: Plan, role: RolePlan): Parts {
  return partsOf(
    claimTemplatesOf(role).map(({ name, volume }) => [name, [volume.gib, storageClass(plan, volume)]]),
  );
}

/** Names of the parts that differ, starting with those of the first side. */
export function differingParts(before: Parts, after: Parts): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
}

function processParts(
  plan: Plan,
  process: ProcessSpec,
  container: ContainerPlan | undefined,
): [string, unknown][] {
  const { name, image, command, env, startup, readiness, liveness, preStop } = process;
  return [
    [`image of ${name}`, imageOf(plan, image)],
    [`command of ${name}`, command],
    [`environment of ${name}`, Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))],
    [`memory of ${name}`, container?.memoryMiB],
    [`CPU of ${name}`, container?.cpuMillis],
    [`probes of ${name}`, [startup, readiness, liveness]],
    [`stop command of ${name}`, preStop],
  ];
}

/** Images are named by their content: what they are built from, where they are not given by reference. */
function imageOf({ versions, deployment }: Plan, image: ProcessSpec['image']): unknown {
  return [image, versions[image], deployment?.images[image]];
}

function placement(plan: Plan, role: RolePlan, zoneKey: string): unknown {
  const zone = plan.zones.find(({ key }) => key === zoneKey)?.name;
  if (plan.tier === Tier.LOCAL) return [zone];
  const pool = plan.pools.find(({ name }) => name === role.pool);
  return [zone, pool?.labels[NODE_ROLE_LABEL], pool?.taints];
}

/** Inputs of the StorageClass of a claim. The name of the class contains its parameters. */
function storageClass(plan: Plan, { mode, type, iops, mibps }: VolumePlan): unknown {
  if (plan.tier === Tier.LOCAL) return undefined;
  return mode === VolumeMode.DYNAMIC ? [type, iops, mibps] : '';
}

function partsOf(parts: readonly (readonly [string, unknown])[]): Parts {
  return new Map(parts.map(([name, value]) => [name, JSON.stringify([value], sorted)]));
}

/** Sorts keys by name, because a plan from a file has them in a different order. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
