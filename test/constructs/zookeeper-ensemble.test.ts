import { App, Fn, Stack } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  HadoopNamespace,
  IHadoopNamespace,
  Plan,
  ProductProps,
  Tier,
  ZooKeeperEnsemble,
} from '../../constructs';
import { objectsIn, propertiesOf, resourcesOf, Template } from '../stacks/template';
import { ExistingCluster, identitiesIn, ZONES } from './product-fixture';

const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';

describe('alone', () => {
  const existing = new ExistingCluster();
  const ensemble = new ZooKeeperEnsemble(existing.stack, 'Locks', {
    ...existing.where,
    targets: { name: 'locks' },
  });
  const { template } = existing;

  test('has a connect string of Services, one for each zone', () => {
    expect(ensemble.ensembleName).toBe('locks');
    expect(ensemble.connectString).toBe(
      ['1a', '1b', '1c'].map((zone) => `zookeeper-locks-client-${zone}.locks.svc.cluster.local:2181`).join(),
    );
  });

  test('has a Service under the name that it tells', () => {
    const services = objectsIn(template).filter(({ kind }) => kind === 'Service');
    expect(
      services.map(({ metadata }) => `${metadata.name}.${metadata.namespace ?? ''}.svc.cluster.local`),
    ).toContain(ensemble.clientServiceHost);
  });

  test('brings its namespace, nodes and volumes, and nothing of a platform', () => {
    expect(identitiesIn(template)).toContain('Namespace /locks');
    expect(propertiesOf(template, 'AWS::EKS::Nodegroup')).toHaveLength(3);
    // Data and log, in each of three zones.
    expect(propertiesOf(template, 'AWS::EC2::Volume')).toHaveLength(6);
    for (const type of ['AWS::EKS::Cluster', 'AWS::EC2::VPC', 'AWS::S3::Bucket', 'AWS::EKS::Addon']) {
      expect(resourcesOf(template, type)).toEqual([]);
    }
  });

  test('each node group is in the subnet of its zone', () => {
    const subnets = propertiesOf(template, 'AWS::EKS::Nodegroup').map(({ Subnets }) => Subnets);
    expect(subnets).toEqual(existing.vpc.privateSubnets.map(({ subnetId }) => [subnetId]));
  });

  test('keeps its volumes and their key', () => {
    const kept = resourcesOf(template, 'AWS::EC2::Volume', 'AWS::KMS::Key');
    expect(kept).toHaveLength(7);
    for (const [, { DeletionPolicy, UpdateReplacePolicy }] of kept) {
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    }
  });

  test('pods go to the nodes of the ensemble only', () => {
    const [{ Labels, Taints } = {}] = propertiesOf(template, 'AWS::EKS::Nodegroup');
    const label = (Labels as Record<string, string>)['cdk-hadoop/node-role'];
    expect(Taints).toEqual([{ Key: 'cdk-hadoop/node-role', Value: label, Effect: 'NO_SCHEDULE' }]);
    const pods = objectsIn(template).filter(({ kind }) => kind === 'StatefulSet');
    for (const { spec } of pods) {
      expect(spec).toMatchObject({
        template: {
          spec: {
            nodeSelector: { 'cdk-hadoop/node-role': label },
            tolerations: [{ key: 'cdk-hadoop/node-role', value: label, effect: 'NoSchedule' }],
          },
        },
      });
    }
  });
});

test('gives the same connect string, whatever the number of clients', () => {
  const strings = [100, 10_000, 100_000].map((clients) => {
    const existing = new ExistingCluster();
    const targets = { name: 'locks', clients };
    return new ZooKeeperEnsemble(existing.stack, 'Locks', { ...existing.where, targets }).connectString;
  });
  expect(new Set(strings).size).toBe(1);
});

describe('two in a stack', () => {
  const add = (existing: ExistingCluster, name: string, namespace?: IHadoopNamespace): ZooKeeperEnsemble =>
    new ZooKeeperEnsemble(existing.stack, name, {
      ...existing.where,
      ...(namespace === undefined ? {} : { namespace }),
      targets: { name },
    });

  test.each([undefined, 'shared'])('share no object, volume or node (namespace: %s)', (namespaceName) => {
    // GIVEN
    const existing = new ExistingCluster();
    const { stack, cluster } = existing;
    const namespace =
      namespaceName === undefined
        ? undefined
        : new HadoopNamespace(stack, 'Namespace', { cluster, namespaceName });
    // WHEN
    const ensembles = ['locks', 'config'].map((name) => add(existing, name, namespace));
    const { template } = existing;
    // THEN
    const identities = identitiesIn(template);
    expect(new Set(identities).size).toBe(identities.length);
    expect(identities.filter((id) => id.startsWith('Namespace'))).toEqual(
      namespaceName === undefined ? ['Namespace /locks', 'Namespace /config'] : ['Namespace /shared'],
    );
    const [locks, config] = ensembles.map(({ connectString }) => connectString.split(','));
    expect(locks?.filter((server) => config?.includes(server))).toEqual([]);
    const labels = propertiesOf(template, 'AWS::EKS::Nodegroup').map(({ Labels }) => JSON.stringify(Labels));
    expect([labels.length, new Set(labels).size]).toEqual([6, 2]);
  });

  test('the second one leaves all ids of the first as they are', () => {
    const one = new ExistingCluster();
    add(one, 'locks');
    const two = new ExistingCluster();
    add(two, 'config');
    add(two, 'locks');
    // The metadata list what the app is made of.
    const { CDKMetadata: _metadata, ...first } = one.template.Resources;
    expect(two.template.Resources).toMatchObject(first);
  });

  test('the order of zones has no meaning', () => {
    const [one, other] = [ZONES, [...ZONES].reverse()].map((zones) => {
      const existing = new ExistingCluster();
      new ZooKeeperEnsemble(existing.stack, 'Locks', {
        ...existing.where,
        zones,
        targets: { name: 'locks' },
      });
      return JSON.stringify(existing.template);
    });
    expect(other).toBe(one);
  });
});

test('can be in another stack than the cluster', () => {
  // GIVEN
  const existing = new ExistingCluster();
  const stack = new Stack(App.of(existing.stack), 'Service', { env: { region: 'us-east-1' } });
  // WHEN
  new ZooKeeperEnsemble(stack, 'Locks', { ...existing.where, targets: { name: 'locks' } });
  // THEN
  const template = Assertions.fromStack(stack).toJSON() as Template;
  expect(propertiesOf(template, 'AWS::EKS::Nodegroup')).toHaveLength(3);
  expect(identitiesIn(existing.template)).toEqual([]);
});

test('works in a VPC of the same app', () => {
  // GIVEN a stack that knows its zones, and a VPC whose ids are tokens
  class ZonedStack extends Stack {
    public override get availabilityZones(): string[] {
      return ZONES;
    }
  }
  const { cluster } = new ExistingCluster();
  const stack = new ZonedStack(App.of(cluster), 'Zoned', { env: { region: 'us-east-1' } });
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 3 });
  // WHEN
  const { plan } = new ZooKeeperEnsemble(stack, 'Locks', {
    cluster,
    vpc,
    tier: Tier.STAGING,
    targets: { name: 'locks' },
  });
  // THEN
  expect(plan.zones.map(({ name }) => name)).toEqual(ZONES);
  expect(plan.zones.map(({ subnetCidr }) => subnetCidr)).toEqual(
    vpc.privateSubnets.map(({ ipv4CidrBlock }) => ipv4CidrBlock),
  );
});

describe('in the subnets of a VPC', () => {
  const subnetsOf = (template: Template): unknown[] =>
    propertiesOf(template, 'AWS::EKS::Nodegroup').map(({ Subnets }) => Subnets);
  const isolated = {
    isolatedSubnetIds: ['subnet-0000000000000001a', 'subnet-0000000000000001b', 'subnet-0000000000000001c'],
    isolatedSubnetIpv4CidrBlocks: ['10.1.192.0/24', '10.1.193.0/24', '10.1.194.0/24'],
    isolatedSubnetRouteTableIds: ['rtb-0000000000000001a', 'rtb-0000000000000001b', 'rtb-0000000000000001c'],
  };
  const none = {
    privateSubnetIds: undefined,
    privateSubnetIpv4CidrBlocks: undefined,
    privateSubnetRouteTableIds: undefined,
  };
  const ensembleIn = (
    vpc: Partial<ec2.VpcAttributes>,
    props: (existing: ExistingCluster) => Partial<ProductProps> = () => ({}),
  ): { readonly plan: Plan; readonly template: Template } => {
    const existing = new ExistingCluster(vpc);
    const { plan } = new ZooKeeperEnsemble(existing.stack, 'Locks', {
      ...existing.where,
      ...props(existing),
      targets: { name: 'locks' },
    });
    return { plan, template: existing.template };
  };
  const ids = isolated.isolatedSubnetIds.map((id) => [id]);

  test('that are isolated, if it has no others', () => {
    expect(subnetsOf(ensembleIn({ ...isolated, ...none }).template)).toEqual(ids);
  });

  test('that are selected by their type', () => {
    const vpcSubnets = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    const { plan, template } = ensembleIn(isolated, () => ({ vpcSubnets }));
    expect(subnetsOf(template)).toEqual(ids);
    expect(plan.zones.map(({ subnetCidr }) => subnetCidr)).toEqual(isolated.isolatedSubnetIpv4CidrBlocks);
  });

  test('that are given one by one', () => {
    const { template } = ensembleIn({}, ({ stack }) => ({
      vpcSubnets: {
        subnets: isolated.isolatedSubnetIds.map((subnetId, position) =>
          ec2.Subnet.fromSubnetAttributes(stack, subnetId, {
            subnetId,
            availabilityZone: ZONES[position]!,
            ipv4CidrBlock: isolated.isolatedSubnetIpv4CidrBlocks[position]!,
            routeTableId: isolated.isolatedSubnetRouteTableIds[position]!,
          }),
        ),
      },
    }));
    expect(subnetsOf(template)).toEqual(ids);
  });

  test('of its cluster, if no VPC is given', () => {
    const given = new ExistingCluster();
    const own = new ExistingCluster();
    for (const { stack, where, cluster } of [given, own]) {
      const { vpc, ...rest } = where;
      new ZooKeeperEnsemble(stack, 'Locks', {
        ...rest,
        ...(cluster === given.cluster ? { vpc } : {}),
        targets: { name: 'locks' },
      });
    }
    expect(own.template).toEqual(given.template);
  });
});

test('uses the key and the volumes that it is given', () => {
  // GIVEN
  const existing = new ExistingCluster();
  const encryptionKey = kms.Key.fromKeyArn(existing.stack, 'Key', KEY_ARN);
  // WHEN
  const ensemble = new ZooKeeperEnsemble(existing.stack, 'Locks', {
    ...existing.where,
    encryptionKey,
    existingVolumes: { 'data-zookeeper-locks-1a-0': 'vol-0123456789abcdef0' },
    targets: { name: 'locks' },
  });
  const { template } = existing;
  // THEN
  expect(ensemble.encryptionKey).toBe(encryptionKey);
  expect(resourcesOf(template, 'AWS::KMS::Key')).toEqual([]);
  expect(propertiesOf(template, 'AWS::EC2::Volume').map(({ KmsKeyId }) => KmsKeyId)).toEqual(
    Array(5).fill(KEY_ARN),
  );
  const volume = objectsIn(template).find(
    ({ metadata }) => metadata.name === 'locks-data-zookeeper-locks-1a-0-0123456789abcdef0',
  );
  expect(volume?.spec).toMatchObject({ csi: { volumeHandle: 'vol-0123456789abcdef0' } });
});

test('tells pods’ zones by the ranges that it is given', () => {
  const existing = new ExistingCluster();
  const zoneCidrs = Object.fromEntries(
    ZONES.map((zone, position) => [zone, [`10.9.${position}.0/24`, `100.64.${position}.0/24`]]),
  );
  const { plan } = new ZooKeeperEnsemble(existing.stack, 'Locks', {
    ...existing.where,
    zoneCidrs,
    targets: { name: 'locks' },
  });
  expect(Object.fromEntries(plan.zones.map(({ name, addressCidrs }) => [name, addressCidrs]))).toEqual(
    zoneCidrs,
  );
});

describe('imported', () => {
  const { stack } = new ExistingCluster();

  test('has what it was given', () => {
    const attrs = { ensembleName: 'shared', connectString: 'zk-1:2181,zk-2:2181/team' };
    expect(ZooKeeperEnsemble.fromZooKeeperEnsembleAttributes(stack, 'Shared', attrs)).toMatchObject(attrs);
  });

  test('is named so by default', () => {
    const attrs = { connectString: 'zk-1:2181' };
    const { ensembleName } = ZooKeeperEnsemble.fromZooKeeperEnsembleAttributes(stack, 'Default', attrs);
    expect(ensembleName).toBe('imported');
  });
});

describe('fails', () => {
  const attempt =
    (
      props: Partial<ProductProps> | ((existing: ExistingCluster) => Partial<ProductProps>),
      vpc: Partial<ec2.VpcAttributes> = {},
      name = 'locks',
    ) =>
    (): unknown => {
      const existing = new ExistingCluster(vpc);
      return new ZooKeeperEnsemble(existing.stack, 'Locks', {
        ...existing.where,
        ...(typeof props === 'function' ? props(existing) : props),
        targets: { name },
      });
    };
  const selected = [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs()));

  test('if the zones of the VPC are tokens, whatever zones the props name', () => {
    const message =
      /zones of the subnets are unresolved tokens: allowed: .* an env with account and region.* availabilityZones by name/;
    expect(attempt({}, { availabilityZones: selected })).toThrow(message);
    expect(attempt({ zones: ZONES }, { availabilityZones: selected })).toThrow(message);
    expect(attempt({}, { availabilityZones: Fn.getAzs() })).toThrow(/unresolved tokens/);
  });

  test('in a new VPC of a stack that knows neither account nor region', () => {
    const { cluster } = new ExistingCluster();
    const stack = new Stack(App.of(cluster), 'Agnostic');
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 3 });
    expect(() => new ZooKeeperEnsemble(stack, 'Locks', { cluster, vpc, targets: { name: 'locks' } })).toThrow(
      /zones of the subnets are unresolved tokens/,
    );
  });

  test('if the zones that the props name are tokens', () => {
    expect(attempt({ zones: selected })).toThrow('zones are unresolved tokens: allowed: names');
    expect(attempt({ zones: Fn.getAzs() })).toThrow('zones are unresolved tokens');
  });

  test('if the ranges of the subnets are not known', () => {
    expect(attempt({}, { privateSubnetIpv4CidrBlocks: undefined })).toThrow(
      /range of the subnet in us-east-1a is unknown: allowed: .* in the prop zoneCidrs\['us-east-1a'\]/,
    );
    const ranges = [0, 1, 2].map((index) => Fn.select(index, Fn.cidr('10.0.0.0/16', 3)));
    expect(attempt({}, { privateSubnetIpv4CidrBlocks: ranges })).toThrow(/us-east-1a is an unresolved token/);
  });

  test('if a zone has no subnet that is selected', () => {
    expect(attempt({ zones: ['us-east-1a', 'us-east-1b', 'us-east-1d'] })).toThrow(
      "zone 'us-east-1d' has no subnet that is selected: allowed: us-east-1a, us-east-1b, us-east-1c",
    );
  });

  test('in two zones', () => {
    expect(attempt({ zones: ['us-east-1a', 'us-east-1b'] })).toThrow(/3 to 6 zones/);
  });

  test('on the local tier', () => {
    expect(attempt({ tier: Tier.LOCAL })).toThrow(
      "tier is 'local', which has no AWS half: allowed: dev, staging, prod",
    );
  });

  test('with a name that is no DNS label', () => {
    expect(attempt({}, {}, 'Locks_1')).toThrow(/zookeeper\[0\]\.name: 'Locks_1'; allowed: a DNS label/);
  });

  test('with a namespace that is too long for the labels of nodes', () => {
    expect(
      attempt((existing) => ({
        namespace: HadoopNamespace.fromNamespaceName(existing.stack, 'Namespace', 'n'.repeat(60)),
      })),
    ).toThrow(/has \d+ characters: allowed: at most 63/);
  });

  test('with a volume that no member has', () => {
    expect(attempt({ existingVolumes: { 'data-zookeeper-locks-1d-0': 'vol-0123456789abcdef0' } })).toThrow(
      /existingVolumes.data-zookeeper-locks-1d-0: .*allowed: .*data-zookeeper-locks-1a-0/,
    );
  });
});
