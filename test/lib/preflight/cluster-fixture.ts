import { PlatformManifests } from '../../../constructs/kubernetes';
import { ClusterFacts, NodeFacts, ZONE_LABEL } from '../../../lib/cluster/cluster-facts';
import { Plan } from '../../../lib/plan/plan';

/** A node that fits `local`: one of three such nodes carries it. */
export function node(zone: string | undefined, overrides: Partial<NodeFacts> = {}): NodeFacts {
  const name = overrides.name ?? `node-${zone ?? 'none'}`;
  return {
    name,
    ...(zone === undefined ? {} : { zone }),
    labels: zone === undefined ? {} : { [ZONE_LABEL]: zone },
    taints: [],
    available: true,
    podCidrs:
      zone === undefined
        ? []
        : [{ 'lab-1a': '198.18.17.0/24', 'lab-1b': '198.18.33.0/24' }[zone] ?? '198.18.49.0/24'],
    architecture: 'amd64',
    allocatableMemoryMiB: 16_384,
    allocatableCpuMillis: 8_000,
    ...overrides,
  };
}

/** A cluster of three nodes that fits `LOCAL`. */
export const FITTING: ClusterFacts = {
  version: '1.34',
  nodes: ['lab-1a', 'lab-1b', 'lab-1c'].map((zone) => node(zone)),
  pods: [],
  storageClasses: [{ name: 'standard', isDefault: true, waitsForPod: true }],
  csiDrivers: [],
  gaps: [],
};

/** What becomes of a plan. */
export function objectsOf(plan: Plan, volumeIds: Record<string, string> = {}): Record<string, unknown>[] {
  return new PlatformManifests({ plan, volumeIds }).manifests.flatMap(({ objects }) => objects);
}
