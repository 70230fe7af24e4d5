import { Role } from '../../lib/roles/role';
import { Plan, RolePlan } from '../../lib/plan/plan';

const MIB_PER_GIB = 1_024;

/** TiB of a number of TB, in which disks and data are published. */
export function tebibytes(terabytes: number): number {
  return Number(((terabytes * 1e12) / 2 ** 40).toPrecision(6));
}

/** MiB/s of a number of TB a day. */
export function mibPerSecond(terabytesPerDay: number): number {
  return Math.round((terabytesPerDay * 1e12) / 86_400 / 2 ** 20);
}

export function roleOf(plan: Plan, role: Role): RolePlan {
  const found = plan.roles.find((candidate) => candidate.role === role);
  if (found === undefined) throw new Error(`the plan of ${plan.environment} has no ${role}`);
  return found;
}

/** Pods of a role in all zones. */
export function pods(plan: Plan, role: Role): number {
  return roleOf(plan, role).members.length;
}

/** vCPUs that a pod of a role asks for, whole: its machine has them. */
export function vcpusOfPod(plan: Plan, role: Role): number {
  const millis = roleOf(plan, role).containers.reduce((sum, { cpuMillis }) => sum + cpuMillis, 0);
  return Math.ceil(millis / 1000);
}

/** vCPUs of all pods of a role. */
export function vcpus(plan: Plan, role: Role): number {
  return pods(plan, role) * vcpusOfPod(plan, role);
}

/** Heap of a role's main process in GiB. */
export function heapGiB(plan: Plan, role: Role): number {
  return (roleOf(plan, role).containers[0]?.heapMiB ?? 0) / MIB_PER_GIB;
}

/** Memory of a role's pod in GiB. */
export function memoryGiB(plan: Plan, role: Role): number {
  return roleOf(plan, role).containers.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0) / MIB_PER_GIB;
}

/** Space of all volumes of a role in TiB. */
export function volumesTiB(plan: Plan, role: Role): number {
  const { volumes, members } = roleOf(plan, role);
  const pod = volumes.reduce((sum, { disks, gib }) => sum + disks * gib, 0);
  return (pod * members.length) / 1_024;
}

/** A figure of a role. */
export function figure(plan: Plan, role: Role, name: string): number {
  const value = roleOf(plan, role).figures[name]?.value;
  if (value === undefined) throw new Error(`${role} has no figure ${name}`);
  return value;
}

/** Nodes of all pools but that of the cluster's own services. */
export function nodes(plan: Plan): number {
  return plan.pools
    .filter(({ groups }) => groups.length > 0)
    .flatMap(({ zones }) => zones)
    .reduce((sum, zone) => sum + zone.nodes, 0);
}
