import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { listPrices, hourlyPriceUsd } from '../../../lib/catalog/prices';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { NodeKind } from '../../../lib/model/overrides';
import { Product, Role } from '../../../lib/roles/role';
import { Plan, PoolPlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { environmentOf, planOf, poolOf, problemsOf, prod, roleIn, ZONES } from './sample';

const groups = (plan: Plan): number => plan.pools.reduce((sum, { zones }) => sum + zones.length, 0);
const WORKERS = [Role.DATANODE, Role.REGIONSERVER, Role.NODEMANAGER];

function pool(plan: Plan, name: string): PoolPlan {
  const found = plan.pools.find((of) => of.name === name);
  if (found === undefined) throw new Error(`no pool ${name}`);
  return found;
}

describe('sharing of nodes', () => {
  test('GIVEN all roles share WHEN planned THEN there is one pool beside that of the cluster', () => {
    const plan = planPlatform(environmentOf(Tier.DEV));
    expect(plan.pools.map(({ name }) => name)).toEqual(['system', 'shared']);
  });

  test('GIVEN masters share WHEN planned THEN workers have pools of their own', () => {
    const plan = planPlatform(environmentOf(Tier.STAGING));
    expect(plan.pools.map(({ name }) => name).sort()).toEqual(['masters', 'system', ...WORKERS].sort());
  });

  test('GIVEN the quota is no concern WHEN nodes are dedicated THEN each role has a pool, and ensembles share one', () => {
    const plan = planOf({
      cluster: { nodeGroupQuota: 100 },
      zookeeper: [{ name: 'one', clients: 5_000 }, { name: 'two' }],
    });
    for (const { name, groups: carried } of plan.pools.filter((of) => of.name !== 'system')) {
      expect(
        new Set(plan.roles.filter(({ group }) => carried.includes(group)).map(({ role }) => role)).size,
      ).toBe(1);
      if (name === 'zookeeper') expect(carried).toEqual(['zookeeper-one', 'zookeeper-two']);
    }
  });

  test('GIVEN an isolated ensemble WHEN planned THEN its nodes carry nothing else, however nodes are shared', () => {
    for (const nodeSharing of Object.values(NodeSharing)) {
      const plan = planOf({ nodeSharing, zookeeper: [{ name: 'main' }, { name: 'alone', isolated: true }] });
      expect(poolOf(plan, roleIn(plan, Role.ZOOKEEPER, 'alone')).groups).toEqual(['zookeeper-alone']);
      expect(poolOf(plan, roleIn(plan, Role.ZOOKEEPER, 'main')).groups).not.toContain('zookeeper-alone');
    }
  });

  test('GIVEN roles on metal and on virtual machines WHEN all share THEN each kind has its pool', () => {
    const plan = planPlatform(
      environmentOf(Tier.DEV, { overrides: { datanode: { nodeKind: NodeKind.METAL } } }),
    );
    expect(poolOf(plan, roleIn(plan, Role.DATANODE)).kind).toBe(NodeKind.METAL);
    expect(poolOf(plan, roleIn(plan, Role.DATANODE)).groups).toEqual([Role.DATANODE]);
    expect(poolOf(plan, roleIn(plan, Role.REGIONSERVER)).kind).toBe(NodeKind.VM);
  });
});

describe('the quota of node groups', () => {
  const large: Partial<Environment> = {
    zookeeper: [
      { name: 'main', clients: 50_000 },
      { name: 'services', isolated: true },
    ],
  };

  test.each([30, 27, 25, 22, 21])(
    'GIVEN a quota of %i WHEN pools are laid out THEN masters share as far as it asks for, workers never',
    (nodeGroupQuota) => {
      const environment = prod({ ...large, cluster: { nodeGroupQuota } });
      const plan = planPlatform(environment);
      expect(groups(plan)).toBeLessThanOrEqual(nodeGroupQuota);
      for (const role of WORKERS) expect(pool(plan, role).groups).toEqual([role]);
      // No more than it asks for: with one merge less the quota would be exceeded.
      expect(groups(planPlatform({ ...environment, cluster: { nodeGroupQuota: 1_000 } }))).toBeGreaterThan(
        nodeGroupQuota,
      );
    },
  );

  test('GIVEN a lower and lower quota WHEN pools are laid out THEN there are fewer and fewer groups, until it is an error', () => {
    let last = Infinity;
    let refused = false;
    for (let nodeGroupQuota = 40; nodeGroupQuota >= 10; nodeGroupQuota--) {
      const environment = prod({ ...large, cluster: { nodeGroupQuota } });
      const problems = problemsOf(environment);
      if (problems.length > 0) {
        expect(problems.map(({ field }) => field)).toEqual(['cluster.nodeGroupQuota']);
        refused = true;
      } else {
        expect(refused).toBe(false);
        const now = groups(planPlatform(environment));
        expect(now).toBeLessThanOrEqual(Math.min(last, nodeGroupQuota));
        last = now;
      }
    }
    expect(refused).toBe(true);
  });

  test('GIVEN hybrid nodes WHEN groups are counted THEN they are none', () => {
    const nodeCidrs = {
      [ZONES[0] ?? '']: '172.16.0.0/24',
      [ZONES[1] ?? '']: '172.16.1.0/24',
      [ZONES[2] ?? '']: '172.16.2.0/24',
    };
    const podCidrs = {
      [ZONES[0] ?? '']: '172.17.0.0/24',
      [ZONES[1] ?? '']: '172.17.1.0/24',
      [ZONES[2] ?? '']: '172.17.2.0/24',
    };
    const plan = planOf({
      nodeKind: NodeKind.HYBRID,
      cluster: { nodeGroupQuota: 6, hybridNetwork: { nodeCidrs, podCidrs } },
    });
    for (const { name, instanceType, kind } of plan.pools) {
      expect([kind, instanceType === undefined]).toEqual(
        name === 'system' ? [NodeKind.VM, false] : [NodeKind.HYBRID, true],
      );
    }
    expect(plan.zones[0]?.addressCidrs).toEqual(expect.arrayContaining(['172.16.0.0/24', '172.17.0.0/24']));
  });
});

describe('the machine of a pool', () => {
  test('GIVEN a role on nodes of its own WHEN its machine is chosen THEN no cheaper one carries it', () => {
    const plan = planOf({ cluster: { nodeGroupQuota: 100 } });
    const prices = listPrices('us-east-1');
    if (prices === undefined) throw new Error('no prices');
    for (const role of plan.roles) {
      const {
        instanceType = '',
        requiredMemoryMiB,
        requiredCpuMillis,
        requiredEbsMiBps,
        requiredNetworkGbps,
        groups: carried,
      } = poolOf(plan, role);
      if (carried.length > 1) continue;
      const chosen = InstanceCatalog.default().get(instanceType);
      const usd = hourlyPriceUsd(chosen, prices) ?? 0;
      const cheaper = InstanceCatalog.default().all.filter(
        (type) =>
          !type.bareMetal &&
          type.architecture === plan.architecture &&
          (hourlyPriceUsd(type, prices) ?? Infinity) < usd &&
          // With a margin for what a node keeps for itself: 10 % of memory and half a GiB, a third of a vCPU.
          type.memoryMiB * 0.9 - 1_024 >= requiredMemoryMiB &&
          type.vcpu * 1_000 - 500 >= requiredCpuMillis &&
          type.ebsBaselineMiBps >= requiredEbsMiBps &&
          type.networkBaselineGbps >= requiredNetworkGbps &&
          type.attachLimit > 28,
      );
      expect(cheaper.map(({ name }) => name)).toEqual([]);
    }
  });

  test('GIVEN prices of the user WHEN a family is dear THEN it is not chosen', () => {
    const prices = listPrices('us-east-1');
    if (prices === undefined) throw new Error('no prices');
    const before = poolOf(planOf(), roleIn(planOf(), Role.NODEMANAGER)).instanceType ?? '';
    const family = before.slice(0, before.indexOf('.'));
    const dear = { ...prices, vcpuHourUsd: { ...prices.vcpuHourUsd, [family]: 100 } };
    const after = planOf({ prices: dear });
    expect(poolOf(after, roleIn(after, Role.NODEMANAGER)).instanceType).not.toContain(`${family}.`);
  });

  test('GIVEN a region without prices WHEN planned THEN it says whose prices rank the machines', () => {
    const plan = planOf({ region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] });
    expect(plan.findings.find(({ code }) => code === 'cost/region')?.allowed).toContain('us-east-1');
    expect(planOf().findings.map(({ code }) => code)).not.toContain('cost/region');
  });

  test('GIVEN a pool WHEN its nodes are labelled THEN pods that tolerate its taint find it by the label', () => {
    for (const { name, labels, taints } of planOf().pools) {
      const [label] = Object.entries(labels);
      expect(label?.[1]).toBe(name);
      expect(taints).toEqual(
        name === 'system' ? [] : [{ key: label?.[0], value: name, effect: 'NoSchedule' }],
      );
    }
  });

  test('GIVEN a node that carries few pods WHEN the kubelet reserves memory THEN by EKS for those pods: 255 MiB and 11 for each', () => {
    for (const { maxPods, kubeReservedMemoryMiB, evictionMiB } of planOf().pools) {
      expect(kubeReservedMemoryMiB).toBe(255 + 11 * maxPods);
      expect(evictionMiB).toBe(100);
    }
  });
});

describe('the price of a platform', () => {
  test('GIVEN a plan WHEN its price is shown THEN compute is nodes x hours x price', () => {
    const plan = planOf();
    const prices = listPrices('us-east-1');
    if (prices === undefined) throw new Error('no prices');
    for (const { name, zones, instanceType = '' } of plan.pools) {
      const nodes = zones.reduce((sum, of) => sum + of.nodes, 0);
      const usd = nodes * 730 * (hourlyPriceUsd(InstanceCatalog.default().get(instanceType), prices) ?? 0);
      const item = plan.costs.find(({ subject, item: of }) => subject === name && of === 'compute');
      expect(item?.usdPerMonth).toBeCloseTo(usd, 1);
    }
  });

  test('GIVEN gp3 volumes WHEN priced THEN a GiB is 0.08 and what exceeds 3,000 IOPS and 125 MiB/s is on top', () => {
    const plan = planOf();
    const role = roleIn(plan, Role.DATANODE);
    const [data] = role.volumes;
    const each =
      0.08 * (data?.gib ?? 0) + 0.005 * ((data?.iops ?? 0) - 3_000) + 0.04 * ((data?.mibps ?? 0) - 125);
    const items = plan.costs.filter(
      ({ subject, item: of }) => subject === 'datanode' && of.startsWith('volume'),
    );
    const usd = items.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
    expect(usd).toBeCloseTo(role.members.length * (data?.disks ?? 0) * each, 0);
  });

  test.each([
    [{ privateOnly: true }, 'interface endpoints', 'NAT gateways'],
    [{ natGatewayPerZone: true }, 'NAT gateways', 'interface endpoints'],
  ])('GIVEN the network %p WHEN priced THEN there are %s and no %s', (network, there, missing) => {
    const items = planOf({ network }).costs.map(({ item }) => item);
    expect(items).toContain(there);
    expect(items).not.toContain(missing);
  });

  test('GIVEN the local tier WHEN planned THEN it has no machines and costs nothing', () => {
    const plan = planPlatform(environmentOf(Tier.LOCAL));
    expect([plan.pools, plan.costs]).toEqual([[], []]);
  });
});

describe('parts of a platform', () => {
  test('GIVEN ZooKeeper alone WHEN planned THEN there is nothing else', () => {
    const plan = planOf({ products: [Product.ZOOKEEPER] });
    expect(plan.roles.map(({ role }) => role)).toEqual([Role.ZOOKEEPER]);
    expect([plan.hdfs, plan.hbase, plan.yarn]).toEqual([undefined, undefined, undefined]);
  });

  test('GIVEN an ensemble and an HDFS that exist WHEN planned THEN HBase and YARN use them, and they are not made', () => {
    const plan = planOf({
      importedEnsemble: { name: 'theirs', connectString: 'zk-1:2181,zk-2:2181/root' },
      importedHdfs: { nameservice: 'lake', namenodeAddresses: { nn2: 'b.lake:8020', nn1: 'a.lake:8020' } },
    });
    expect(plan.roles.map(({ product }) => product)).not.toContain('zookeeper');
    expect(plan.roles.map(({ product }) => product)).not.toContain('hdfs');
    expect(plan.coordination).toBe('zk-1:2181,zk-2:2181/root');
    expect(plan.hdfsClient).toEqual({
      nameservice: 'lake',
      namenodes: [
        { id: 'nn1', host: 'a.lake', port: 8020 },
        { id: 'nn2', host: 'b.lake', port: 8020 },
      ],
    });
    expect(plan.hbase?.rootDir).toBe('hdfs://lake/hbase-hadoop');
  });

  test('GIVEN settings of the user WHEN planned THEN they are with their role', () => {
    const settings = { 'dfs.datanode.cached-dfsused.check.interval.ms': '600000' };
    const plan = planOf({ overrides: { datanode: { settings } } });
    expect(roleIn(plan, Role.DATANODE).settings).toEqual(settings);
    expect(roleIn(plan, Role.NAMENODE).settings).toEqual({});
  });

  test('GIVEN two ensembles WHEN planned THEN HDFS, HBase and YARN use the first', () => {
    const plan = planOf({ zookeeper: [{ name: 'platform' }, { name: 'services' }] });
    expect(plan.coordination).toBe(plan.ensembles.find(({ name }) => name === 'platform')?.connectString);
  });
});
