import { k8s } from 'cdk8s-plus-27';
import { SCRATCH_DIR } from '../../lib/config/image-layout';
import { CONFIG_DIR, ImageName, ProbeSpec, ProcessSpec, RoleRuntime } from '../../lib/config/role-runtime';
import { ContainerPlan, RolePlan } from '../../lib/plan/plan';
import { claimTemplatesOf } from '../../lib/topology/volume-claims';
import { ROOT_AS_SEARCH_DOMAIN } from './pod-dns';
import { CONTAINER_SECURITY } from './pod-security';

/** Names of pod volumes that are not claims. */
export const CONFIG_VOLUME = 'config';
export const TMP_VOLUME = 'tmp';

/** Everyone can read and execute the files, which include scripts. */
export const CONFIG_MODE = 0o555;

/** Volume mounts of every container. */
export const COMMON_MOUNTS: readonly k8s.VolumeMount[] = [
  { name: CONFIG_VOLUME, mountPath: CONFIG_DIR, readOnly: true },
  { name: TMP_VOLUME, mountPath: SCRATCH_DIR },
];

/** Containers of the main processes of a role. */
export function mainContainers(
  role: RolePlan,
  runtime: RoleRuntime,
  images: Readonly<Record<ImageName, string>>,
): k8s.Container[] {
  return runtime.processes.map((process, index) => ({
    ...container(role, process, images, containerPlan(role, process)),
    ports: index === 0 ? role.ports.map(({ name, port }) => ({ name, containerPort: port })) : undefined,
    startupProbe: probe(process.startup),
    readinessProbe: probe(process.readiness),
    livenessProbe: probe(process.liveness),
    lifecycle:
      process.preStop === undefined ? undefined : { preStop: { exec: { command: [...process.preStop] } } },
  }));
}

/**
 * Containers of the processes that run before the main ones. Each has the resources of the first main container, which
 * suffice for a JVM of the product. They do not increase the requests of the pod, because they run sequentially.
 */
export function initContainers(
  role: RolePlan,
  runtime: RoleRuntime,
  images: Readonly<Record<ImageName, string>>,
): k8s.Container[] {
  const [main] = role.containers;
  if (main === undefined) throw new Error(`role '${role.group}' has no containers: expected at least 1`);
  return runtime.init.map((process) => container(role, process, images, main));
}

function container(
  role: RolePlan,
  process: ProcessSpec,
  images: Readonly<Record<ImageName, string>>,
  plan: ContainerPlan,
): k8s.Container {
  return {
    name: process.name,
    image: images[process.image],
    imagePullPolicy: 'IfNotPresent',
    command: [...process.command],
    env: environment(process),
    resources: resources(plan),
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [
      ...COMMON_MOUNTS,
      ...claimTemplatesOf(role).map(({ name, mountPath }) => ({ name, mountPath })),
    ],
  };
}

function containerPlan(role: RolePlan, process: ProcessSpec): ContainerPlan {
  const plan = role.containers.find(({ name }) => name === process.name);
  if (plan === undefined) {
    const planned = role.containers.map(({ name }) => name).join(', ');
    throw new Error(
      `process '${process.name}' of role '${role.group}' is not in the plan: expected one of ${planned}`,
    );
  }
  return plan;
}

/** Memory is fully reserved, because a JVM touches its heap. CPU has no limit: throttling stalls collectors. */
function resources({ cpuMillis, memoryMiB }: ContainerPlan): k8s.ResourceRequirements {
  const memory = k8s.Quantity.fromString(`${memoryMiB}Mi`);
  return {
    requests: { cpu: k8s.Quantity.fromString(`${cpuMillis}m`), memory },
    limits: { memory },
  };
}

/** Pod fields come first, because `$(POD_NAME)` can only refer to variables that are defined earlier. */
function environment(process: ProcessSpec): k8s.EnvVar[] {
  const downward = { POD_NAME: 'metadata.name', POD_IP: 'status.podIP', NODE_NAME: 'spec.nodeName' };
  return [
    ...Object.entries(downward).map(([name, fieldPath]) => ({
      name,
      valueFrom: { fieldRef: { fieldPath } },
    })),
    ROOT_AS_SEARCH_DOMAIN,
    ...Object.entries(process.env)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
  ];
}

function probe(spec: ProbeSpec | undefined): k8s.Probe | undefined {
  if (spec === undefined) return undefined;
  const { command, tcpPort, periodSeconds, timeoutSeconds, failureThreshold } = spec;
  return {
    exec: command === undefined ? undefined : { command: [...command] },
    tcpSocket: tcpPort === undefined ? undefined : { port: k8s.IntOrString.fromNumber(tcpPort) },
    periodSeconds,
    timeoutSeconds,
    failureThreshold,
  };
}
