import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  ClusterServices,
  Environment,
  HadoopPlatform,
  NodeKind,
  NodeSharing,
  PlatformCluster,
  Product,
  Role,
  Severity,
  Tier,
  VolumeType,
} from '../../constructs';
import { lockOf } from '../../lib/lock/lock-of-plan';
import { PlatformLock } from '../../lib/plan/platform-lock';
import { planPlatform } from '../../lib/planner/planner';
import { commandLineApp } from '../stacks/command-line';
import { Synthesized } from '../stacks/synthesized';
import { propertiesOf, resourcesOf, Resource, Template } from '../stacks/template';
import { setting } from '../examples/example';
import { objectsIn } from '../stacks/template';

const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const small: Environment = { name: 'small', tier: Tier.DEV, region: 'eu-west-1', zones: ZONES };

function platform(environment: Partial<Environment> = {}, app: App = commandLineApp()): HadoopPlatform {
  return new HadoopPlatform(app, 'Platform', { environment: { ...small, ...environment } });
}

function synthesized(environment: Partial<Environment>): Synthesized {
  return new Synthesized({ ...small, ...environment });
}

const outputs = (result: Synthesized, stack: string): unknown[] =>
  Object.values(result.template(stack).Outputs ?? {})
    .filter(({ Description }) => Description !== undefined)
    .map(({ Value }) => Value);

describe('tells its users', () => {
  const told = platform({ zookeeper: [{ name: 'main' }, { name: 'locks', clients: 5_000 }] });

  test('of each ensemble', () => {
    expect(Object.keys(told.ensembles)).toEqual(['main', 'locks']);
    expect(told.ensembles.main?.connectString).toBe(told.plan.coordination);
    expect(told.ensembles.locks?.connectString).toMatch(/^zookeeper-locks-client-1a\./);
  });

  test('of the products', () => {
    expect(Object.keys(told.hdfs?.namenodeAddresses ?? {})).toHaveLength(3);
    expect(told.hbase).toMatchObject({
      zookeeperQuorum: told.plan.coordination,
      znodeParent: told.plan.hbase?.znodeParent,
    });
    expect(Object.keys(told.yarn?.resourcemanagerAddresses ?? {}).length).toBeGreaterThanOrEqual(2);
  });
});

test('with a lock, has what is locked where a plan without it has something else', () => {
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
  const deployed = { ...small, region: 'us-east-1', zones };
  const larger = { ...deployed, zones: [...zones, 'us-east-1d'] };
  const lock = lockOf(planPlatform(deployed));
  const kept = new HadoopPlatform(new App(), 'Kept', { environment: larger, lock }).plan;
  const searched = planPlatform(larger);
  const { nodeGroups: _now, ...held } = lockOf(kept);
  const { nodeGroups: _deployed, ...locked } = lock;
  expect(held).toEqual(locked);
  expect(lockOf(searched)).not.toEqual(lock);
});

describe('YARN on a bucket', () => {
  const environment = {
    products: [Product.ZOOKEEPER, Product.YARN],
    yarn: { fileSystem: 's3a://jobs/team' },
    images: { mavenRepository: 'https://maven.example' },
  };
  const result = synthesized(environment);

  test('has neither HDFS nor NameNodes', () => {
    expect(Object.keys(result.stacks)).not.toContain('Hdfs');
    expect(setting(objectsIn(result.template('Yarn')), 'nodemanager', 'core-site.xml', 'fs.defaultFS')).toBe(
      's3a://jobs',
    );
  });

  test('has its roles in the stack of YARN, whose pods are made after them', () => {
    const template = result.template('Yarn');
    const associations = resourcesOf(template, 'AWS::EKS::PodIdentityAssociation').map(([id]) => id);
    const applied = resourcesOf(template, 'Custom::AWSCDK-EKS-KubernetesResource');

    expect(associations).toHaveLength(2);
    expect(applied.length).toBeGreaterThan(0);
    for (const [, { DependsOn }] of applied) expect(DependsOn).toEqual(expect.arrayContaining(associations));
  });

  test('offers the roles of jobs for more grants', () => {
    expect(Object.keys(platform(environment).yarn?.fileSystemAccess?.roles ?? {}).sort()).toEqual([
      'historyserver',
      'nodemanager',
    ]);
    expect(platform().yarn?.fileSystemAccess).toBeUndefined();
  });
});

test('products that are left out have neither stack nor address', () => {
  const environment = { ...small, products: [Product.ZOOKEEPER, Product.HDFS] };
  const { hdfs, yarn, hbase } = platform(environment);
  expect([hdfs === undefined, yarn, hbase]).toEqual([false, undefined, undefined]);
  expect(Object.keys(new Synthesized(environment).stacks).sort()).toEqual(
    ['Cluster', 'Data', 'Hdfs', 'Network', 'ZooKeeper'].sort(),
  );
});

test('ensembles whose names differ in a hyphen have outputs of their own', () => {
  const result = synthesized({ zookeeper: [{ name: 'team-1' }, { name: 'team1' }] });
  const strings = result.plan.ensembles.map(({ connectString }) => connectString);
  expect(outputs(result, 'ZooKeeper')).toEqual(expect.arrayContaining(strings));
});

describe('in a VPC that exists', () => {
  const result = synthesized({
    network: {
      importedVpc: {
        vpcId: 'vpc-0123456789abcdef0',
        privateSubnetIds: Object.fromEntries(
          ZONES.map((zone, index) => [zone, `subnet-0000000000000000${index}`]),
        ),
        privateSubnetCidrs: Object.fromEntries(ZONES.map((zone, index) => [zone, `10.7.${64 * index}.0/18`])),
      },
    },
  });

  test('makes no network, and no stack for one', () => {
    expect(Object.keys(result.stacks)).not.toContain('Network');
    const made = Object.values(result.stacks).flatMap(({ template }) =>
      resourcesOf(template, 'AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::EC2::NatGateway'),
    );
    expect(made).toEqual([]);
  });

  test('puts each zone’s nodes into the subnet of the zone', () => {
    const subnets = propertiesOf(result.template('Cluster'), 'AWS::EKS::Nodegroup').map(
      ({ Subnets }) => Subnets,
    );
    expect(new Set(subnets.map((ids) => JSON.stringify(ids)))).toEqual(
      new Set(['0', '1', '2'].map((index) => JSON.stringify([`subnet-0000000000000000${index}`]))),
    );
  });
});

test('on an ensemble that exists, HBase’s root is below its chroot', () => {
  const result = synthesized({
    importedEnsemble: { name: 'shared', connectString: 'zk-1:2181,zk-2:2181/team' },
  });
  const [quorum, parent] = ['zk-1:2181,zk-2:2181', `/team${result.plan.hbase?.znodeParent ?? ''}`];
  expect(Object.keys(result.stacks)).not.toContain('ZooKeeper');
  expect(outputs(result, 'HBase')).toEqual([quorum, parent]);
  const objects = objectsIn(result.template('HBase'));
  expect(setting(objects, 'hmaster', 'hbase-site.xml', 'hbase.zookeeper.quorum')).toBe(quorum);
  expect(setting(objects, 'hmaster', 'hbase-site.xml', 'zookeeper.znode.parent')).toBe(parent);
});

test('two platforms are in one app, each in a stage of its own', () => {
  const app = commandLineApp();
  const [blue, green] = ['blue', 'green'].map(
    (name) => new HadoopPlatform(app, name, { environment: { ...small, name } }),
  );
  const names = [blue, green].map((stage) => stage?.synth().stacks.map(({ stackName }) => stackName) ?? []);
  expect(names[0]?.every((name) => name.startsWith('blue-'))).toBe(true);
  expect(names[1]?.every((name) => name.startsWith('green-'))).toBe(true);
});

test('nodes are replaced when a release is named, and not before', () => {
  const releaseOf = (props: { releaseVersion?: string }): unknown[] => {
    const stage = new HadoopPlatform(commandLineApp(), 'Platform', { environment: small, ...props });
    const [cluster] = stage.synth().stacks.filter(({ id }) => id.includes('Cluster'));
    const { Resources } = cluster?.template as { Resources: Record<string, Resource> };
    return propertiesOf({ Resources }, 'AWS::EKS::Nodegroup').map(({ ReleaseVersion }) => ReleaseVersion);
  };
  expect(new Set(releaseOf({}))).toEqual(new Set([undefined]));
  expect(new Set(releaseOf({ releaseVersion: '1.34.2-20260715' }))).toEqual(new Set(['1.34.2-20260715']));
});

describe('a pool that moves to new node groups', () => {
  const clusterOf = (environment: Environment, lock?: PlatformLock): Template => {
    const stage = new HadoopPlatform(commandLineApp(), 'Platform', {
      environment,
      ...(lock === undefined ? {} : { lock }),
    });
    const [stack] = stage.synth().stacks.filter(({ id }) => id.includes('Cluster'));
    return stack?.template as Template;
  };
  const nodesOf = (template: Template): Record<string, Resource> =>
    Object.fromEntries(resourcesOf(template, 'AWS::EKS::Nodegroup', 'AWS::EC2::LaunchTemplate'));
  const larger: Environment = { ...small, overrides: { datanode: { instanceType: 'm8g.8xlarge' } } };
  const staging = { tier: Tier.STAGING };
  const before = planPlatform({ ...small, ...staging });
  const lock = lockOf(before);
  const old = nodesOf(clusterOf({ ...small, ...staging }));
  const moving = nodesOf(clusterOf({ ...larger, ...staging }, lock));
  const locked = lockOf(planPlatform({ ...larger, ...staging }, { lock }));

  test('has both, and the old ones are as they were', () => {
    expect(moving).toMatchObject(old);
    const added = Object.keys(moving).filter((id) => !(id in old));
    expect(added).toHaveLength(1 + ZONES.length);
    expect(added.every((id) => id.startsWith('Nodesdatanodeg2'))).toBe(true);
  });

  test('has the new ones only, once the old ones are retired', () => {
    const after = nodesOf(clusterOf({ ...larger, ...staging }, { ...locked, retiring: [] }));
    const isOld = (id: string): boolean => id in old && id.startsWith('Nodesdatanode');
    expect(after).toEqual(Object.fromEntries(Object.entries(moving).filter(([id]) => !isOld(id))));
  });
});

test('nodes have the version that is stated for them, and the cluster its own', () => {
  const result = synthesized({ cluster: { kubernetesVersion: '1.36', nodeVersion: '1.35' } }).template(
    'Cluster',
  );
  expect(propertiesOf(result, 'AWS::EKS::Cluster').map(({ Version }) => Version)).toEqual(['1.36']);
  expect(new Set(propertiesOf(result, 'AWS::EKS::Nodegroup').map(({ Version }) => Version))).toEqual(
    new Set(['1.35']),
  );
});

test.each([
  [Tier.DEV, {}, false],
  [Tier.PROD, {}, true],
  [Tier.PROD, { deletionProtection: false }, false],
])('the cluster of %s with %p is protected from deletion: %p', (tier, cluster, expected) => {
  const result = synthesized({ tier, cluster }).template('Cluster');
  expect(
    propertiesOf(result, 'AWS::EKS::Cluster').map(({ DeletionProtection }) => DeletionProtection),
  ).toEqual([expected]);
});

test('volumes that exist are used, not made', () => {
  const result = synthesized({ existingVolumes: { 'data-namenode-1a-0': 'vol-0123456789abcdef0' } });
  const claims = propertiesOf(result.template('Data'), 'AWS::EC2::Volume').map(({ Tags }) =>
    JSON.stringify(Tags),
  );
  expect(claims.join()).not.toContain('data-namenode-1a-0');
  expect(claims.join()).toContain('data-namenode-1b-0');
  const volume = objectsIn(result.template('Hdfs')).find(
    ({ metadata }) => metadata.name === 'hadoop-data-namenode-1a-0-0123456789abcdef0',
  );
  expect(volume?.spec).toMatchObject({ csi: { volumeHandle: 'vol-0123456789abcdef0' } });
});

test('volumes with a key of their own can be attached: the EBS CSI driver may use that key, too', () => {
  const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const result = synthesized({
    existingVolumes: { 'data-namenode-1a-0': 'vol-0123456789abcdef0' },
    existingVolumeKeys: [arn],
  });
  const policies = propertiesOf(result.template('Cluster'), 'AWS::IAM::Policy');
  const grants = policies.filter((policy) => JSON.stringify(policy).includes('kms:CreateGrant'));
  expect(grants).toHaveLength(1);
  // Once to attach volumes, once to use them, each beside the platform's own key.
  const statements = (grants[0] as { PolicyDocument: { Statement: { Resource: unknown }[] } }).PolicyDocument
    .Statement;
  const withKey = statements.filter(({ Resource }) => JSON.stringify(Resource).includes(arn));
  expect(withKey.map(({ Resource }) => (Resource as unknown[]).length)).toEqual([2, 2]);
});

test.each([
  { destroyData: true, context: true, policy: 'Delete' },
  { destroyData: true, context: false, policy: 'Retain' },
  { destroyData: false, context: true, policy: 'Retain' },
])('data is deleted if the description and the context ask for it: $destroyData, $context', (given) => {
  // GIVEN
  const app = commandLineApp();
  if (given.context) app.node.setContext('cdk-hadoop:destroy-data', 'true');
  // WHEN
  const stage = platform({ destroyData: given.destroyData }, app);
  // THEN
  const template = Assertions.fromStack(stage.node.findChild('Data') as never);
  template.allResources('AWS::EC2::Volume', {
    DeletionPolicy: given.policy,
    UpdateReplacePolicy: given.policy,
  });
  template.allResources('AWS::S3::Bucket', { DeletionPolicy: given.policy });
});

test('the kubeconfig command names a role that may use the cluster', () => {
  const result = synthesized({ cluster: { adminRoles: ['ops/PlatformAdmin', 'Other'] } });
  const [command] = outputs(result, 'Cluster');
  const [entry] = propertiesOf(result.template('Cluster'), 'AWS::EKS::AccessEntry').filter(
    ({ PrincipalArn }) => JSON.stringify(PrincipalArn).includes('PlatformAdmin'),
  );
  expect(entry).toBeDefined();
  expect(JSON.stringify(command)).toMatch(/ --role-arn arn:.*:role\/ops\/PlatformAdmin/);
});

test('machines of the company’s own have their configuration, and no node group', () => {
  const result = synthesized({
    nodeSharing: NodeSharing.MASTERS,
    overrides: { [Role.DATANODE]: { nodeKind: NodeKind.HYBRID } },
    cluster: {
      hybridNetwork: {
        nodeCidrs: Object.fromEntries(ZONES.map((zone, index) => [zone, `172.16.${index}.0/24`])),
        podCidrs: Object.fromEntries(ZONES.map((zone, index) => [zone, `172.17.${index}.0/24`])),
      },
    },
  });
  const cluster = result.template('Cluster');
  const labels = propertiesOf(cluster, 'AWS::EKS::Nodegroup').map(({ Labels }) => JSON.stringify(Labels));
  expect(labels.join()).not.toContain('datanode');
  const configured = propertiesOf(cluster, 'AWS::SSM::Parameter').map(({ Description }) => Description);
  const inZone = (zone: string): unknown =>
    expect.stringContaining(`hybrid nodes of pool datanode in zone ${zone}`);
  expect(configured).toEqual(expect.arrayContaining(ZONES.map(inZone)));
});

test('what is risky is said when the app is synthesized', () => {
  // GIVEN a volume type that disappoints below a size
  const stage = platform({
    overrides: { [Role.DATANODE]: { volumeType: VolumeType.ST1, figures: { dataGiB: 1_000 } } },
  });
  // WHEN
  const { findings } = stage.plan;
  const messages = stage
    .synth()
    .stacks.flatMap(({ messages: all }) => all.map(({ entry }) => JSON.stringify(entry.data)));
  // THEN
  const warnings = findings.filter(({ severity }) => severity === Severity.WARNING);
  expect(warnings.length).toBeGreaterThan(0);
  expect(messages).toHaveLength(warnings.length);
  for (const { code } of warnings) expect(messages.join()).toContain(`cdk-hadoop:${code}`);
});

describe('fails', () => {
  test('on the local tier', () => {
    expect(() => platform({ tier: Tier.LOCAL })).toThrow(
      "environment 'small' has tier 'local' and no AWS half; allowed: dev, staging, prod, or the command cdk-hadoop manifests",
    );
  });

  test('with all that is wrong at once, and before anything is made', () => {
    const app = commandLineApp();
    expect(() => platform({ zones: ZONES.slice(0, 2), hdfs: { replication: 9 } }, app)).toThrow(
      /hdfs\.replication: 9; allowed.*\n.*zones: /,
    );
    expect(app.node.findAll().filter(({ node }) => node.path.includes('/'))).toEqual([]);
  });

  test('with volumes of members that there are none of', () => {
    expect(() => platform({ existingVolumes: { 'data-namenode-1d-0': 'vol-0123456789abcdef0' } })).toThrow(
      /existingVolumes.*data-namenode-1d-0/,
    );
  });
});

describe('what its parts take, it passes on', () => {
  const arn = (name: string): string => `arn:aws:kms:eu-west-1:111122223333:key/${name}`;
  const versions = Object.fromEntries(
    [...PlatformCluster.ADD_ONS, ...ClusterServices.ADD_ONS].map((name, index) => [name, `v1.${index}`]),
  );
  const app = commandLineApp();
  const imports = new Stack(app, 'Imports');
  const layer = 'arn:aws:lambda:eu-west-1:111122223333:layer:kubectl:7';
  const made = new HadoopPlatform(app, 'Platform', {
    environment: small,
    addOnVersions: versions,
    encryptionKey: kms.Key.fromKeyArn(imports, 'Volumes', arn('volumes')),
    secretsKey: kms.Key.fromKeyArn(imports, 'Secrets', arn('secrets')),
    kubectlLayer: lambda.LayerVersion.fromLayerVersionArn(imports, 'Kubectl', layer),
    flowLogRetention: logs.RetentionDays.ONE_YEAR,
    backupVersionExpiration: Duration.days(12),
  });
  const stacks = made.synth().stacks;
  const properties = (type: string): Readonly<Record<string, unknown>>[] =>
    stacks.flatMap(({ template }) => propertiesOf(template as Template, type));

  test('the version of every add-on', () => {
    const installed = properties('AWS::EKS::Addon').map(({ AddonName, AddonVersion }) => [
      AddonName,
      AddonVersion,
    ]);
    expect(Object.fromEntries(installed)).toEqual(versions);
  });

  test('the keys, and makes none of its own', () => {
    expect(new Set(properties('AWS::EC2::Volume').map(({ KmsKeyId }) => KmsKeyId))).toEqual(
      new Set([arn('volumes')]),
    );
    expect(JSON.stringify(properties('AWS::S3::Bucket'))).toContain(arn('volumes'));
    expect(JSON.stringify(properties('AWS::EKS::Cluster'))).toContain(arn('secrets'));
    expect(properties('AWS::KMS::Key')).toEqual([]);
  });

  test('kubectl', () => {
    expect(JSON.stringify(properties('AWS::Lambda::Function'))).toContain(layer);
    expect(
      properties('AWS::Lambda::LayerVersion').filter(({ Description }) =>
        String(Description).includes('kubectl'),
      ),
    ).toEqual([]);
  });

  test('how long logs and overwritten backups are kept', () => {
    expect(properties('AWS::Logs::LogGroup').map(({ RetentionInDays }) => RetentionInDays)).toContain(365);
    expect(JSON.stringify(properties('AWS::S3::Bucket'))).toContain('"NoncurrentDays":12');
  });
});

test('an add-on that it does not install has no version', () => {
  const props = { environment: small, addOnVersions: { 'core-dns': 'v1' } };
  expect(() => new HadoopPlatform(commandLineApp(), 'Platform', props)).toThrow(
    "addOnVersions has 'core-dns': allowed: aws-ebs-csi-driver, coredns, eks-pod-identity-agent",
  );
});
