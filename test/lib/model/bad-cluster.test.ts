import { Aws, Token } from 'aws-cdk-lib';
import { KUBERNETES_VERSIONS } from '../../../lib/catalog/kubernetes-versions';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { Product } from '../../../lib/roles/role';
import { listPrices } from '../../../lib/catalog/prices';
import { DEFAULT_KUBERNETES_VERSION } from '../../../lib/model/resolved';
import { environmentOf, problemsOf, prod } from '../sizing/sample';
import { A, B, C, imported, refuses } from './refuses';

const VOLUME = 'vol-0123456789abcdef0';

describe('the cluster', () => {
  refuses([
    ...['latest', '', '1.99', 'v1.34', '1.34.1', '1.32'].map(
      (kubernetesVersion): [string, Partial<Environment>, string, string, string] => [
        `the version '${kubernetesVersion}'`,
        { cluster: { kubernetesVersion } },
        'cluster.kubernetesVersion',
        kubernetesVersion,
        '1.34',
      ],
    ),
    ...[
      ['newer than the control plane', '1.35', '1.36', '1.33, 1.34, 1.35'],
      ['of a version that is not offered', '1.36', '1.32', '1.33, 1.34, 1.35, 1.36'],
      ['of no version', '1.36', 'latest', '1.33, 1.34, 1.35, 1.36'],
    ].map(
      ([name, kubernetesVersion, nodeVersion = '', allowed = '']): [
        string,
        Partial<Environment>,
        string,
        string,
        string,
      ] => [
        `nodes ${name}`,
        { cluster: { kubernetesVersion, nodeVersion } },
        'cluster.nodeVersion',
        nodeVersion,
        `${allowed}: at most 3 minor versions older`,
      ],
    ),
    [
      'an API endpoint that is open to all',
      { cluster: { publicAccessCidrs: ['203.0.113.0/24', '0.0.0.0/0'] } },
      'cluster.publicAccessCidrs[1]',
      '0.0.0.0/0',
      'your networks',
    ],
    [
      'an API endpoint that is open to one half of all',
      { cluster: { publicAccessCidrs: ['128.0.0.0/1'] } },
      'cluster.publicAccessCidrs[0]',
      '128.0.0.0/1',
      'your networks',
    ],
    ...['', 'arn:aws:iam::123456789012:role/Admin', 'Admin role', '/', 'team/', 'a'.repeat(65)].map(
      (role): [string, Partial<Environment>, string, string, string] => [
        `the administrators '${role}'`,
        { cluster: { adminRoles: ['Admin', role] } },
        'cluster.adminRoles[1]',
        role,
        'not its ARN',
      ],
    ),
    [
      'administrators that are known at deployment only',
      { cluster: { adminRoles: [Aws.ACCOUNT_ID] } },
      'cluster.adminRoles[0]',
      'an unresolved CDK token',
      'name of an IAM role',
    ],
  ]);

  test('GIVEN the default version WHEN planned THEN the kubectl of the package serves it', () => {
    expect(KUBERNETES_VERSIONS).toContain(DEFAULT_KUBERNETES_VERSION);
  });

  test('GIVEN all that is wrong with the cluster WHEN planned THEN it is told at once', () => {
    const cluster = {
      kubernetesVersion: 'latest',
      publicAccessCidrs: ['0.0.0.0/0'],
      adminRoles: [''],
    };
    expect(problemsOf(prod({ cluster, namespace: 'default' })).map(({ field }) => field)).toEqual([
      'namespace',
      'cluster.publicAccessCidrs[0]',
      'cluster.kubernetesVersion',
      'cluster.adminRoles[0]',
    ]);
  });

  test('GIVEN roles with and without a path WHEN planned THEN it plans', () => {
    expect(problemsOf(prod({ cluster: { adminRoles: ['Admin', 'teams/data/Ops+=,.@-_1'] } }))).toEqual([]);
  });
});

describe('namespaces of Kubernetes', () => {
  refuses(
    ['default', 'kube-system', 'kube-anything'].map((namespace) => [
      namespace,
      { namespace },
      'namespace',
      namespace,
      'a dedicated namespace',
    ]),
  );

  test('GIVEN a name that only looks like one WHEN planned THEN it plans', () => {
    expect(problemsOf(prod({ namespace: 'kubernetes-hadoop' }))).toEqual([]);
  });
});

describe('regions', () => {
  const nowhere = {
    region: 'xx-nowhere-9',
    zones: ['xx-nowhere-9a', 'xx-nowhere-9b', 'xx-nowhere-9c'],
  };
  refuses([
    ['a region that the table does not have', nowhere, 'region', 'xx-nowhere-9', 'acknowledgeUnknownZones'],
  ]);

  test('GIVEN a region that AWS added since WHEN acknowledged THEN it plans', () => {
    expect(problemsOf(prod({ ...nowhere, acknowledgeUnknownZones: true }))).toEqual([]);
  });
});

describe('volumes that exist', () => {
  refuses([
    [
      'a claim of a member that there is none of',
      { existingVolumes: { 'data-namenode-1d-0': VOLUME } },
      'existingVolumes.data-namenode-1d-0',
      'not a claim',
      'claims of EBS volumes',
    ],
    [
      'a claim of a local disk',
      {
        existingVolumes: { 'data-journalnode-1a-0': VOLUME },
        overrides: { journalnode: { volumeMode: VolumeMode.LOCAL } },
      },
      'existingVolumes.data-journalnode-1a-0',
      'a claim of a local disk',
      'claims of EBS volumes',
    ],
    [
      'one volume for two claims',
      { existingVolumes: { 'data-namenode-1a-0': VOLUME, 'data-namenode-1b-0': VOLUME } },
      'existingVolumes.data-namenode-1b-0',
      VOLUME,
      'data-namenode-1a-0',
    ],
  ]);

  test('GIVEN claims of static and of dynamic volumes WHEN planned THEN it plans', () => {
    const overrides = { journalnode: { volumeMode: VolumeMode.DYNAMIC } };
    const existingVolumes = {
      'data-namenode-1a-0': VOLUME,
      'data-journalnode-1a-0': 'vol-0123456789abcdef1',
    };
    expect(problemsOf(prod({ overrides, existingVolumes }))).toEqual([]);
  });
});

describe('what is imported', () => {
  const ensemble = (connectString: string): Partial<Environment> => ({
    importedEnsemble: { name: 'shared', connectString },
  });
  const hdfs = (address: string): Partial<Environment> => ({
    importedHdfs: { nameservice: 'lake', namenodeAddresses: { nn1: address } },
  });
  const token = Token.asString({ Ref: 'Something' });
  const CONNECT = 'importedEnsemble.connectString';
  const NN1 = 'importedHdfs.namenodeAddresses.nn1';
  refuses([
    ['port 0', ensemble('zk1:2181,zk2:0'), CONNECT, 'zk2:0', '1 to 65535'],
    ['a port above all', ensemble('zk1:65536'), CONNECT, '65536', '1 to 65535'],
    ['no port', ensemble('zk1'), CONNECT, 'zk1', '1 to 65535'],
    ['a connect string to come', ensemble(token), CONNECT, 'an unresolved CDK token', 'at synthesis'],
    ['a host to come', ensemble(`${token}:2181`), CONNECT, 'an unresolved CDK token', 'at synthesis'],
    ['a NameNode at port 99999', hdfs('nn:99999'), NN1, '99999', '1 to 65535'],
    ['a NameNode to come', hdfs(token), NN1, 'an unresolved CDK token', 'at synthesis'],
    [
      'a subnet in two zones',
      {
        network: {
          importedVpc: {
            ...imported,
            privateSubnetIds: { [A]: 'subnet-a', [B]: 'subnet-b', [C]: 'subnet-a' },
          },
        },
      },
      `network.importedVpc.privateSubnetIds.${C}`,
      'subnet-a',
      A,
    ],
    ...['', 'hadoop 3', ' '].map((hadoop): [string, Partial<Environment>, string, string, string] => [
      `the image '${hadoop}'`,
      { images: { references: { hadoop } } },
      'images.references.hadoop',
      hadoop,
      'without spaces',
    ]),
  ]);

  test('GIVEN ports at both ends, a chroot and an image to come WHEN planned THEN it plans', () => {
    const environment = {
      ...ensemble('zk1:1,zk2:65535/tenants/a'),
      images: { references: { hadoop: `${token}/hadoop:3` } },
    };
    expect(problemsOf(prod(environment))).toEqual([]);
  });
});

describe('targets of products that do not run', () => {
  refuses([
    ['HDFS', { products: [Product.ZOOKEEPER], hdfs: { usableTiB: 5 } }, 'hdfs', '5', 'zookeeper'],
    ['YARN', { products: [Product.ZOOKEEPER, Product.HDFS], yarn: {} }, 'yarn', '{}', 'hdfs'],
    [
      'HDFS, which is imported',
      { importedHdfs: { nameservice: 'a', namenodeAddresses: { nn1: 'a:8020' } }, hdfs: {} },
      'hdfs',
      '{}',
      'no value: hdfs is not one of the products',
    ],
  ]);
});

describe('tags', () => {
  const tags = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
  refuses([
    ['more tags than a resource can have', { tags: tags(51) }, 'tags', '51 tags', '50'],
    ['a key with a line break', { tags: { 'a\nb': 'c' } }, 'tags', 'a\nb', 'control'],
    ['a value with a bell', { tags: { a: '\u0007' } }, 'tags.a', '\u0007', 'control'],
  ]);

  test('GIVEN forty tags WHEN planned THEN it plans', () => {
    expect(problemsOf(prod({ tags: tags(40) }))).toEqual([]);
  });
});

describe('what has no meaning without AWS', () => {
  const pods = environmentOf(Tier.LOCAL).network ?? {};
  const stated: [string, Partial<Environment>][] = [
    ['region', { region: 'us-east-1' }],
    ['account', { account: '123456789012' }],
    ['nodeKind', { nodeKind: NodeKind.METAL }],
    ['nodeSharing', { nodeSharing: NodeSharing.ALL }],
    ['existingVolumes', { existingVolumes: { 'data-namenode-1a-0': VOLUME } }],
    ['existingVolumeKeys', { existingVolumeKeys: ['arn:aws:kms:us-east-1:111122223333:key/1234abcd'] }],
    ['snapshotRetentionDays', { snapshotRetentionDays: 7 }],
    ['destroyData', { destroyData: true }],
    ['prices', { prices: listPrices('us-east-1') }],
    ['tags', { tags: { owner: 'me' } }],
    ['network.vpcCidr', { network: { ...pods, vpcCidr: '10.0.0.0/16' } }],
    ['network.importedVpc', { network: { ...pods, importedVpc: imported } }],
    ['network.privateOnly', { network: { ...pods, privateOnly: true } }],
    ['cluster.publicAccessCidrs', { cluster: { publicAccessCidrs: ['203.0.113.0/24'] } }],
    ['cluster.adminRoles', { cluster: { adminRoles: ['Admin'] } }],
    ['cluster.nodeGroupQuota', { cluster: { nodeGroupQuota: 50 } }],
    ['cluster.nodesPerGroupQuota', { cluster: { nodesPerGroupQuota: 50 } }],
    ['overrides.datanode.instanceType', { overrides: { datanode: { instanceType: 'm8g.4xlarge' } } }],
    ['overrides.datanode.volumeType', { overrides: { datanode: { volumeType: VolumeType.ST1 } } }],
    ['overrides.nodemanager.spot', { overrides: { nodemanager: { spot: true } } }],
  ];

  test.each(stated)('GIVEN %s on the local tier WHEN planned THEN it is refused', (field, part) => {
    const problems = problemsOf(environmentOf(Tier.LOCAL, part));
    expect(problems.map((problem) => problem.field)).toContain(field);
  });

  test('GIVEN what says nothing, and a cluster of an older version WHEN planned THEN it plans', () => {
    const environment = environmentOf(Tier.LOCAL, {
      nodeKind: NodeKind.VM,
      destroyData: false,
      tags: {},
      cluster: { kubernetesVersion: '1.31' },
    });
    expect(problemsOf(environment)).toEqual([]);
  });
});

describe('settings of membership', () => {
  refuses(
    ['zookeeper', 'zookeeper-observer'].flatMap((role) =>
      ['server.9', 'group.1', 'weight.1', 'dynamicConfigFile'].map(
        (key): [string, Partial<Environment>, string, string, string] => [
          `${key} of ${role}`,
          {
            zookeeper: [{ name: 'main', clients: 5_000 }],
            overrides: { [role]: { settings: { [key]: '1' } } },
          },
          `overrides.${role}.settings["${key}"]`,
          '1',
          'membership',
        ],
      ),
    ),
  );

  test('GIVEN another setting WHEN planned THEN it plans', () => {
    expect(problemsOf(prod({ overrides: { zookeeper: { settings: { fsync: '1' } } } }))).toEqual([]);
  });
});

describe('absurd loads', () => {
  refuses([
    [
      'a billion reads',
      { hbase: { readsPerSecond: 1e9 } },
      'hbase.readsPerSecond',
      '1000000000',
      '100000000',
    ],
    [
      'fifty million reads',
      { hbase: { readsPerSecond: 5e7 } },
      'hbase.readsPerSecond',
      'regionserver',
      '450',
    ],
    [
      'a hundred PiB',
      { hdfs: { usableTiB: 100_000 } },
      'hdfs.usableTiB',
      '100000',
      /namenode.*lacks memory: needs \d+/,
    ],
    [
      'no disks for more data than one disk holds',
      { hdfs: { usableTiB: 1_000 }, overrides: { datanode: { figures: { dataDisks: 0 } } } },
      'overrides.datanode.figures.dataDisks',
      '0',
      'from 1',
    ],
  ]);
});
