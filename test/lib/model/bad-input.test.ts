import { Environment, Tier } from '../../../lib/model/environment';
import { NodeKind } from '../../../lib/model/overrides';
import { Product } from '../../../lib/roles/role';
import { planPlatform } from '../../../lib/planner/planner';
import { environmentOf, problemsOf, prod, ZONES } from '../sizing/sample';
import { A, B, C, imported, podCidrs, refuses } from './refuses';

describe('zones', () => {
  refuses([
    ['an unknown zone', { zones: [A, B, 'us-east-1z'] }, 'zones[2]', 'us-east-1z', 'us-east-1f'],
    ['a zone of another region', { zones: [A, B, 'eu-west-1c'] }, 'zones[2]', 'eu-west-1c', 'us-east-1c'],
    [
      'a local zone of AWS',
      { zones: [A, B, 'us-east-1-bos-1a'] },
      'zones[2]',
      'us-east-1-bos-1a',
      'us-east-1',
    ],
    ['a zone given twice', { zones: [A, B, C, A] }, 'zones[3]', A, 'a unique name'],
    ['one zone', { zones: [A] }, 'zones', A, '3 to 6'],
    ['no zone', { zones: [] }, 'zones', '[]', '3 to 6'],
    [
      'two zones in prod, acknowledged',
      { zones: [A, B], acknowledgeTwoZones: true },
      'zones',
      B,
      /^3 to 6 zones$/,
    ],
    [
      'two zones that nobody acknowledged',
      environmentOf(Tier.STAGING, { zones: [A, B] }),
      'zones',
      B,
      'acknowledgeTwoZones',
    ],
    ['no region', { region: undefined }, 'region', 'undefined', 'us-east-1'],
    [
      'a quorum zone that is none of the zones',
      { quorumZones: [A, B, 'us-east-1d'] },
      'quorumZones[2]',
      '1d',
      C,
    ],
    ['too few quorum zones', { quorumZones: [A, B] }, 'quorumZones', B, '3'],
  ]);

  test.each(['us-east-1(', 'us-east-1*', '\\', 'mars'])(
    'GIVEN the region %s WHEN planned THEN the region is a problem',
    (region) => {
      expect(problemsOf(prod({ region })).map(({ field }) => field)).toContain('region');
    },
  );

  test('GIVEN two zones in staging, acknowledged WHEN planned THEN it plans, with a warning for each quorum', () => {
    const plan = planPlatform(environmentOf(Tier.STAGING, { zones: [A, B], acknowledgeTwoZones: true }));
    const warned = plan.findings.filter(({ code }) => code === 'zone-loss/quorum');
    expect(warned.map(({ subject }) => subject)).toEqual(['zookeeper-main', 'journalnode']);
  });

  test('GIVEN a zone that AWS added since WHEN acknowledged THEN it plans', () => {
    const environment = { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1d'] };
    expect(problemsOf(prod(environment)).map(({ field }) => field)).toEqual(['zones[2]']);
    expect(problemsOf(prod({ ...environment, acknowledgeUnknownZones: true }))).toEqual([]);
  });
});

describe('address ranges', () => {
  refuses([
    ['a VPC too small', { network: { vpcCidr: '10.0.0.0/24' } }, 'network.vpcCidr', '/24', '/16 to /20'],
    ['a VPC too large', { network: { vpcCidr: '10.0.0.0/12' } }, 'network.vpcCidr', '/12', '/16 to /20'],
    [
      'a VPC with host bits',
      { network: { vpcCidr: '10.0.1.0/16' } },
      'network.vpcCidr',
      '10.0.1.0/16',
      'host bits',
    ],
    ['a VPC that is no range', { network: { vpcCidr: 'ten' } }, 'network.vpcCidr', 'ten', 'IPv4'],
    [
      'pod ranges that overlap',
      { network: { podCidrs: { ...podCidrs, [C]: ['100.64.0.0/18'] } } },
      `network.podCidrs.${C}[0]`,
      '100.64.0.0/18',
      A,
    ],
    [
      'a pod range inside a subnet of the VPC',
      { network: { podCidrs: { ...podCidrs, [C]: ['10.0.96.0/20'] } } },
      `network.podCidrs.${C}[0]`,
      '10.0.96.0/20',
      'not overlap',
    ],
    [
      'a pod range too small',
      { network: { podCidrs: { ...podCidrs, [B]: ['100.64.64.0/26'] } } },
      `network.podCidrs.${B}[0]`,
      '/26',
      '/24',
    ],
    [
      'no pod range for a zone',
      { network: { podCidrs: { [A]: ['100.64.0.0/18'], [B]: ['100.64.64.0/18'] } } },
      'network.podCidrs',
      'undefined',
      C,
    ],
    [
      'imported subnets that overlap',
      {
        network: {
          importedVpc: {
            ...imported,
            privateSubnetCidrs: { ...imported.privateSubnetCidrs, [C]: '10.0.0.0/19' },
          },
        },
      },
      `network.importedVpc.privateSubnetCidrs.${C}`,
      '10.0.0.0/19',
      'overlap',
    ],
    [
      'an imported subnet outside of its VPC',
      {
        network: {
          importedVpc: {
            ...imported,
            privateSubnetCidrs: { ...imported.privateSubnetCidrs, [C]: '10.1.0.0/20' },
          },
        },
      },
      `network.importedVpc.privateSubnetCidrs.${C}`,
      '10.1.0.0/20',
      '10.0.0.0/16',
    ],
    [
      'an imported subnet too small',
      {
        network: {
          importedVpc: {
            ...imported,
            privateSubnetCidrs: { ...imported.privateSubnetCidrs, [C]: '10.0.32.0/25' },
          },
        },
      },
      `network.importedVpc.privateSubnetCidrs.${C}`,
      '/25',
      '/24',
    ],
    [
      'no imported subnet for a zone',
      {
        network: { importedVpc: { ...imported, privateSubnetIds: { [A]: 'subnet-a', [B]: 'subnet-b' } } },
      },
      'network.importedVpc.privateSubnetIds',
      'undefined',
      C,
    ],
    [
      'an address in place of a range',
      { cluster: { publicAccessCidrs: ['203.0.113.7'] } },
      'cluster.publicAccessCidrs[0]',
      '203.0.113.7',
      '/24',
    ],
    [
      'no pod ranges for the local tier',
      environmentOf(Tier.LOCAL, { network: {} }),
      'network.podCidrs',
      'undefined',
      'each zone',
    ],
    [
      'hybrid nodes without their network',
      { overrides: { nodemanager: { nodeKind: NodeKind.HYBRID } } },
      'cluster.hybridNetwork',
      'undefined',
      'networks',
    ],
  ]);
});

describe('quorums and replicas', () => {
  const one = (name: string, value: number): Partial<Environment> => ({
    overrides: { [name]: { figures: { replicas: value } } },
  });
  refuses([
    [
      '4 participants',
      { zookeeper: [{ name: 'main', participants: 4 }] },
      'zookeeper[0].participants',
      '4',
      '3 or 5',
    ],
    [
      '1 participant',
      { zookeeper: [{ name: 'main', participants: 1 }] },
      'zookeeper[0].participants',
      '1',
      '3 or 5',
    ],
    [
      '7 participants',
      { zookeeper: [{ name: 'main', participants: 7 }] },
      'zookeeper[0].participants',
      '7',
      '3 or 5',
    ],
    [
      '4 participants by override',
      one('zookeeper', 4),
      'overrides.zookeeper.figures.replicas',
      '4',
      '3 or 5',
    ],
    [
      '40 participants by override',
      one('zookeeper', 40),
      'overrides.zookeeper.figures.replicas',
      '40',
      '3 or 5',
    ],
    ['4 JournalNodes', one('journalnode', 4), 'overrides.journalnode.figures.replicas', '4', 'odd'],
    ['1 JournalNode', one('journalnode', 1), 'overrides.journalnode.figures.replicas', '1', 'from 3'],
    ['6 NameNodes', one('namenode', 6), 'overrides.namenode.figures.replicas', '6', '2 to 5'],
    ['1 HMaster', one('hmaster', 1), 'overrides.hmaster.figures.replicas', '1', 'two or more zones'],
    [
      '1 ResourceManager',
      one('resourcemanager', 1),
      'overrides.resourcemanager.figures.replicas',
      '1',
      'two or more',
    ],
    ['more replicas than zones', { hdfs: { replication: 4 } }, 'hdfs.replication', '4', '3'],
    [
      'replication 7',
      { hdfs: { replication: 7 }, zones: [...ZONES, 'us-east-1d'] },
      'hdfs.replication',
      '7',
      '1 to 6',
    ],
    ['replication of one and a half', { hdfs: { replication: 1.5 } }, 'hdfs.replication', '1.5', 'whole'],
    [
      'one DataNode a zone',
      { overrides: { datanode: { figures: { replicasPerZone: 1 } } } },
      'overrides.datanode.figures.replicasPerZone',
      '1',
      'at least 2',
    ],
    [
      'more observers than ids',
      {
        zookeeper: [{ name: 'main', clients: 5_000 }],
        overrides: { 'zookeeper-observer': { figures: { replicasPerZone: 38 } } },
      },
      'overrides.zookeeper-observer.figures.replicasPerZone',
      '38',
      '37',
    ],
    [
      'more clients than observers with ids can carry',
      { zookeeper: [{ name: 'main', clients: 1_000_000 }] },
      'zookeeper[0].clients',
      '1000000',
      '740000',
    ],
  ]);

  test('GIVEN replication above the number of DataNodes WHEN planned THEN both that and the DataNodes are problems', () => {
    const environment = environmentOf(Tier.STAGING, {
      zones: [A, B],
      acknowledgeTwoZones: true,
      hdfs: { replication: 3 },
    });
    expect(problemsOf(environment)).toEqual([
      { field: 'hdfs.replication', value: '3', allowed: expect.stringContaining('2') as string },
    ]);
  });
});

describe('targets', () => {
  const TARGETS: [string, (value: number) => Partial<Environment>][] = [
    ['hdfs.usableTiB', (usableTiB) => ({ hdfs: { usableTiB } })],
    ['hdfs.growthPerYear', (growthPerYear) => ({ hdfs: { growthPerYear } })],
    ['hdfs.filesMillions', (filesMillions) => ({ hdfs: { filesMillions } })],
    ['hdfs.restoreRedundancyHours', (restoreRedundancyHours) => ({ hdfs: { restoreRedundancyHours } })],
    ['hdfs.readMiBps', (readMiBps) => ({ hdfs: { readMiBps } })],
    ['hdfs.writeMiBps', (writeMiBps) => ({ hdfs: { writeMiBps } })],
    ['hbase.datasetTiB', (datasetTiB) => ({ hbase: { datasetTiB } })],
    ['hbase.readsPerSecond', (readsPerSecond) => ({ hbase: { readsPerSecond } })],
    ['hbase.writesPerSecond', (writesPerSecond) => ({ hbase: { writesPerSecond } })],
    ['hbase.scansPerSecond', (scansPerSecond) => ({ hbase: { scansPerSecond } })],
    ['hbase.averageRowBytes', (averageRowBytes) => ({ hbase: { averageRowBytes } })],
    ['hbase.hotSetFraction', (hotSetFraction) => ({ hbase: { hotSetFraction } })],
    ['hbase.regionSizeGiB', (regionSizeGiB) => ({ hbase: { regionSizeGiB } })],
    [
      'hbase.maxRegionUnavailabilitySeconds',
      (maxRegionUnavailabilitySeconds) => ({ hbase: { maxRegionUnavailabilitySeconds } }),
    ],
    ['zookeeper[0].clients', (clients) => ({ zookeeper: [{ name: 'main', clients }] })],
    ['zookeeper[0].znodes', (znodes) => ({ zookeeper: [{ name: 'main', znodes }] })],
    ['zookeeper[0].dataTreeMiB', (dataTreeMiB) => ({ zookeeper: [{ name: 'main', dataTreeMiB }] })],
    ['zookeeper[0].watches', (watches) => ({ zookeeper: [{ name: 'main', watches }] })],
    [
      'zookeeper[0].writesPerSecond',
      (writesPerSecond) => ({ zookeeper: [{ name: 'main', writesPerSecond }] }),
    ],
    [
      'zookeeper[0].tenants[0].maxZnodes',
      (maxZnodes) => ({ zookeeper: [{ name: 'main', tenants: [{ name: 'a', maxZnodes }] }] }),
    ],
    ['yarn.largestContainerVcores', (largestContainerVcores) => ({ yarn: { largestContainerVcores } })],
    [
      'yarn.largestContainerMemoryGiB',
      (largestContainerMemoryGiB) => ({ yarn: { largestContainerMemoryGiB } }),
    ],
    ['yarn.minNodeManagersPerZone', (minNodeManagersPerZone) => ({ yarn: { minNodeManagersPerZone } })],
    ['yarn.maxNodeManagersPerZone', (maxNodeManagersPerZone) => ({ yarn: { maxNodeManagersPerZone } })],
    [
      'yarn.production.guaranteedVcores',
      (guaranteedVcores) => ({ yarn: { production: { guaranteedVcores, guaranteedMemoryGiB: 1 } } }),
    ],
    ['snapshotRetentionDays', (snapshotRetentionDays) => ({ snapshotRetentionDays })],
    ['cluster.nodeGroupQuota', (nodeGroupQuota) => ({ cluster: { nodeGroupQuota } })],
  ];
  const WRONG = [
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e15,
    '5' as unknown as number,
    null as unknown as number,
  ];

  test.each(TARGETS.flatMap(([field, stated]) => WRONG.map((value) => [field, value, stated] as const)))(
    'GIVEN %s of %p WHEN planned THEN the problem names the field and its range',
    (field, value, stated) => {
      const problems = problemsOf(prod(stated(value)));
      expect(problems.map((problem) => problem.field)).toEqual([field]);
      expect(problems[0]?.allowed).toMatch(/number from [\d.]+ to \d+/);
    },
  );

  refuses([
    [
      'a peak below what is guaranteed',
      { yarn: { production: { guaranteedVcores: 10, guaranteedMemoryGiB: 40, peakVcores: 5 } } },
      'yarn.production.peakVcores',
      '5',
      'at least guaranteedVcores: 10',
    ],
    [
      'fewer NodeManagers at most than at least',
      { yarn: { minNodeManagersPerZone: 5, maxNodeManagersPerZone: 4 } },
      'yarn.minNodeManagersPerZone',
      '5',
      '4',
    ],
    [
      'fewer NodeManagers at most than what is guaranteed needs',
      {
        yarn: {
          production: { guaranteedVcores: 1_000, guaranteedMemoryGiB: 1_000 },
          maxNodeManagersPerZone: 2,
        },
      },
      'yarn.maxNodeManagersPerZone',
      '2',
      'guaranteed',
    ],
    [
      'a container larger than any NodeManager',
      { yarn: { largestContainerVcores: 64 } },
      'yarn.largestContainerVcores',
      '64',
      'at most 63 vcores',
    ],
    [
      'a container with more memory than any NodeManager',
      { yarn: { largestContainerMemoryGiB: 500 } },
      'yarn.largestContainerMemoryGiB',
      '500',
      /at most .* 4\d\d GiB/,
    ],
    [
      'more data in HBase than in the HDFS below it',
      { hdfs: { usableTiB: 5 }, hbase: { datasetTiB: 10 } },
      'hdfs.usableTiB',
      '5',
      'hbase.datasetTiB: 10',
    ],
    [
      'more writes than an ensemble was ever measured at',
      { zookeeper: [{ name: 'main', writesPerSecond: 20_000 }] },
      'zookeeper[0].writesPerSecond',
      '20000',
      '18000 with 5 participants',
    ],
  ]);
});

describe('names', () => {
  refuses([
    [
      'an environment with an upper-case name',
      environmentOf(Tier.PROD, { name: 'Prod' }),
      'name',
      'Prod',
      'DNS label',
    ],
    ['an environment without a name', environmentOf(Tier.PROD, { name: '' }), 'name', "''", 'DNS label'],
    [
      'a name that ends with a hyphen',
      environmentOf(Tier.PROD, { name: 'prod-' }),
      'name',
      'prod-',
      'DNS label',
    ],
    ['a namespace with a dot', { namespace: 'big.data' }, 'namespace', 'big.data', 'DNS label'],
    [
      'a domain with a space',
      { clusterDomain: 'cluster local' },
      'clusterDomain',
      'cluster local',
      'cluster.local',
    ],
    [
      'an ensemble with an underscore',
      { zookeeper: [{ name: 'my_zk' }] },
      'zookeeper[0].name',
      'my_zk',
      'DNS label',
    ],
    [
      'an ensemble with a name too long for its pods',
      { zookeeper: [{ name: 'a'.repeat(25) }] },
      'zookeeper[0].name',
      'aaa',
      '1 to 24',
    ],
    [
      'two ensembles with one name',
      { zookeeper: [{ name: 'main' }, { name: 'main' }] },
      'zookeeper[1].name',
      'main',
      'a unique name',
    ],
    [
      'an ensemble named like the observers of another',
      { zookeeper: [{ name: 'main', clients: 5_000 }, { name: 'observer-main' }] },
      'zookeeper[1].name',
      'observer-main',
      'observer',
    ],
    [
      'an ensemble named like the Service of another',
      { zookeeper: [{ name: 'main' }, { name: 'main-client' }] },
      'zookeeper[1].name',
      'main-client',
      'client',
    ],
    [
      'an ensemble named like the Service of a zone of another',
      { zookeeper: [{ name: 'main' }, { name: 'main-client-1a' }] },
      'zookeeper[1].name',
      'main-client-1a',
      "not 'main-client-'",
    ],
    [
      'two tenants with one name',
      { zookeeper: [{ name: 'main', tenants: [{ name: 'a' }, { name: 'a' }] }] },
      'zookeeper[0].tenants[1].name',
      'a',
      'a unique name',
    ],
    ['an account that is none', { account: '12345' }, 'account', '12345', '12 digits'],
    ['an unknown tier', { tier: 'production' as unknown as Tier }, 'tier', 'production', 'prod'],
    ['no ensemble', { zookeeper: [] }, 'zookeeper', '[]', 'at least one'],
    [
      'HBase without an HDFS',
      { products: [Product.ZOOKEEPER, Product.HBASE] },
      'products',
      'hbase',
      'importedHdfs',
    ],
    ['a tag that AWS keeps for itself', { tags: { 'aws:owner': 'x' } }, 'tags', 'aws:owner', 'aws:'],
  ]);
});
