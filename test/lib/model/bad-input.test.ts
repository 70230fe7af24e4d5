import { Aws, Token } from 'aws-cdk-lib';
import { DescriptionError, Problem } from '../../../lib/model/description-error';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { planPlatform } from '../../../lib/sizing/planner';
import { environmentOf, problemsOf, prod, ZONES } from '../sizing/sample';

const A = 'us-east-1a';
const B = 'us-east-1b';
const C = 'us-east-1c';

/** What is wrong, the field that it is in, what the message must show of the value, and of what is allowed. */
type Case = [string, Environment | Partial<Environment>, string, string, string | RegExp];

/** A description of prod with something wrong in it has exactly one problem, and that is it. */
function refuses(cases: Case[]): void {
  test.each(cases)(
    'GIVEN %s WHEN planned THEN the one problem is that',
    (_, stated, field, value, allowed) => {
      const problems = problemsOf('name' in stated ? stated : prod(stated));
      expect(problems.map((problem) => problem.field)).toEqual([field]);
      expect(problems[0]?.value).toContain(value);
      expect(problems[0]?.allowed).toMatch(allowed);
    },
  );
}

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
    ['a zone given twice', { zones: [A, B, C, A] }, 'zones[3]', A, 'once'],
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

const imported = {
  vpcId: 'vpc-1',
  vpcCidr: '10.0.0.0/16',
  privateSubnetIds: { [A]: 'subnet-a', [B]: 'subnet-b', [C]: 'subnet-c' },
  privateSubnetCidrs: { [A]: '10.0.0.0/20', [B]: '10.0.16.0/20', [C]: '10.0.32.0/20' },
};
const podCidrs = { [A]: ['100.64.0.0/18'], [B]: ['100.64.64.0/18'], [C]: ['100.64.128.0/18'] };

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
      { field: 'hdfs.replication', value: '3', allowed: expect.stringContaining('2') },
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
      'at most 31 vcores',
    ],
    [
      'a container with more memory than any NodeManager',
      { yarn: { largestContainerMemoryGiB: 500 } },
      'yarn.largestContainerMemoryGiB',
      '500',
      /at most .* 2\d\d GiB/,
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

describe('overrides', () => {
  const datanode = (figures: Record<string, number>): Partial<Environment> => ({
    overrides: { datanode: { figures } },
  });
  const F = 'overrides.datanode.figures';
  const GIB = 1024;
  refuses([
    [
      'a heap of 32 GiB',
      { overrides: { regionserver: { figures: { heapMiB: 32 * GIB } } } },
      'overrides.regionserver.figures.heapMiB',
      '32768',
      /31744.*49152/,
    ],
    [
      'a heap of 47 GiB',
      { overrides: { namenode: { figures: { heapMiB: 47 * GIB } } } },
      'overrides.namenode.figures.heapMiB',
      '48128',
      /31744.*49152/,
    ],
    [
      'a wasted heap of the second process',
      { overrides: { namenode: { figures: { zkfcHeapMiB: 40 * GIB } } } },
      'overrides.namenode.figures.zkfcHeapMiB',
      '40960',
      /31744.*49152/,
    ],
    ['a figure that there is none of', datanode({ heapMB: 4096 }), F, 'heapMB', 'heapMiB'],
    ['a negative figure', datanode({ heapMiB: -1 }), `${F}.heapMiB`, '-1', 'from 0'],
    ['a figure that is no number', datanode({ handlers: Number.NaN }), `${F}.handlers`, 'NaN', 'from 0'],
    ['half a DataNode', datanode({ replicasPerZone: 2.5 }), `${F}.replicasPerZone`, '2.5', 'whole number'],
    ['no handlers', datanode({ handlers: 0 }), `${F}.handlers`, '0', 'from 1'],
    ['no disks', datanode({ dataDisks: 0 }), `${F}.dataDisks`, '0', 'from 1'],
    ['a million DataNodes', datanode({ replicasPerZone: 1e6 }), `${F}.replicasPerZone`, '1000000', '5000'],
    [
      'a pod without room for its heap',
      datanode({ memoryMiB: 2048 }),
      `${F}.memoryMiB`,
      '2048',
      /heap [+] direct [+] overhead/,
    ],
    [
      'as many failed disks tolerated as there are',
      datanode({ dataDisks: 2, failedVolumesTolerated: 2 }),
      `${F}.failedVolumesTolerated`,
      '2',
      'less than',
    ],
    ['more IOPS than gp3 has', datanode({ dataIops: 90_000 }), `${F}.dataIops`, '90000', '80000'],
    [
      'more IOPS than the size is sold',
      datanode({ dataGiB: 2_000, dataIops: 3_001, dataDisks: 24, dataMiBps: 1_000 }),
      `${F}.dataMiBps`,
      '1000',
      '0.25',
    ],
    [
      'more throughput than gp3 has',
      datanode({ dataMiBps: 2_001, dataIops: 10_000 }),
      `${F}.dataMiBps`,
      '2001',
      '2000',
    ],
    ['a disk larger than gp3 is', datanode({ dataGiB: 70_000 }), `${F}.dataGiB`, '70000', '65536'],
    [
      'disks too small for the data',
      { hdfs: { usableTiB: 10 }, ...datanode({ dataGiB: 500 }) },
      `${F}.dataGiB`,
      '%',
      '65 %',
    ],
    [
      'a session that ZooKeeper does not grant',
      { overrides: { regionserver: { figures: { sessionTimeoutMs: 90_000 } } } },
      'overrides.regionserver.figures.sessionTimeoutMs',
      '90000',
      '60000',
    ],
    [
      'a bucket cache larger than direct memory',
      { overrides: { regionserver: { figures: { bucketCacheMiB: 500_000 } } } },
      'overrides.regionserver.figures.bucketCacheMiB',
      '500000',
      'at most direct',
    ],
    [
      'RegionServers too few for the load',
      {
        hbase: { readsPerSecond: 500_000 },
        overrides: { regionserver: { figures: { replicasPerZone: 2, cpuMillis: 4000 } } },
      },
      'overrides.regionserver.figures.replicasPerZone',
      '%',
      '80 %',
    ],
    [
      'a NodeManager without room for its containers',
      { overrides: { nodemanager: { figures: { overheadMiB: 400 } } } },
      'overrides.nodemanager.figures.overheadMiB',
      '400',
      'children',
    ],
    [
      'a NodeManager smaller than the largest container',
      { overrides: { nodemanager: { figures: { vcores: 2 } } } },
      'overrides.nodemanager.figures.vcores',
      '2',
      'largestContainerVcores: 4',
    ],
    [
      'fewer NodeManagers at most than there are',
      { overrides: { nodemanager: { figures: { maxPerZone: 1, replicasPerZone: 3 } } } },
      'overrides.nodemanager.figures.maxPerZone',
      '1',
      'at least replicasPerZone: 3',
    ],
    ['a role that there is none of', { overrides: { datanodes: {} } }, 'overrides', 'datanodes', 'datanode'],
    [
      'a role of a product that does not run',
      { products: ['zookeeper'] as never, overrides: { datanode: {} } },
      'overrides.datanode',
      '',
      'zookeeper',
    ],
    [
      'an id that is no EBS volume',
      { existingVolumes: { 'data-namenode-1a-0': 'volume-1' } },
      'existingVolumes.data-namenode-1a-0',
      'volume-1',
      'vol-',
    ],
  ]);
});

describe('machines', () => {
  const type = (role: string, instanceType: string): Partial<Environment> => ({
    overrides: { [role]: { instanceType } },
  });
  refuses([
    [
      'a type that does not exist',
      type('datanode', 'm7g.5xlarge'),
      'overrides.datanode.instanceType',
      'm7g.5xlarge',
      'm7g.4xlarge',
    ],
    [
      'a type of the other architecture',
      type('datanode', 'm7i.4xlarge'),
      'overrides.datanode.instanceType',
      'm7i.4xlarge',
      'arm64',
    ],
    [
      'a metal type for virtual nodes',
      type('datanode', 'm8g.metal-24xl'),
      'overrides.datanode.instanceType',
      'm8g.metal-24xl',
      'nodeKind metal',
    ],
    [
      'a virtual type for metal nodes',
      { overrides: { datanode: { instanceType: 'm8g.4xlarge', nodeKind: NodeKind.METAL } } },
      'overrides.datanode.instanceType',
      'm8g.4xlarge',
      '.metal',
    ],
    [
      'a type with too little memory',
      type('regionserver', 'c7g.large'),
      'overrides.regionserver.instanceType',
      'c7g.large',
      'lacks memory',
    ],
    [
      'more volumes than the type attaches',
      { overrides: { journalnode: { instanceType: 'm7g.xlarge', figures: { dataDisks: 40 } } } },
      'overrides.journalnode.instanceType',
      'm7g.xlarge',
      'EBS volumes: needs 40',
    ],
    [
      'more EBS bandwidth than the baseline of the type',
      { overrides: { journalnode: { instanceType: 'm7g.large', figures: { ebsMiBps: 1_000 } } } },
      'overrides.journalnode.instanceType',
      'm7g.large',
      'EBS baseline',
    ],
    [
      'local disks that the type does not have',
      { overrides: { datanode: { instanceType: 'm8g.4xlarge', volumeMode: VolumeMode.LOCAL } } },
      'overrides.datanode.instanceType',
      'm8g.4xlarge',
      'local disk',
    ],
    [
      'spot for DataNodes',
      { overrides: { datanode: { spot: true } } },
      'overrides.datanode.spot',
      'true',
      'nodemanager only',
    ],
    [
      'spot for RegionServers',
      { overrides: { regionserver: { spot: true } } },
      'overrides.regionserver.spot',
      'true',
      'nodemanager only',
    ],
    [
      'spot for NodeManagers that share nodes with all',
      { nodeSharing: NodeSharing.ALL, overrides: { nodemanager: { spot: true } } },
      'overrides.nodemanager.spot',
      'true',
      'masters or dedicated',
    ],
    [
      'st1 below its floor',
      { overrides: { journalnode: { volumeType: VolumeType.ST1 } } },
      'overrides.journalnode.figures.dataGiB',
      '20',
      '125',
    ],
    [
      'two types for one pool',
      {
        nodeSharing: NodeSharing.MASTERS,
        overrides: { namenode: { instanceType: 'm8g.4xlarge' }, hmaster: { instanceType: 'm8g.8xlarge' } },
      },
      'overrides',
      'm8g.8xlarge',
      'one instance type',
    ],
    [
      'more node groups than the quota',
      { cluster: { nodeGroupQuota: 12 } },
      'cluster.nodeGroupQuota',
      '',
      'at most 12 node groups',
    ],
    [
      'machines of our own in the local tier',
      environmentOf(Tier.LOCAL, { overrides: { datanode: { nodeKind: NodeKind.METAL } } }),
      'overrides.datanode.nodeKind',
      'metal',
      'local',
    ],
    [
      'EBS volumes on hybrid nodes',
      {
        cluster: {
          hybridNetwork: {
            nodeCidrs: { [A]: '172.16.0.0/24', [B]: '172.16.1.0/24', [C]: '172.16.2.0/24' },
            podCidrs: { [A]: '172.17.0.0/24', [B]: '172.17.1.0/24', [C]: '172.17.2.0/24' },
          },
        },
        overrides: { datanode: { nodeKind: NodeKind.HYBRID, volumeMode: VolumeMode.STATIC } },
      },
      'overrides.datanode.volumeMode',
      'static',
      'local',
    ],
  ]);

  test('GIVEN spot NodeManagers on nodes of their own WHEN planned THEN it plans', () => {
    expect(problemsOf(prod({ overrides: { nodemanager: { spot: true } } }))).toEqual([]);
  });
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
      'once',
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
      'two tenants with one name',
      { zookeeper: [{ name: 'main', tenants: [{ name: 'a' }, { name: 'a' }] }] },
      'zookeeper[0].tenants[1].name',
      'a',
      'once',
    ],
    ['an account that is none', { account: '12345' }, 'account', '12345', '12 digits'],
    ['an unknown tier', { tier: 'production' as Tier }, 'tier', 'production', 'prod'],
    ['no ensemble', { zookeeper: [] }, 'zookeeper', '[]', 'at least one'],
    [
      'HBase without an HDFS',
      { products: ['zookeeper', 'hbase'] as never },
      'products',
      'hbase',
      'importedHdfs',
    ],
    ['a tag that AWS keeps for itself', { tags: { 'aws:owner': 'x' } }, 'tags', 'aws:owner', 'aws:'],
  ]);
});

describe('values that are known at deployment only', () => {
  const text = Token.asString({ Ref: 'Something' });
  const number = Token.asNumber({ Ref: 'Something' });
  const list = Token.asList({ Ref: 'Something' });
  const cases: [string, Partial<Environment>, string][] = [
    ['name', { name: text }, 'name'],
    ['region', { region: Aws.REGION }, 'region'],
    ['account', { account: Aws.ACCOUNT_ID }, 'account'],
    ['zones', { zones: list }, 'zones'],
    ['a zone', { zones: [A, B, text] }, 'zones'],
    ['namespace', { namespace: text }, 'namespace'],
    ['VPC range', { network: { vpcCidr: text } }, 'network.vpcCidr'],
    [
      'imported VPC range',
      { network: { importedVpc: { ...imported, vpcCidr: text } } },
      'network.importedVpc.vpcCidr',
    ],
    ['pod ranges', { network: { podCidrs: { ...podCidrs, [C]: list } } }, `network.podCidrs.${C}[0]`],
    ['public range', { cluster: { publicAccessCidrs: list } }, 'cluster.publicAccessCidrs[0]'],
    ['target', { hdfs: { usableTiB: number } }, 'hdfs.usableTiB'],
    ['whole target', { zookeeper: [{ name: 'main', clients: number }] }, 'zookeeper[0].clients'],
    ['name of an ensemble', { zookeeper: [{ name: text }] }, 'zookeeper[0].name'],
    [
      'figure',
      { overrides: { datanode: { figures: { heapMiB: number } } } },
      'overrides.datanode.figures.heapMiB',
    ],
    ['instance type', { overrides: { datanode: { instanceType: text } } }, 'overrides.datanode.instanceType'],
  ];

  test.each(cases)(
    'GIVEN a token as %s WHEN planned THEN the problem says so, without the token',
    (_, stated, field) => {
      const problems = problemsOf(prod(stated));
      expect(problems.map((problem) => problem.field)).toEqual([field]);
      expect(problems[0]?.value).toContain('an unresolved CDK token');
      expect(JSON.stringify(problems)).not.toContain('TOKEN');
    },
  );

  test('GIVEN tokens for what only deployment needs WHEN planned THEN it plans', () => {
    const ids = { [A]: text, [B]: text, [C]: text };
    const environment = prod({
      network: { importedVpc: { ...imported, vpcId: text, privateSubnetIds: ids } },
      existingVolumes: { 'data-namenode-1a-0': text },
      importedEnsemble: undefined,
    });
    expect(problemsOf(environment)).toEqual([]);
  });
});

describe('callers without types', () => {
  const broken: [string, unknown, string][] = [
    ['nothing', undefined, 'environment'],
    ['null', null, 'environment'],
    ['a text', 'prod', 'environment'],
    ['no zones', { name: 'x', tier: 'prod', region: 'us-east-1' }, 'zones'],
    ['zones that are a text', { ...prod(), zones: 'us-east-1a,us-east-1b' }, 'zones'],
    ['zones that are numbers', { ...prod(), zones: [1, 2, 3] }, 'zones[0]'],
    ['zones with a hole', { ...prod(), zones: [A, undefined, C] }, 'zones[1]'],
    ['no name', { ...prod(), name: undefined }, 'name'],
    ['a name that is a number', { ...prod(), name: 7 }, 'name'],
    ['ensembles that are an object', { ...prod(), zookeeper: { name: 'main' } }, 'zookeeper'],
    ['an ensemble that is a text', { ...prod(), zookeeper: ['main'] }, 'zookeeper[0]'],
    ['an ensemble without a name', { ...prod(), zookeeper: [{}] }, 'zookeeper[0].name'],
    ['HDFS targets that are a text', { ...prod(), hdfs: 'large' }, 'hdfs'],
    ['HDFS targets that are null', { ...prod(), hdfs: null }, 'hdfs'],
    ['overrides that are a list', { ...prod(), overrides: [] }, 'overrides'],
    ['overrides of a role that are null', { ...prod(), overrides: { datanode: null } }, 'overrides.datanode'],
    [
      'figures that are a list',
      { ...prod(), overrides: { datanode: { figures: [] } } },
      'overrides.datanode.figures',
    ],
    [
      'settings that are numbers',
      { ...prod(), overrides: { datanode: { settings: { a: 1 } } } },
      'overrides.datanode.settings.a',
    ],
    ['a network that is a text', { ...prod(), network: '10.0.0.0/16' }, 'network'],
    [
      'pod ranges that are texts',
      { ...prod(), network: { podCidrs: { [A]: '10.0.0.0/16' } } },
      `network.podCidrs.${A}`,
    ],
    [
      'an imported VPC without subnets',
      { ...prod(), network: { importedVpc: { vpcId: 'v', vpcCidr: '10.0.0.0/16' } } },
      'network.importedVpc.privateSubnetIds',
    ],
    ['products that are a text', { ...prod(), products: 'hdfs' }, 'products'],
    ['tags that are numbers', { ...prod(), tags: { cost: 5 } }, 'tags.cost'],
    ['a flag that is a text', { ...prod(), acknowledgeTwoZones: 'yes' }, 'acknowledgeTwoZones'],
    ['a price table without prices', { ...prod(), prices: { region: 'us-east-1' } }, 'prices.gp3GibMonthUsd'],
    [
      'a demand without memory',
      { ...prod(), yarn: { production: { guaranteedVcores: 4 } } },
      'yarn.production.guaranteedMemoryGiB',
    ],
    [
      'an imported ensemble without addresses',
      { ...prod(), importedEnsemble: { name: 'x' } },
      'importedEnsemble.connectString',
    ],
  ];

  test.each(broken)(
    'GIVEN %s WHEN planned THEN the error is a DescriptionError that names it',
    (_, environment, field) => {
      expect(problemsOf(environment).map((problem) => problem.field)).toContain(field);
    },
  );
});

describe('several problems', () => {
  test('GIVEN problems in many places WHEN planned THEN one error has them all, a line for each', () => {
    const environment = prod({
      name: 'Not A Label',
      zones: [A, B, 'eu-west-1a'],
      hdfs: { usableTiB: -5, replication: 9 },
      overrides: {
        datanode: { spot: true, instanceType: 'm9z.huge' },
        namenode: { figures: { heapMiB: 40_000 } },
      },
    });
    let caught: unknown;
    try {
      planPlatform(environment);
    } catch (error) {
      caught = error;
    }
    const { problems, message, name } = caught as DescriptionError;
    const fields = problems.map(({ field }: Problem) => field);
    expect(name).toBe('DescriptionError');
    expect(fields).toEqual(
      expect.arrayContaining([
        'name',
        'zones[2]',
        'hdfs.usableTiB',
        'hdfs.replication',
        'overrides.datanode.spot',
        'overrides.datanode.instanceType',
        'overrides.namenode.figures.heapMiB',
      ]),
    );
    const [title, ...lines] = message.split('\n');
    expect(title).toContain(`${String(problems.length)} problems`);
    expect(lines).toHaveLength(problems.length);
    lines.forEach((line, position) => {
      expect(line).toContain(problems[position]?.field);
      expect(line).toContain(problems[position]?.allowed);
    });
  });

  test('GIVEN an override that fits none of three ensembles WHEN planned THEN the problem is told once', () => {
    const environment = prod({
      zookeeper: [{ name: 'one' }, { name: 'two' }, { name: 'three' }],
      overrides: { zookeeper: { figures: { replicas: 4, heapMB: 1 } } },
    });
    expect(problemsOf(environment).map(({ field }) => field)).toEqual([
      'overrides.zookeeper.figures.replicas',
      'overrides.zookeeper.figures',
    ]);
  });

  test('GIVEN one problem WHEN planned THEN the title counts one', () => {
    expect(() => planPlatform(prod({ account: 'x' }))).toThrow(
      /environment 'sample' has 1 problem:\n {2}account: 'x'; allowed: /,
    );
  });
});
