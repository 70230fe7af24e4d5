import { VolumeType } from '../../../lib/catalog/volume-type';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { Product } from '../../../lib/roles/role';
import { environmentOf, problemsOf, prod } from '../sizing/sample';
import { A, B, C, refuses } from './refuses';

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
      { overrides: { nodemanager: { figures: { memoryMiB: 2_000 } } } },
      'overrides.nodemanager.figures.memoryMiB',
      '2000',
      'containers',
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
      { products: [Product.ZOOKEEPER], overrides: { datanode: {} } },
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
    [
      'a key that is an alias',
      { existingVolumeKeys: ['alias/hadoop'] },
      'existingVolumeKeys[0]',
      'alias/hadoop',
      'arn:aws:kms:',
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
      'spot only for nodemanager',
    ],
    [
      'spot for RegionServers',
      { overrides: { regionserver: { spot: true } } },
      'overrides.regionserver.spot',
      'true',
      'spot only for nodemanager',
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
      'the same instance type',
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
