import { ENVIRONMENTS } from '../../../bin/environments';
import { listPrices } from '../../../lib/catalog/prices';
import { Environment, Tier } from '../../../lib/model/environment';
import { VolumeMode } from '../../../lib/model/overrides';
import { resolveEnvironment } from '../../../lib/model/resolved';
import { Role } from '../../../lib/roles/role';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { checkResilience } from '../../../lib/resilience/check';
import { Finding, Plan, RolePlan, Severity } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { imported, podCidrs } from '../model/refuses';
import { environmentOf, figureOf, planOf, problemsOf, prod, roleIn, ZONES } from '../sizing/sample';

function found(plan: Plan, code: string): Finding[] {
  return plan.findings.filter((finding) => finding.code === code);
}

/** What is found in a plan whose roles were changed by hand to what the planner would not make. */
function foundAfter(change: (role: RolePlan) => RolePlan, code: string, tier = Tier.PROD): Finding[] {
  const environment = environmentOf(tier);
  const plan = planPlatform(environment);
  return checkResilience({ ...plan, roles: plan.roles.map(change) }, resolveEnvironment(environment)).filter(
    (finding) => finding.code === code,
  );
}

/** A role with all its members in the first zone. */
function inOneZone(of: Role): (role: RolePlan) => RolePlan {
  return (role) =>
    role.role === of ? { ...role, zones: [{ zone: '1a', replicas: role.members.length }] } : role;
}

describe('loss of a zone', () => {
  test.each([Role.ZOOKEEPER, Role.JOURNALNODE])(
    'GIVEN %s in one zone WHEN it is lost THEN the quorum is an error',
    (role) => {
      const [finding] = foundAfter(inOneZone(role), 'zone-loss/quorum');
      expect(finding).toMatchObject({ severity: Severity.ERROR });
      expect(finding?.figure).toMatch(/^0 of /);
    },
  );

  test.each([
    [[3, 1, 1], true],
    [[2, 2, 1], false],
    [[2, 1], true],
    [[1, 1, 1], false],
  ])('GIVEN members %p WHEN the largest zone is lost THEN a missing majority is %s', (replicas, lost) => {
    const change = (role: RolePlan): RolePlan =>
      role.role === Role.JOURNALNODE
        ? {
            ...role,
            zones: replicas.map((count, index) => ({ zone: `z${index}`, replicas: count })),
            members: replicas.flatMap((count) =>
              Array.from({ length: count }, () => role.members[0]),
            ) as never,
          }
        : role;
    expect(foundAfter(change, 'zone-loss/quorum')).toHaveLength(lost ? 1 : 0);
  });

  test.each([Role.NAMENODE, Role.HMASTER, Role.RESOURCEMANAGER])(
    'GIVEN %s in one zone WHEN it is lost THEN there is no standby',
    (role) => {
      expect(foundAfter(inOneZone(role), 'zone-loss/standby').map(({ severity }) => severity)).toEqual([
        Severity.ERROR,
      ]);
    },
  );

  test.each([
    [Tier.DEV, Severity.WARNING],
    [Tier.LOCAL, Severity.WARNING],
  ])('GIVEN one DataNode a zone in %s WHEN planned THEN it is a %s', (tier, severity) => {
    const plan = planPlatform(
      environmentOf(tier, { overrides: { datanode: { figures: { replicasPerZone: 1 } } } }),
    );
    expect(found(plan, 'zone-loss/datanodes-per-zone').map((finding) => finding.severity)).toEqual([
      severity,
    ]);
  });

  test.each([
    [1, undefined],
    [0.9, Severity.WARNING],
    [0.5, Severity.ERROR],
  ])('GIVEN %d of the disks that are needed WHEN planned THEN the finding is %s', (share, severity) => {
    const change = (role: RolePlan): RolePlan =>
      role.role === Role.DATANODE
        ? { ...role, volumes: role.volumes.map((volume) => ({ ...volume, gib: volume.gib * share })) }
        : role;
    expect(foundAfter(change, 'zone-loss/capacity').map((finding) => finding.severity)).toEqual(
      severity === undefined ? [] : [severity],
    );
  });

  test.each([
    [1, undefined],
    [1.45, Severity.WARNING],
    [2.5, Severity.ERROR],
  ])(
    'GIVEN %d times the operations of the plan WHEN a zone is lost THEN the finding is %s',
    (times, severity) => {
      const hbase = (factor: number) => prod({ hbase: { readsPerSecond: 1_000_000 * factor } });
      const findings = checkResilience(planPlatform(hbase(1)), resolveEnvironment(hbase(times)));
      expect(
        findings.filter(({ code }) => code === 'zone-loss/regionservers').map((finding) => finding.severity),
      ).toEqual(severity === undefined ? [] : [severity]);
    },
  );

  test('GIVEN nodes enough but a smaller share of them WHEN a zone is lost THEN production is short', () => {
    const environment = prod({ yarn: { production: { guaranteedVcores: 400, guaranteedMemoryGiB: 400 } } });
    const plan = planPlatform(environment);
    const after = (share: number): Finding[] => {
      const queues = (plan.yarn?.queues ?? []).map((queue) => ({
        ...queue,
        capacityPercent: queue.name === 'production' ? share : 100 - share,
      }));
      const changed = { ...plan, ...(plan.yarn === undefined ? {} : { yarn: { ...plan.yarn, queues } }) };
      return checkResilience(changed, resolveEnvironment(environment)).filter(
        ({ code }) => code === 'zone-loss/nodemanagers',
      );
    };
    const own = plan.yarn?.queues.find(({ name }) => name === 'production')?.capacityPercent ?? 0;
    expect(after(own)).toEqual([]);
    const [finding] = after(own / 2);
    const left = ((plan.yarn?.nodemanagers ?? 0) * 2) / 3;
    const vcores = (left * (plan.yarn?.nodeVcores ?? 0) * own) / 2 / 100;
    expect(finding?.figure).toContain(`${vcores.toFixed(0)} vcores`);
  });

  test('GIVEN any plan WHEN the zone of the history server is lost THEN that is told, as no more than a note', () => {
    expect(found(planOf(), 'zone-loss/historyserver').map(({ severity }) => severity)).toEqual([
      Severity.INFO,
    ]);
  });
});

describe('loss of a node or volume', () => {
  test('GIVEN six DataNodes WHEN one node is lost THEN a sixth of them is gone, which is told', () => {
    const plan = planOf({ overrides: { datanode: { figures: { replicasPerZone: 2 } } } });
    expect(found(plan, 'node-loss/share').find(({ subject }) => subject === 'datanode')?.figure).toBe('17 %');
  });

  test('GIVEN twelve DataNodes WHEN one node is lost THEN there is nothing to tell', () => {
    const plan = planOf({ overrides: { datanode: { figures: { replicasPerZone: 4 } } } });
    expect(found(plan, 'node-loss/share').map(({ subject }) => subject)).not.toContain(Role.DATANODE);
  });

  test('GIVEN metadata on disks of the nodes WHEN planned THEN it is a warning', () => {
    const plan = planOf({ overrides: { journalnode: { volumeMode: VolumeMode.LOCAL } } });
    expect(found(plan, 'volume-loss/short-lived')).toMatchObject([
      { severity: Severity.WARNING, subject: Role.JOURNALNODE },
    ]);
    expect(found(planOf(), 'volume-loss/short-lived')).toEqual([]);
  });

  test.each([
    [1, 1],
    [2, 0],
    [3, 0],
  ])(
    'GIVEN %i replicas of a block WHEN planned THEN there are %i warnings of a single copy',
    (replication, count) => {
      expect(found(planOf({ hdfs: { replication } }), 'volume-loss/only-copy')).toHaveLength(count);
    },
  );
});

describe('loss of a node, computed from the plan', () => {
  const apart = (plan: Plan): Plan => ({
    ...plan,
    pools: plan.pools.map((pool) =>
      pool.groups.includes('journalnode')
        ? { ...pool, zones: pool.zones.map((zone) => ({ ...zone, nodes: zone.nodes - 1 })) }
        : pool,
    ),
  });

  test('GIVEN fewer nodes than members in a zone WHEN checked THEN the members are not apart', () => {
    const environment = resolveEnvironment(prod());
    const findings = checkResilience(apart(planOf()), environment).filter(
      ({ code }) => code === 'node-loss/apart',
    );
    expect(findings.map(({ subject, severity }) => [subject, severity])).toEqual(
      Array.from({ length: 3 }, () => [Role.JOURNALNODE, Severity.ERROR]),
    );
  });

  test.each([
    [1, 1],
    [2, 1],
    [3, 0],
    [5, 0],
  ])('GIVEN a quorum of %i WHEN a node is lost THEN there are %i errors', (size, errors) => {
    const change = (role: RolePlan): RolePlan =>
      role.role === Role.JOURNALNODE
        ? { ...role, members: Array.from({ length: size }, () => role.members[0]) as never }
        : role;
    expect(foundAfter(change, 'node-loss/quorum')).toHaveLength(errors);
  });

  test.each([
    [Role.DATANODE, { volumes: [] as never }],
    [Role.REGIONSERVER, { containers: [] as never }],
    [Role.NODEMANAGER, { members: [] as never }],
  ])('GIVEN %s without what carries its load WHEN a node is lost THEN it is a warning', (of, less) => {
    const change = (role: RolePlan): RolePlan => (role.role === of ? { ...role, ...less } : role);
    expect(foundAfter(change, 'node-loss/capacity')).toMatchObject([
      { subject: of, severity: Severity.WARNING },
    ]);
  });

  test.each([Tier.PROD, Tier.STAGING, Tier.DEV, Tier.LOCAL])(
    'GIVEN what the planner makes in %s WHEN a node is lost THEN the others carry the load',
    (tier) => {
      const plan = planPlatform(environmentOf(tier));
      expect(plan.findings.filter(({ code }) => /^node-loss.(apart|quorum|capacity)$/.test(code))).toEqual(
        [],
      );
    },
  );
});

describe('figures of the user', () => {
  const codes = (plan: Plan): [string, string][] =>
    plan.findings
      .filter(({ severity }) => severity === Severity.WARNING)
      .map(({ code, subject }) => [code, subject]);
  const derived = figureOf(roleIn(planOf(), Role.NAMENODE), 'heapMiB').derived;

  test.each([
    ['namenode', 'heapMiB', derived - 1, 'override/below-derived'],
    ['namenode', 'zkfcHeapMiB', 50, 'override/below-derived'],
    ['datanode', 'cpuMillis', 100, 'override/below-derived'],
    ['journalnode', 'dataGiB', 5, 'override/below-derived'],
    ['datanode', 'handlers', 100_000, 'override/far-above-derived'],
    ['namenode', 'serviceHandlers', 100_000, 'override/far-above-derived'],
  ])('GIVEN %s with %s of %i WHEN planned THEN the warning is %s', (role, name, value, code) => {
    const plan = planOf({ overrides: { [role]: { figures: { [name]: value } } } });
    expect(codes(plan)).toContainEqual([code, `overrides.${role}.figures.${name}`]);
  });

  test('GIVEN figures above the derived ones, and threads that are not many times as much WHEN planned THEN nothing is warned of', () => {
    const handlers = figureOf(roleIn(planOf(), Role.DATANODE), 'handlers').derived;
    const plan = planOf({
      cluster: { adminRoles: ['PlatformAdmin'] },
      overrides: {
        namenode: { figures: { heapMiB: derived + 1 } },
        datanode: { figures: { handlers: 4 * handlers } },
      },
    });
    expect(codes(plan)).toEqual([]);
  });

  test.each([
    [Tier.PROD, 1],
    [Tier.STAGING, 1],
    [Tier.DEV, 0],
  ])('GIVEN two replicas of a block in %s WHEN planned THEN there are %i warnings', (tier, count) => {
    const plan = planPlatform(environmentOf(tier, { hdfs: { replication: 2 } }));
    expect(found(plan, 'zone-loss/replication')).toHaveLength(count);
  });

  test.each(ENVIRONMENTS.map((environment) => [environment.name, environment] as const))(
    'GIVEN the environment %s of the app WHEN planned THEN nothing is warned of',
    (_, environment) => {
      expect(codes(planPlatform(environment))).toEqual([]);
    },
  );
});

describe('machines of another region', () => {
  const abroad = { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] };

  test('GIVEN another region than that of the catalog WHEN planned THEN the chosen types are named', () => {
    const plan = planOf(abroad);
    const [finding, ...others] = found(plan, 'machines/region');
    expect(others).toEqual([]);
    expect(finding?.severity).toBe(Severity.WARNING);
    for (const { instanceType = 'none' } of plan.pools) expect(finding?.figure).toContain(instanceType);
    expect(found(plan, 'cost/region').map(({ severity }) => severity)).toEqual([Severity.INFO]);
    expect(found(planOf(), 'machines/region')).toEqual([]);
  });

  test('GIVEN a type for every pool WHEN planned THEN there is nothing to check', () => {
    const types = planOf(abroad).pools.flatMap(({ groups, instanceType }) =>
      instanceType === undefined ? [] : groups.map((group) => [group, instanceType] as const),
    );
    const roles = types.map(([group, instanceType]) => [
      group.replace('zookeeper-main', 'zookeeper'),
      { instanceType },
    ]);
    expect(
      found(planOf({ ...abroad, overrides: Object.fromEntries(roles) as never }), 'machines/region'),
    ).toEqual([]);
    const [, ...some] = roles;
    expect(
      found(planOf({ ...abroad, overrides: Object.fromEntries(some) as never }), 'machines/region'),
    ).toHaveLength(1);
  });

  test('GIVEN a price table of the region WHEN planned THEN its families are known to be there', () => {
    const prices = listPrices('us-east-1');
    if (prices === undefined) throw new Error('no prices');
    const plan = planOf({ ...abroad, prices: { ...prices, region: 'eu-west-1' } });
    expect(found(plan, 'machines/region')).toEqual([]);
  });
});

describe('limits of AWS', () => {
  test('GIVEN st1 below 2 TiB WHEN planned THEN it is a warning', () => {
    const st1 = (dataGiB: number): Plan =>
      planOf({ overrides: { journalnode: { volumeType: VolumeType.ST1, figures: { dataGiB } } } });
    expect(found(st1(500), 'limits/slow-volume').map(({ severity }) => severity)).toEqual([Severity.WARNING]);
    expect(found(st1(2_048), 'limits/slow-volume')).toEqual([]);
  });

  test('GIVEN a quota without room for a pool that moves WHEN planned THEN that is told', () => {
    const groups = planOf({ cluster: { nodeGroupQuota: 100 } }).pools.reduce(
      (sum, { zones }) => sum + zones.length,
      0,
    );
    const severities = (nodeGroupQuota: number): Severity[] =>
      found(planOf({ cluster: { nodeGroupQuota } }), 'limits/node-groups').map(({ severity }) => severity);
    expect(severities(groups)).toEqual([Severity.INFO]);
    expect(severities(groups + 2)).toEqual([Severity.INFO]);
    expect(severities(groups + 3)).toEqual([]);
  });

  const nodeManagers = (maxPerZone: number): Partial<Environment> => ({
    overrides: { nodemanager: { figures: { replicasPerZone: 1, maxPerZone } } },
    yarn: { production: { guaranteedVcores: 1, guaranteedMemoryGiB: 1 } },
  });

  test('GIVEN more nodes in a node group than the quota WHEN planned THEN it is refused, unless the quota was raised', () => {
    expect(problemsOf(prod(nodeManagers(450)))).toEqual([]);
    expect(problemsOf(prod(nodeManagers(451)))).toMatchObject([
      {
        field: 'overrides.nodemanager.figures.maxPerZone',
        value: expect.stringContaining('451') as string,
        allowed: expect.stringContaining('450') as string,
      },
    ]);
    expect(problemsOf(prod({ ...nodeManagers(451), cluster: { nodesPerGroupQuota: 451 } }))).toEqual([]);
  });

  test.each([
    ['a new VPC', { vpcCidr: '10.0.0.0/20' }, 'network.vpcCidr'],
    [
      'an imported one',
      {
        importedVpc: {
          ...imported,
          privateSubnetCidrs: { ...imported.privateSubnetCidrs, [ZONES[1] ?? '']: '10.0.16.0/23' },
        },
      },
      'network.importedVpc.privateSubnetCidrs.us-east-1b',
    ],
  ])(
    'GIVEN a subnet of %s with too few addresses for its nodes WHEN planned THEN that is refused',
    (_, network, field) => {
      const [problem, ...others] = problemsOf(prod({ ...nodeManagers(100), network }));
      expect(others).toEqual([]);
      expect(problem?.field).toBe(field);
      expect(problem?.allowed).toContain('at most 56 nodes');
    },
  );

  test('GIVEN pods with addresses of their own WHEN planned THEN a node takes but one of its subnet', () => {
    const network = { vpcCidr: '10.0.0.0/20', podCidrs };
    expect(problemsOf(prod({ ...nodeManagers(100), network }))).toEqual([]);
  });

  test('GIVEN the widest VPC WHEN it has too few addresses THEN the load is what to change', () => {
    const many = { ...nodeManagers(1_000), cluster: { nodesPerGroupQuota: 5_000 } };
    expect(problemsOf(prod(many)).map(({ field }) => field)).toEqual([
      'overrides.nodemanager.figures.maxPerZone',
    ]);
  });

  test('GIVEN static volumes that fill a stack WHEN planned THEN it is an error before CloudFormation finds it', () => {
    const ensembles = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `e${index}` }));
    // Each ensemble of five has ten volumes; other stacks refer to each of them, by one of a stack's 200 outputs.
    expect(found(planOf({ zookeeper: ensembles(10) }), 'limits/static-volumes')).toEqual([]);
    expect(found(planOf({ zookeeper: ensembles(16) }), 'limits/static-volumes')).toMatchObject([
      { severity: Severity.WARNING },
    ]);
    expect(problemsOf(prod({ zookeeper: ensembles(21) }))).toMatchObject([
      { field: 'overrides.zookeeper.volumeMode', value: expect.stringContaining('216') as string },
    ]);
    const dynamic = { zookeeper: { volumeMode: VolumeMode.DYNAMIC } };
    expect(found(planOf({ zookeeper: ensembles(21), overrides: dynamic }), 'limits/static-volumes')).toEqual(
      [],
    );
  });
});
