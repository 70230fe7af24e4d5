import { Tier } from '../../../lib/model/environment';
import { VolumeMode } from '../../../lib/model/overrides';
import { resolveEnvironment } from '../../../lib/model/resolved';
import { Role } from '../../../lib/model/role';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { checkResilience } from '../../../lib/resilience/check';
import { Finding, Plan, RolePlan, Severity } from '../../../lib/sizing/plan';
import { planPlatform } from '../../../lib/sizing/planner';
import { environmentOf, planOf, problemsOf, prod } from '../sizing/sample';

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
            zones: replicas.map((count, index) => ({ zone: `z${String(index)}`, replicas: count })),
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
    [0.7, Severity.WARNING],
    [0.4, Severity.ERROR],
  ])(
    'GIVEN %d of the CPU of the RegionServers WHEN a zone is lost THEN the finding is %s',
    (share, severity) => {
      const environment = prod({ hbase: { readsPerSecond: 1_000_000 } });
      const plan = planPlatform(environment);
      const roles = plan.roles.map((role) =>
        role.role === Role.REGIONSERVER
          ? { ...role, containers: role.containers.map((of) => ({ ...of, cpuMillis: of.cpuMillis * share })) }
          : role,
      );
      const findings = checkResilience({ ...plan, roles }, resolveEnvironment(environment));
      expect(
        findings.filter(({ code }) => code === 'zone-loss/regionservers').map((finding) => finding.severity),
      ).toEqual(severity === undefined ? [] : [severity]);
    },
  );

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

describe('limits of AWS', () => {
  test('GIVEN st1 below 2 TiB WHEN planned THEN it is a warning', () => {
    const st1 = (dataGiB: number): Plan =>
      planOf({ overrides: { journalnode: { volumeType: VolumeType.ST1, figures: { dataGiB } } } });
    expect(found(st1(500), 'limits/slow-volume').map(({ severity }) => severity)).toEqual([Severity.WARNING]);
    expect(found(st1(2_048), 'limits/slow-volume')).toEqual([]);
  });

  test('GIVEN as many node groups as the quota has WHEN planned THEN that is told', () => {
    const groups = planOf({ cluster: { nodeGroupQuota: 100 } }).pools.reduce(
      (sum, { zones }) => sum + zones.length,
      0,
    );
    expect(found(planOf({ cluster: { nodeGroupQuota: groups } }), 'limits/node-groups')).toHaveLength(1);
    expect(found(planOf({ cluster: { nodeGroupQuota: groups + 1 } }), 'limits/node-groups')).toEqual([]);
  });

  test.each([
    [450, 0],
    [451, 1],
  ])(
    'GIVEN %i nodes in a node group WHEN the quota is 450 THEN there are %i warnings',
    (replicasPerZone, count) => {
      const plan = planOf({
        overrides: { nodemanager: { figures: { replicasPerZone, maxPerZone: replicasPerZone } } },
      });
      expect(found(plan, 'limits/nodes-per-group')).toHaveLength(count);
    },
  );

  test('GIVEN static volumes that fill a stack WHEN planned THEN it is an error before CloudFormation finds it', () => {
    const ensembles = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `e${String(index)}` }));
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
