import { App, Stack } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  BackupBucket,
  ClusterServices,
  HadoopPlatform,
  HdfsNamespace,
  IPlannedProduct,
  Tier,
  YarnCluster,
  ZooKeeperEnsemble,
} from '../../constructs';
import { commandLineApp } from '../stacks/command-line';
import { propertiesOf, resourcesOf, Template } from '../stacks/template';
import { ExistingCluster } from './product-fixture';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

const templateOf = (stack: Stack): Template => Assertions.fromStack(stack).toJSON() as Template;

function statementsIn(template: Template): Statement[] {
  return propertiesOf(template, 'AWS::IAM::Policy').flatMap(
    ({ PolicyDocument }) => (PolicyDocument as { readonly Statement: Statement[] }).Statement,
  );
}

const actionsIn = (template: Template): string[] => statementsIn(template).flatMap(({ Action }) => Action);

/** A stack with a role that is granted something. */
function granted(stack: Stack, grant: (role: iam.Role) => unknown): Template {
  grant(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));
  return templateOf(stack);
}

describe('a backup bucket lets a role', () => {
  const bucketIn = (stack: Stack): BackupBucket =>
    new BackupBucket(stack, 'Backups', { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });

  test('read it, with the key', () => {
    const stack = new Stack(commandLineApp(), 'Stack');
    const actions = actionsIn(granted(stack, (role) => bucketIn(stack).grantRead(role)));
    expect(actions).toEqual(expect.arrayContaining(['s3:GetObject*', 'kms:Decrypt']));
    expect(actions.filter((action) => /Put|Delete|Encrypt$/.test(action))).toEqual([]);
  });

  test('write it, with the key', () => {
    const stack = new Stack(commandLineApp(), 'Stack');
    const actions = actionsIn(granted(stack, (role) => bucketIn(stack).grantReadWrite(role)));
    expect(actions).toEqual(
      expect.arrayContaining(['s3:GetObject*', 's3:PutObject', 'kms:Decrypt', 'kms:GenerateDataKey*']),
    );
  });
});

describe('the key of volumes', () => {
  const existing = new ExistingCluster();
  const encryptionKey = kms.Key.fromKeyArn(existing.stack, 'Key', KEY_ARN);
  const ensemble = new ZooKeeperEnsemble(existing.stack, 'Locks', {
    ...existing.where,
    encryptionKey,
    targets: { name: 'locks' },
  });
  const ofKey = (template: Template): Statement[] =>
    statementsIn(template).filter(({ Resource }) => Resource === KEY_ARN);
  const statements = ofKey(granted(existing.stack, (role) => ensemble.grantVolumeEncryption(role)));

  test('is for EC2 only, and grants of it are for AWS only', () => {
    expect(statements.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext']),
    );
    for (const { Action, Condition } of statements) {
      expect(Condition?.StringEquals).toEqual({ 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' });
      if ([Action].flat().includes('kms:CreateGrant')) {
        expect(Condition?.Bool).toEqual({ 'kms:GrantIsForAWSResource': 'true' });
      }
    }
  });

  test('serves the driver of a cluster as it does the driver of a platform', () => {
    const other = new ExistingCluster();
    const key = kms.Key.fromKeyArn(other.stack, 'Key', KEY_ARN);
    new ClusterServices(other.stack, 'Services', {
      cluster: other.cluster,
      nodes: new Construct(other.stack, 'Nodes'),
      volumeKeys: [key],
    });
    expect(ofKey(other.template)).toEqual(statements);
  });
});

describe('clients outside of the cluster', () => {
  const existing = new ExistingCluster();
  const { stack, vpc } = existing;
  const cluster = eks.Cluster.fromClusterAttributes(stack, 'Secured', {
    clusterName: 'existing',
    vpc,
    clusterSecurityGroupId: 'sg-0123456789abcdef0',
    kubectlProvider: existing.cluster.kubectlProvider,
  });
  const where = { ...existing.where, cluster };
  const zookeeper = new ZooKeeperEnsemble(stack, 'Locks', { ...where, targets: { name: 'locks' } });
  const hdfs = new HdfsNamespace(stack, 'Hdfs', { ...where, zookeeper });
  const yarn = new YarnCluster(stack, 'Yarn', { ...where, zookeeper, hdfs });
  const products: [string, IPlannedProduct, string[]][] = [
    ['ZooKeeper', zookeeper, zookeeper.connectString.split(',')],
    ['HDFS', hdfs, Object.values(hdfs.namenodeAddresses)],
    ['YARN', yarn, Object.values(yarn.resourcemanagerAddresses)],
  ];
  for (const [name, product] of products) {
    product.allowClientsFrom(new ec2.SecurityGroup(stack, name, { vpc, description: name }));
  }
  const { template } = existing;
  const groups = resourcesOf(template, 'AWS::EC2::SecurityGroup');
  const rules = propertiesOf(template, 'AWS::EC2::SecurityGroupIngress');

  /** The ports that the security group of the clients of a product may call. */
  function portsFor(name: string): number[] {
    const [[id] = ['']] = groups.filter(([, { Properties }]) => Properties?.GroupDescription === name);
    return rules
      .filter(({ SourceSecurityGroupId }) => JSON.stringify(SourceSecurityGroupId).includes(`"${id}"`))
      .map(({ FromPort }) => Number(FromPort));
  }

  test('call the security group of the cluster', () => {
    expect(new Set(rules.map(({ GroupId }) => GroupId))).toEqual(new Set(['sg-0123456789abcdef0']));
  });

  test.each(products)('reach the addresses of %s, and no port where none of its roles listens', (...args) => {
    const [name, { roles }, addresses] = args;
    const listening = roles.flatMap(({ ports }) => ports.map(({ port }) => port));
    const opened = portsFor(name);
    expect(listening).toEqual(expect.arrayContaining(opened));
    expect(opened).toEqual(expect.arrayContaining(addresses.map((address) => Number(address.split(':')[1]))));
  });
});

describe('the products of a platform', () => {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  const platform = new HadoopPlatform(app, 'Platform', {
    environment: {
      name: 'small',
      tier: Tier.DEV,
      region: 'eu-west-1',
      zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      zookeeper: [{ name: 'main' }, { name: 'locks' }],
    },
  });
  const { hdfs, yarn, hbase, ensembles, plan } = platform;
  const products = [...Object.values(ensembles), hdfs, yarn, hbase].filter(
    (product) => product !== undefined,
  );

  test('have their plan, and between them each role once', () => {
    for (const product of products) expect(product.plan).toBe(plan);
    const roles = products.flatMap((product) => product.roles.map(({ group }) => group));
    expect([...roles].sort()).toEqual(plan.roles.map(({ group }) => group).sort());
    expect(ensembles.locks?.roles.map(({ ensemble }) => ensemble)).toEqual(['locks']);
  });

  test('share the key of the platform and the security group of its pods', () => {
    for (const { encryptionKey, connections } of products) {
      expect(encryptionKey).toBe(platform.encryptionKey);
      expect(connections.securityGroups).toEqual([platform.cluster.cluster.clusterSecurityGroup]);
    }
  });
});

test('a product on an imported cluster without a security group says which one is missing', () => {
  const { stack, where } = new ExistingCluster();
  const ensemble = new ZooKeeperEnsemble(stack, 'Locks', { ...where, targets: { name: 'locks' } });
  expect(() => ensemble.connections).toThrow(/clusterSecurityGroup/);
});
