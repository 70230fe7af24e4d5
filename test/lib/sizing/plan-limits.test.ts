import * as fc from 'fast-check';
import { Architecture } from '../../../lib/catalog/instance-type';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { volumeProblems } from '../../../lib/catalog/volume-type';
import { DescriptionError } from '../../../lib/model/description-error';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { Role, ROLES } from '../../../lib/roles/role';
import { resolveEnvironment } from '../../../lib/model/resolved';
import { Plan, PoolPlan, RolePlan, Severity } from '../../../lib/plan/plan';
import { environments } from '../../arbitraries/environment';
import { largestZone, mainOf, outcomeOf, roleIn } from './sample';

const GIB = 1024;
/** Fields that a generated description may fail on: each is a stated limit of a product or of AWS. */
const STATED_LIMITS = [
  /^zookeeper\[\d\]\.clients$/, // ids for observers in a zone
  /^zookeeper\[\d\]\.writesPerSecond$/, // what an ensemble was measured at
  /^cluster\.nodeGroupQuota$/,
  /^yarn\.maxNodeManagersPerZone$/,
  // Nodes in a node group, addresses of a subnet.
  /^hdfs\.usableTiB$/,
  /^hbase\.(readsPerSecond|writesPerSecond|scansPerSecond|datasetTiB)$/,
  /^yarn\.((non)?[pP]roduction\.peakVcores|maxNodeManagersPerZone)$/,
];

/** The plan of a description, or undefined if a stated limit forbids it. */
function planned(environment: Environment): Plan | undefined {
  const outcome = outcomeOf(environment);
  if (!(outcome instanceof DescriptionError)) return outcome;
  for (const { field } of outcome.problems) {
    expect(STATED_LIMITS.some((limit) => limit.test(field)) ? 'a stated limit' : outcome.message).toBe(
      'a stated limit',
    );
  }
  return undefined;
}

/** Holds a rule against plans of the whole space. */
function holds(
  rule: (plan: Plan, environment: Environment) => void,
  options: Parameters<typeof environments>[0] = { twoZones: true, overrides: true },
): void {
  fc.assert(
    fc.property(environments(options), (environment) => {
      const plan = planned(environment);
      if (plan !== undefined) rule(plan, environment);
    }),
    { numRuns: 40 },
  );
}

const MAJORITY: readonly Role[] = [Role.ZOOKEEPER, Role.JOURNALNODE];

function podsPerNode(plan: Plan, pool: PoolPlan): RolePlan[] {
  return plan.roles.filter(({ pool: name }) => name === pool.name);
}

function memoryOf(role: RolePlan): number {
  return role.containers.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
}

function cpuOf(role: RolePlan): number {
  return role.containers.reduce((sum, { cpuMillis }) => sum + cpuMillis, 0);
}

function attachedDisks(role: RolePlan): number {
  return role.volumes
    .filter(({ mode }) => mode !== VolumeMode.LOCAL)
    .reduce((sum, { disks }) => sum + disks, 0);
}

function demandOf(role: RolePlan, figure: 'ebsMiBps' | 'networkGbps'): number {
  if (figure === 'ebsMiBps' && attachedDisks(role) === 0) return 0;
  return role.figures[figure]?.value ?? 0;
}

/** Bare scheduler: pods in the order given, each onto the node with most free memory that has room for it. */
function schedule(
  plan: Plan,
  pool: PoolPlan,
  zone: string,
  order: (a: RolePlan, b: RolePlan) => number,
): string[] {
  const count = pool.zones.find((nodes) => nodes.zone === zone)?.nodes ?? 0;
  const nodes = Array.from({ length: count }, () => [] as RolePlan[]);
  const used = (node: readonly RolePlan[], of: (role: RolePlan) => number): number =>
    node.reduce((sum, role) => sum + of(role), 0);
  const fill = (node: readonly RolePlan[]): number =>
    used(node, memoryOf) / pool.allocatableMemoryMiB + used(node, cpuOf) / pool.allocatableCpuMillis;
  const type = pool.instanceType === undefined ? undefined : InstanceCatalog.default().get(pool.instanceType);
  const unplaced: string[] = [];
  for (const role of [...podsPerNode(plan, pool)].sort(order)) {
    const replicas = role.zones.find((placed) => placed.zone === zone)?.replicas ?? 0;
    for (let ordinal = 0; ordinal < replicas; ordinal++) {
      const node = nodes
        .filter((pods) => !pods.includes(role))
        .filter(
          (pods) =>
            used([...pods, role], memoryOf) <= pool.allocatableMemoryMiB &&
            used([...pods, role], cpuOf) <= pool.allocatableCpuMillis &&
            used([...pods, role], attachedDisks) <= pool.attachableVolumes &&
            used([...pods, role], (pod) => demandOf(pod, 'ebsMiBps')) <= (type?.ebsBaselineMiBps ?? 0) &&
            used([...pods, role], (pod) => demandOf(pod, 'networkGbps')) <= (type?.networkBaselineGbps ?? 0),
        )
        .sort((a, b) => fill(a) - fill(b))[0];
      if (node === undefined) unplaced.push(`${role.group} in ${zone}`);
      else node.push(role);
    }
  }
  return unplaced;
}

describe('every valid description plans', () => {
  test('GIVEN descriptions over the whole space WHEN planned THEN nine in ten plan, and the others name a stated limit', () => {
    const sample = fc.sample(environments({ twoZones: true, overrides: true }), { numRuns: 200, seed: 3 });
    const plans = sample.filter((environment) => planned(environment) !== undefined);
    expect(plans.length / sample.length).toBeGreaterThan(0.9);
  });

  test('GIVEN metal machines WHEN planned THEN every pool but the system pool has .metal types', () => {
    holds(
      (_, environment) => {
        const plan = planned({
          ...environment,
          nodeKind: NodeKind.METAL,
          architecture: Architecture.ARM64,
        });
        for (const pool of plan?.pools ?? []) {
          if (pool.name !== 'system') expect(pool.instanceType).toContain('.metal');
        }
      },
      { tiers: [Tier.STAGING, Tier.PROD] },
    );
  });
});

describe('every plan respects the limits of its nodes', () => {
  const start = (role: RolePlan): number => ROLES.indexOf(role.role);
  test.each([
    ['the small ones first', (a: RolePlan, b: RolePlan) => memoryOf(a) - memoryOf(b)],
    ['in the order in which the platform starts', (a: RolePlan, b: RolePlan) => start(a) - start(b)],
  ])('GIVEN any plan WHEN the scheduler spreads its pods, %s THEN each finds a node', (_, order) => {
    holds((plan) => {
      for (const pool of plan.pools) {
        if (pool.zones.some(({ nodes }) => nodes > 60)) continue; // the bare scheduler is quadratic
        for (const { zone } of pool.zones) expect(schedule(plan, pool, zone, order)).toEqual([]);
      }
    });
  });

  test('GIVEN any plan WHEN two pods of a role are in a zone THEN there is a node for each', () => {
    holds((plan) => {
      for (const pool of plan.pools) {
        for (const role of podsPerNode(plan, pool)) {
          for (const { zone, replicas } of role.zones) {
            const nodes = pool.zones.find((of) => of.zone === zone)?.nodes ?? 0;
            expect(nodes).toBeGreaterThanOrEqual(replicas);
          }
        }
      }
    });
  });

  test('GIVEN any plan WHEN a node is full THEN what it was said to need is within what its type sustains', () => {
    holds((plan) => {
      for (const pool of plan.pools) {
        const type = InstanceCatalog.default().get(pool.instanceType ?? 'none');
        expect(pool.requiredMemoryMiB).toBeLessThanOrEqual(pool.allocatableMemoryMiB);
        expect(pool.requiredCpuMillis).toBeLessThanOrEqual(pool.allocatableCpuMillis);
        expect(pool.requiredEbsMiBps).toBeLessThanOrEqual(type.ebsBaselineMiBps);
        expect(pool.requiredNetworkGbps).toBeLessThanOrEqual(type.networkBaselineGbps);
        // What the pods may take is less than what the machine has: kernel, kubelet and daemons need the rest.
        expect(pool.allocatableMemoryMiB).toBeLessThan(
          type.memoryMiB - pool.kubeReservedMemoryMiB - pool.evictionMiB,
        );
        expect(pool.allocatableCpuMillis).toBeLessThan(1000 * type.vcpu - pool.kubeReservedCpuMillis);
        expect(pool.attachableVolumes).toBeLessThan(type.attachLimit);
        // Daemons and all roles of the pool have a place among the pods that the kubelet admits.
        expect(pool.maxPods).toBeLessThanOrEqual(type.enis * (type.ipv4PerEni - 1) + 2);
        expect(type.architecture).toBe(plan.architecture);
      }
    });
  });

  test('GIVEN any plan WHEN a pod claims its volumes THEN a node of its pool can attach them', () => {
    holds((plan) => {
      for (const pool of plan.pools) {
        for (const role of podsPerNode(plan, pool)) {
          expect(attachedDisks(role)).toBeLessThanOrEqual(pool.attachableVolumes);
        }
      }
    });
  });

  test('GIVEN any plan WHEN its node groups are counted THEN they are within the quota', () => {
    holds((plan) => {
      const groups = plan.pools.reduce((sum, { zones }) => sum + zones.length, 0);
      expect(groups).toBeLessThanOrEqual(30);
    });
  });
});

describe('every plan respects the limits of processes and volumes', () => {
  test('GIVEN any plan WHEN a container is sized THEN heap, direct memory and overhead fit in it, and the heap wastes no pointers', () => {
    holds((plan) => {
      for (const { heapMiB, directMiB, overheadMiB, memoryMiB, cpuMillis, jvmFlags } of plan.roles.flatMap(
        ({ containers }) => containers,
      )) {
        expect(heapMiB + directMiB + overheadMiB).toBeLessThanOrEqual(memoryMiB);
        expect(heapMiB <= 31 * GIB || heapMiB >= 48 * GIB).toBe(true);
        for (const size of [heapMiB, directMiB, overheadMiB, memoryMiB, cpuMillis]) {
          expect(Number.isInteger(size) && size > 0).toBe(true);
        }
        expect(jvmFlags).toContain(`-Xmx${heapMiB}m`);
        expect(jvmFlags).toContain(`-XX:ActiveProcessorCount=${Math.ceil(cpuMillis / 1000)}`);
      }
    });
  });

  test('GIVEN any plan WHEN it has EBS volumes THEN EC2 accepts each of them', () => {
    holds((plan) => {
      if (plan.tier === Tier.LOCAL) return;
      for (const volume of plan.roles.flatMap(({ volumes }) => volumes)) {
        expect(volumeProblems({ gib: 'gib', iops: 'iops', mibps: 'mibps' }, volume)).toEqual([]);
      }
    });
  });

  test('GIVEN any plan WHEN figures are shown THEN each is a finite number from 0 with its rule and source', () => {
    holds((plan) => {
      for (const { figures } of plan.roles) {
        for (const [name, figure] of Object.entries(figures)) {
          const { value, rule, source } = figure;
          const complete = Number.isFinite(value) && value >= 0 && rule !== '' && source !== '';
          expect([figure.name, complete]).toEqual([name, true]);
        }
      }
    });
  });

  test('GIVEN any plan WHEN its numbers are rendered THEN settings that are counts are whole numbers', () => {
    holds(({ ensembles, hdfs, hbase, yarn }) => {
      const { reservedGiBPerVolume, namenodeHandlers, datanodeHandlers, replicationMaxStreams } = hdfs ?? {};
      const counts = [
        ...ensembles.flatMap((ensemble) =>
          Object.values(ensemble).filter((value) => typeof value === 'number'),
        ),
        reservedGiBPerVolume,
        namenodeHandlers,
        datanodeHandlers,
        replicationMaxStreams,
        hbase?.sessionTimeoutMs,
        hbase?.bucketCacheMiB,
        hbase?.regions,
        yarn?.nodeMemoryMiB,
        yarn?.nodeVcores,
      ];
      for (const value of counts) if (value !== undefined) expect(Number.isInteger(value)).toBe(true);
    });
  });
});

describe('every plan survives the loss of any one zone', () => {
  test('GIVEN three or more zones WHEN the largest is lost THEN a majority of every quorum is left', () => {
    holds(
      (plan) => {
        for (const role of plan.roles.filter((of) => MAJORITY.includes(of.role))) {
          expect(2 * (role.members.length - largestZone(role))).toBeGreaterThan(role.members.length);
        }
      },
      { overrides: true },
    );
  });

  test('GIVEN any plan WHEN a zone is lost THEN masters are left in another', () => {
    holds((plan) => {
      for (const role of plan.roles) {
        if ([Role.NAMENODE, Role.HMASTER, Role.RESOURCEMANAGER].includes(role.role)) {
          expect(role.zones.length).toBeGreaterThanOrEqual(2);
        }
      }
    });
  });

  test('GIVEN any plan WHEN ensembles are counted THEN each has 3 or 5 participants with ids of their own', () => {
    holds((plan) => {
      for (const { servers } of plan.ensembles) {
        expect([3, 5]).toContain(servers.filter(({ observer }) => !observer).length);
        expect(new Set(servers.map(({ id }) => id)).size).toBe(servers.length);
        for (const { id } of servers) expect(id >= 1 && id <= 254).toBe(true);
      }
    });
  });

  test('GIVEN any plan WHEN blocks are placed THEN each zone has two DataNodes, and all replicas find room after a year', () => {
    holds((plan, environment) => {
      const { hdfs } = resolveEnvironment(environment);
      const role = roleIn(plan, Role.DATANODE);
      expect(role.zones.length).toBe(plan.zones.length);
      for (const { replicas } of role.zones) expect(replicas).toBeGreaterThanOrEqual(2);
      const [data] = role.volumes;
      const disks = role.members.length * (data?.disks ?? 0);
      const usableTiB = (disks * ((data?.gib ?? 0) - (plan.hdfs?.reservedGiBPerVolume ?? 0))) / GIB;
      const storedTiB = (hdfs?.usableTiB ?? 0) * (1 + (hdfs?.growthPerYear ?? 0)) * (hdfs?.replication ?? 0);
      expect(usableTiB).toBeGreaterThanOrEqual(storedTiB / 0.65);
      if (plan.zones.length >= 3) {
        const surviving = usableTiB * (1 - 1 / plan.zones.length);
        expect(surviving).toBeGreaterThanOrEqual(storedTiB);
      }
    });
  });

  test('GIVEN any plan WHEN a zone is lost THEN the RegionServers that are left are at most 60 % busy', () => {
    holds((plan, environment) => {
      const { hbase } = resolveEnvironment(environment);
      const role = roleIn(plan, Role.REGIONSERVER);
      const left = role.members.length - largestZone(role);
      const vcpus = left * Math.ceil(mainOf(role).cpuMillis / 1000);
      // HubSpot: 50,000 operations/s on 36 vCPUs; a scan is ten gets.
      const operations =
        (hbase?.readsPerSecond ?? 0) + (hbase?.writesPerSecond ?? 0) + 10 * (hbase?.scansPerSecond ?? 0);
      expect(operations / vcpus).toBeLessThanOrEqual(0.6 * (50_000 / 36) * 1.01);
    });
  });

  test('GIVEN any plan WHEN a zone is lost THEN production still has what its queue was promised', () => {
    holds((plan, environment) => {
      const { yarn } = resolveEnvironment(environment);
      if (yarn === undefined || yarn.minNodeManagersPerZone !== undefined) return;
      const role = roleIn(plan, Role.NODEMANAGER);
      const share = (plan.yarn?.queues.find(({ name }) => name === 'production')?.capacityPercent ?? 0) / 100;
      const left = (role.members.length - largestZone(role)) * share;
      const { guaranteedVcores, guaranteedMemoryGiB } = yarn.production;
      expect(left * (plan.yarn?.nodeVcores ?? 0)).toBeGreaterThanOrEqual(guaranteedVcores * (1 - 1e-6));
      expect(left * (plan.yarn?.nodeMemoryMiB ?? 0)).toBeGreaterThanOrEqual(
        guaranteedMemoryGiB * GIB * (1 - 1e-6),
      );
      expect(plan.findings.map(({ code }) => code)).not.toContain('zone-loss/nodemanagers');
    });
  });

  test('GIVEN three or more zones WHEN planned without overrides THEN no finding is worse than a warning about the load', () => {
    holds((plan) => {
      for (const { code, severity } of plan.findings) {
        expect(severity).not.toBe(Severity.ERROR);
        if (code.startsWith('zone-loss') && severity === Severity.WARNING) {
          // Fewer than three replicas are the description's wish.
          expect(['zone-loss/nodemanagers', 'zone-loss/replication']).toContain(code);
        }
      }
    }, {});
  });
});

describe('every plan has names that Kubernetes takes', () => {
  const LABEL = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

  test('GIVEN any plan WHEN things are named THEN names are DNS labels of at most 63 characters and given once', () => {
    holds((plan) => {
      const pods = plan.roles.flatMap(({ members }) => members);
      const sets = plan.roles.flatMap(({ group, zones }) => zones.map(({ zone }) => `${group}-${zone}`));
      const services = [
        ...plan.roles.map(({ group }) => group),
        ...plan.ensembles.map(({ clientService }) => clientService),
        ...plan.ensembles.flatMap(({ zoneClientServices }) => zoneClientServices.map(({ name }) => name)),
      ];
      const pools = plan.pools.map(({ name }) => name);
      for (const names of [pods.map(({ pod }) => pod), sets, services, pools]) {
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter((name) => !LABEL.test(name))).toEqual([]);
      }
      // The controller labels pods with the set's name, a hyphen and ten characters.
      expect(sets.filter((name) => name.length > 52)).toEqual([]);
      expect(new Set(pods.map(({ host }) => host)).size).toBe(pods.length);
      for (const role of plan.roles) {
        expect(new Set(role.members.map(({ id }) => id)).size).toBe(role.members.length);
        expect(role.ports.filter(({ name }) => name.length > 15)).toEqual([]);
        expect(new Set(role.ports.map(({ port }) => port)).size).toBe(role.ports.length);
      }
      for (const taint of plan.pools.flatMap(({ taints }) => taints)) expect(pools).toContain(taint.value);
    });
  });

  test('GIVEN any plan WHEN roles are given pools THEN every role has one that carries it', () => {
    holds((plan) => {
      if (plan.tier === Tier.LOCAL) return;
      for (const role of plan.roles) {
        const pool = plan.pools.find(({ name }) => name === role.pool);
        expect(pool?.groups).toContain(role.group);
        expect(pool?.zones.map(({ zone }) => zone)).toEqual(
          expect.arrayContaining(role.zones.map(({ zone }) => zone)),
        );
      }
    });
  });

  test('GIVEN nodes are shared by none WHEN planned THEN workers share with nobody', () => {
    holds(
      (plan) => {
        for (const role of plan.roles) {
          if ([Role.DATANODE, Role.REGIONSERVER, Role.NODEMANAGER].includes(role.role)) {
            expect(plan.pools.find(({ name }) => name === role.pool)?.groups).toEqual([role.group]);
          }
        }
      },
      { sharings: [NodeSharing.DEDICATED, NodeSharing.MASTERS], tiers: [Tier.STAGING, Tier.PROD] },
    );
  });
});
