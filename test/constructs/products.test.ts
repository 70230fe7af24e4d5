import { CfnParameter } from 'aws-cdk-lib';
import { Template as Assertions, Match } from 'aws-cdk-lib/assertions';
import {
  HadoopNamespace,
  HBaseCluster,
  HdfsNamespace,
  IHdfsNamespace,
  IZooKeeperEnsemble,
  YarnCluster,
  ZooKeeperEnsemble,
} from '../../constructs';
import { setting } from '../examples/example';
import { manifestsOf, objectsIn, propertiesOf, resourcesOf } from '../stacks/template';
import { ExistingCluster, identitiesIn } from './product-fixture';

const NAMENODES = { 'nn-b': 'b.example.com:8020', 'nn-a': 'a.example.com:9000' };

function importedEnsemble(
  { stack }: ExistingCluster,
  connectString = 'zk-1:2181,zk-2:2182',
): IZooKeeperEnsemble {
  return ZooKeeperEnsemble.fromZooKeeperEnsembleAttributes(stack, 'Ensemble', { connectString });
}

function importedHdfs(
  { stack }: ExistingCluster,
  namenodeAddresses: Record<string, string> = NAMENODES,
): IHdfsNamespace {
  return HdfsNamespace.fromHdfsNamespaceAttributes(stack, 'Files', {
    nameservice: 'lake',
    namenodeAddresses,
  });
}

describe('HDFS on an ensemble that exists', () => {
  const existing = new ExistingCluster();
  const hdfs = new HdfsNamespace(existing.stack, 'Hdfs', {
    ...existing.where,
    zookeeper: importedEnsemble(existing, 'zk-1:2181,zk-2:2182/team'),
    targets: { usableTiB: 2 },
  });
  const objects = objectsIn(existing.template);

  test('elects its NameNode there', () => {
    expect(setting(objects, 'namenode', 'core-site.xml', 'ha.zookeeper.quorum')).toContain(
      'zk-1:2181,zk-2:2182',
    );
  });

  test('tells of its NameNodes as its own files do', () => {
    const { nameservice, namenodeAddresses } = hdfs;
    expect(Object.keys(namenodeAddresses)).toHaveLength(3);
    expect(setting(objects, 'datanode', 'core-site.xml', 'fs.defaultFS')).toBe(`hdfs://${nameservice}`);
    for (const [id, address] of Object.entries(namenodeAddresses)) {
      expect(
        setting(objects, 'datanode', 'hdfs-site.xml', `dfs.namenode.rpc-address.${nameservice}.${id}`),
      ).toBe(address);
    }
  });

  test('brings no ensemble', () => {
    expect(objects.filter(({ metadata }) => metadata.name.startsWith('zookeeper'))).toEqual([]);
  });
});

describe('HBase on an ensemble and a file system that exist', () => {
  const existing = new ExistingCluster();
  const hbase = new HBaseCluster(existing.stack, 'HBase', {
    ...existing.where,
    zookeeper: importedEnsemble(existing, 'zk-1:2181,zk-2:2181/team'),
    hdfs: importedHdfs(existing),
  });
  const objects = objectsIn(existing.template);
  const hbaseSite = (key: string): string => setting(objects, 'regionserver', 'hbase-site.xml', key);

  test('tells clients what its servers are told: the chroot is no part of the quorum', () => {
    expect(hbase.zookeeperQuorum).toBe('zk-1:2181,zk-2:2181');
    expect(hbase.znodeParent).toMatch(/^\/team\/hbase/);
    expect(hbaseSite('hbase.zookeeper.quorum')).toBe(hbase.zookeeperQuorum);
    expect(hbaseSite('zookeeper.znode.parent')).toBe(hbase.znodeParent);
  });

  test('finds the file system under its addresses, whatever their order', () => {
    expect(hbaseSite('hbase.rootdir')).toMatch(/^hdfs:\/\/lake\/hbase/);
    for (const [id, address] of Object.entries(NAMENODES)) {
      expect(setting(objects, 'regionserver', 'hdfs-site.xml', `dfs.namenode.rpc-address.lake.${id}`)).toBe(
        address,
      );
    }
  });

  test('brings neither of them, and no volumes', () => {
    expect(objects.filter(({ metadata }) => /zookeeper|namenode|datanode/.test(metadata.name))).toEqual([]);
    expect(propertiesOf(existing.template, 'AWS::EC2::Volume')).toEqual([]);
  });
});

describe('YARN on an ensemble and a file system that exist', () => {
  const existing = new ExistingCluster();
  const yarn = new YarnCluster(existing.stack, 'Yarn', {
    ...existing.where,
    zookeeper: importedEnsemble(existing),
    hdfs: importedHdfs(existing),
    targets: { production: { guaranteedVcores: 12, guaranteedMemoryGiB: 48 } },
  });
  const objects = objectsIn(existing.template);

  test('keeps its state there', () => {
    expect(setting(objects, 'resourcemanager', 'core-site.xml', 'hadoop.zk.address')).toBe(
      'zk-1:2181,zk-2:2182',
    );
    expect(setting(objects, 'resourcemanager', 'core-site.xml', 'fs.defaultFS')).toBe('hdfs://lake');
  });

  test('tells of its ResourceManagers as its own files do', () => {
    expect(Object.keys(yarn.resourcemanagerAddresses).length).toBeGreaterThanOrEqual(2);
    for (const [id, address] of Object.entries(yarn.resourcemanagerAddresses)) {
      const host = setting(objects, 'nodemanager', 'yarn-site.xml', `yarn.resourcemanager.hostname.${id}`);
      expect(address).toBe(`${host}:8032`);
    }
  });
});

describe('YARN on a bucket', () => {
  const existing = new ExistingCluster();
  const yarn = new YarnCluster(existing.stack, 'Yarn', {
    ...existing.where,
    zookeeper: importedEnsemble(existing),
    targets: { fileSystem: 's3a://jobs/team/a' },
    images: { hadoop: 'registry.example/hadoop-with-s3a:1' },
  });
  const { template } = existing;
  const bucket = 'arn:aws:s3:::jobs';
  const below = (path: string): string => `${bucket}/${path}`;

  test('gives a role to the pods that use it, and to no other', () => {
    const accounts = propertiesOf(template, 'AWS::EKS::PodIdentityAssociation').map(
      ({ ServiceAccount }) => ServiceAccount,
    );

    expect(accounts.sort()).toEqual(['historyserver', 'nodemanager']);
    expect(Object.keys(yarn.fileSystemAccess?.roles ?? {}).sort()).toEqual(accounts);
  });

  test('lets them write below the prefix only, and list the bucket', () => {
    const assertions = Assertions.fromStack(existing.stack);

    const statements = [
      { Action: Match.arrayWith(['s3:ListBucket']), Resource: bucket },
      {
        Action: Match.arrayWith(['s3:DeleteObject', 's3:PutObject']),
        Resource: [below('team/a'), below('team/a/*')],
      },
      // Asked for when a directory is made; a refusal would end that.
      { Action: 's3:GetObject', Resource: below('team') },
    ];

    for (const statement of statements) {
      const PolicyDocument = { Statement: Match.arrayWith([Match.objectLike(statement)]) };
      assertions.resourcePropertiesCountIs('AWS::IAM::Policy', { PolicyDocument }, 2);
    }
  });

  test('its pods are made after their roles', () => {
    const associations = resourcesOf(template, 'AWS::EKS::PodIdentityAssociation').map(([id]) => id);
    const [first] = manifestsOf(template);

    expect(template.Resources[first?.[0] ?? '']?.DependsOn).toEqual(expect.arrayContaining(associations));
  });

  test('is refused without a bucket, for want of any file system', () => {
    const { stack, where } = new ExistingCluster();
    const zookeeper = ZooKeeperEnsemble.fromZooKeeperEnsembleAttributes(stack, 'Ensemble', {
      connectString: 'zk-1:2181',
    });

    expect(() => new YarnCluster(stack, 'Yarn', { ...where, zookeeper })).toThrow(/yarn\.fileSystem/);
  });
});

describe('all products in a namespace', () => {
  const existing = new ExistingCluster();
  const { stack, cluster } = existing;
  const namespace = new HadoopNamespace(stack, 'Namespace', { cluster });
  const where = { ...existing.where, namespace };
  const zookeeper = new ZooKeeperEnsemble(stack, 'ZooKeeper', { ...where, targets: { name: 'main' } });
  const hdfs = new HdfsNamespace(stack, 'Hdfs', { ...where, zookeeper });
  const yarn = new YarnCluster(stack, 'Yarn', { ...where, zookeeper, hdfs });
  const hbase = new HBaseCluster(stack, 'HBase', { ...where, zookeeper, hdfs });
  const { template } = existing;
  const objects = objectsIn(template);

  test('have one namespace and one set of priorities', () => {
    const kinds = objects.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'Namespace')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'PriorityClass')).toHaveLength(4);
  });

  test('use priorities that exist', () => {
    const priorities = objects
      .filter(({ kind }) => kind === 'PriorityClass')
      .map(({ metadata }) => metadata.name);
    const used = objects
      .filter(({ kind }) => kind === 'StatefulSet')
      .map(
        ({ spec }) =>
          (spec as { template: { spec: { priorityClassName: string } } }).template.spec.priorityClassName,
      );
    expect(priorities).toEqual(expect.arrayContaining(used));
  });

  test('are told apart', () => {
    const identities = identitiesIn(template);
    expect(new Set(identities).size).toBe(identities.length);
    expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(
      new Set([undefined, 'hadoop']),
    );
  });

  test('are wired by what each tells of itself', () => {
    expect(setting(objects, 'regionserver', 'hbase-site.xml', 'hbase.zookeeper.quorum')).toBe(
      zookeeper.connectString,
    );
    expect(hbase.zookeeperQuorum).toBe(zookeeper.connectString);
    expect(setting(objects, 'nodemanager', 'core-site.xml', 'fs.defaultFS')).toBe(
      `hdfs://${hdfs.nameservice}`,
    );
    expect(Object.values(yarn.resourcemanagerAddresses).join()).toMatch(/\.hadoop\.svc\.cluster\.local:8032/);
  });

  test('have pools of the same name on nodes of their own', () => {
    const groups = propertiesOf(template, 'AWS::EKS::Nodegroup');
    const labelled = groups.map(({ Labels }) => (Labels as Record<string, string>)['cdk-hadoop/node-role']);
    expect([...new Set(labelled)].sort()).toEqual([
      'hadoop.hbase.masters',
      'hadoop.hbase.regionserver',
      'hadoop.hdfs.datanode',
      'hadoop.hdfs.masters',
      'hadoop.main.masters',
      'hadoop.yarn.masters',
      'hadoop.yarn.nodemanager',
    ]);
    const selected = objects
      .filter(({ kind }) => kind === 'StatefulSet')
      .map(
        ({ spec }) =>
          (spec as { template: { spec: { nodeSelector: Record<string, string> } } }).template.spec
            .nodeSelector['cdk-hadoop/node-role'],
      );
    expect(new Set(selected)).toEqual(new Set(labelled));
  });
});

describe('imports', () => {
  const { stack } = new ExistingCluster();

  test('HDFS', () => {
    const attrs = { nameservice: 'lake', namenodeAddresses: NAMENODES };
    expect(HdfsNamespace.fromHdfsNamespaceAttributes(stack, 'Hdfs', attrs)).toMatchObject(attrs);
  });

  test('YARN', () => {
    const attrs = { resourcemanagerAddresses: { rm1: 'rm1.example.com:8032' } };
    expect(YarnCluster.fromYarnClusterAttributes(stack, 'Yarn', attrs)).toMatchObject(attrs);
  });

  test('HBase, below its own root unless told otherwise', () => {
    const attrs = { zookeeperQuorum: 'zk-1:2181' };
    expect(HBaseCluster.fromHBaseClusterAttributes(stack, 'One', attrs)).toMatchObject({
      ...attrs,
      znodeParent: '/hbase',
    });
    const other = { ...attrs, znodeParent: '/other' };
    expect(HBaseCluster.fromHBaseClusterAttributes(stack, 'Other', other)).toMatchObject(other);
  });
});

describe('fails', () => {
  const token = (existing: ExistingCluster): string =>
    new CfnParameter(existing.stack, 'Parameter').valueAsString;

  test('if the addresses of the ensemble are known after the deployment only', () => {
    const existing = new ExistingCluster();
    const zookeeper = importedEnsemble(existing, token(existing));
    expect(() => new HdfsNamespace(existing.stack, 'Hdfs', { ...existing.where, zookeeper })).toThrow(
      'connectString is an unresolved token: allowed: a text that is known at synthesis',
    );
  });

  test('if an address of a NameNode is known after the deployment only', () => {
    const existing = new ExistingCluster();
    const zookeeper = importedEnsemble(existing);
    const hdfs = importedHdfs(existing, { nn1: 'a:8020', nn2: token(existing) });
    expect(() => new YarnCluster(existing.stack, 'Yarn', { ...existing.where, zookeeper, hdfs })).toThrow(
      /namenodeAddresses.nn2 is an unresolved token/,
    );
  });

  test('with addresses that are none', () => {
    const existing = new ExistingCluster();
    const zookeeper = importedEnsemble(existing, 'zk-1');
    expect(() => new HdfsNamespace(existing.stack, 'Hdfs', { ...existing.where, zookeeper })).toThrow(
      /importedEnsemble.connectString: 'zk-1'; allowed: host:port,host:port/,
    );
  });
});
