import { join } from 'node:path';
import { Environment, Tier } from '../../lib/model/environment';
import { NodeKind } from '../../lib/model/overrides';
import { setting } from '../examples/example';
import { expectGolden } from './golden';
import { assemblyInventory, inventoryText, planInventory } from './inventory';
import { Synthesized } from './synthesized';
import { manifestText, objectsIn, propertiesOf, Resource, resourcesOf, Template } from './template';

/** Types whose resources hold data, or what data cannot be read without. */
const DATA_TYPES = ['AWS::EC2::Volume', 'AWS::KMS::Key', 'AWS::S3::Bucket'];

/** CloudFormation allows 500; a fifth is left for what the users of a stack add. */
const MOST_RESOURCES = 400;
/** CloudFormation allows 1 MB. */
const MOST_TEMPLATE_BYTES = 800_000;
/** CloudFormation allows 200. */
const MOST_OUTPUTS = 200;
/** EKS's quota of managed node groups in a cluster, unless the description says that it was raised. */
const NODE_GROUP_QUOTA = 30;
/**
 * Half a Lambda payload of 256 KiB, less CloudFormation's own words: an update carries the old and the new manifest.
 */
const MOST_MANIFEST_BYTES = 126 * 1024;
/** More than any value that CloudFormation fills into a manifest: volume ids, image references. */
const FILLED_IN = 'x'.repeat(160);

/** Names that are an identity by themselves, and no choice: the add-on's, and that of a policy inside its role. */
const NAMES_BY_DESIGN = ['AWS::EKS::Addon', 'AWS::IAM::Policy'];

/**
 * What holds for every environment that is deployed to AWS. `files` are golden files besides the inventory, by path.
 */
export function describeEnvironment(
  environment: Environment,
  synthesized = new Synthesized(environment),
  files: Readonly<Record<string, string>> = {},
): void {
  const { plan, stacks } = synthesized;
  const ids = Object.keys(stacks);
  const template = (id: string): Template => synthesized.template(id);

  describe('templates', () => {
    test('output matches the golden files', () => {
      const inventory = {
        ...assemblyInventory(synthesized.assembly),
        ...planInventory({ [environment.name]: plan }),
      };
      expectGolden(join(__dirname, 'golden', environment.name), {
        ...files,
        'inventory.txt': inventoryText(inventory),
      });
    });

    test('nothing is looked up', () => {
      expect(synthesized.missing).toBeUndefined();
    });

    test('stacks are deployed in the order of their lives', () => {
      const products = ['ZooKeeper', 'Hdfs', 'Yarn', 'HBase'];
      expect([...ids].sort()).toEqual(['Data', 'Network', 'Cluster', ...products].sort());
      expect(stacks.Data?.dependencies).toEqual([]);
      expect(stacks.Network?.dependencies).toEqual([]);
      expect(stacks.Cluster?.dependencies).toEqual(['Data', 'Network']);
      products.forEach((product, position) => {
        expect(stacks[product]?.dependencies).toContain(products[position - 1] ?? 'Cluster');
      });
    });
  });

  describe('budgets', () => {
    test.each(ids)('%s is far from the limits of a template', (id) => {
      expect(Object.keys(template(id).Resources).length).toBeLessThanOrEqual(MOST_RESOURCES);
      expect(Buffer.byteLength(stacks[id]?.text ?? '')).toBeLessThanOrEqual(MOST_TEMPLATE_BYTES);
      expect(Object.keys(template(id).Outputs ?? {}).length).toBeLessThanOrEqual(MOST_OUTPUTS);
    });

    test.each(ids)('each manifest of %s fits twice into the payload that applies it', (id) => {
      for (const [, resource] of resourcesOf(template(id), 'Custom::AWSCDK-EKS-KubernetesResource')) {
        const text = manifestText(resource, () => FILLED_IN);
        expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThanOrEqual(MOST_MANIFEST_BYTES);
      }
    });

    test('node groups keep the quota', () => {
      const groups = resourcesOf(template('Cluster'), 'AWS::EKS::Nodegroup');
      expect(groups.length).toBeGreaterThan(0);
      expect(groups.length).toBeLessThanOrEqual(environment.cluster?.nodeGroupQuota ?? NODE_GROUP_QUOTA);
    });
  });

  describe('safety', () => {
    const all = ids.flatMap((id) =>
      Object.entries(template(id).Resources).map(([logicalId, resource]) => ({ logicalId, resource })),
    );
    const ofTypes = (...types: string[]): Resource[] =>
      all.map(({ resource }) => resource).filter(({ Type }) => types.includes(Type));

    test('volumes, keys and buckets outlive their stack and their replacement', () => {
      const data = all.filter(({ resource }) => DATA_TYPES.includes(resource.Type));
      expect(new Set(data.map(({ resource }) => resource.Type))).toEqual(new Set(DATA_TYPES));
      expect(
        data.filter(
          ({ resource }) => resource.DeletionPolicy !== 'Retain' || resource.UpdateReplacePolicy !== 'Retain',
        ),
      ).toEqual([]);
    });

    test('nothing that CloudFormation may have to replace has a name', () => {
      const named = all.flatMap(({ logicalId, resource }) => {
        const own = resource.Type.slice(resource.Type.lastIndexOf(':') + 1);
        const names = ['Name', `${own}Name`, 'GroupName'];
        return NAMES_BY_DESIGN.includes(resource.Type)
          ? []
          : names
              .filter((name) => typeof resource.Properties?.[name] === 'string')
              .map((name) => `${logicalId}.${name}`);
      });
      expect(named).toEqual([]);
    });

    test('a stack of prod cannot be deleted by mistake', () => {
      const isProtected = Object.values(stacks).map(({ terminationProtection }) => terminationProtection);
      expect(new Set(isProtected)).toEqual(new Set([environment.tier === Tier.PROD]));
    });

    test('volumes are encrypted with the platform’s key, keys are rotated, the bucket is closed', () => {
      const [[key] = ['']] = resourcesOf(template('Data'), 'AWS::KMS::Key');
      const keyArn = { 'Fn::GetAtt': [key, 'Arn'] };
      for (const { Properties } of ofTypes('AWS::EC2::Volume')) {
        expect(Properties).toMatchObject({ Encrypted: true, KmsKeyId: keyArn });
      }
      for (const { Properties } of ofTypes('AWS::KMS::Key')) {
        expect(Properties).toMatchObject({ EnableKeyRotation: true });
      }
      const [bucket] = propertiesOf(template('Data'), 'AWS::S3::Bucket');
      expect(bucket).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn } },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
      });
    });

    test('what costs money is tagged with its environment', () => {
      const tagged = ofTypes(
        ...DATA_TYPES,
        'AWS::EKS::Cluster',
        'AWS::EKS::Nodegroup',
        'AWS::EC2::NatGateway',
      );
      for (const { Properties } of tagged) {
        const tags = Properties?.Tags;
        const pairs = Array.isArray(tags)
          ? Object.fromEntries(
              (tags as { Key: string; Value: unknown }[]).map(({ Key, Value }) => [Key, Value]),
            )
          : tags;
        expect(pairs).toMatchObject({ 'cdk-hadoop:environment': environment.name });
      }
    });
  });

  // cdk-nag has no rule that sees the resources of aws-eks-v2.
  describe('cluster', () => {
    const [cluster = {}] = propertiesOf(template('Cluster'), 'AWS::EKS::Cluster');

    test('the endpoint is private only, but for the ranges of the description', () => {
      const ranges = environment.cluster?.publicAccessCidrs ?? [];
      expect(cluster.ResourcesVpcConfig).toMatchObject({
        EndpointPrivateAccess: true,
        EndpointPublicAccess: ranges.length > 0,
      });
      expect(
        (cluster.ResourcesVpcConfig as { PublicAccessCidrs?: string[] }).PublicAccessCidrs ?? [],
      ).toEqual(ranges);
    });

    test('the control plane has its interfaces in the private subnet of each zone', () => {
      const { SubnetIds } = cluster.ResourcesVpcConfig as { readonly SubnetIds: unknown[] };
      const privateSubnets = resourcesOf(template('Network'), 'AWS::EC2::Subnet')
        .filter(([, { Properties }]) => Properties?.MapPublicIpOnLaunch === false)
        .map(([id]) => id)
        .filter((id) => id.includes('Private'));
      expect(SubnetIds).toHaveLength(environment.zones.length);
      for (const subnet of privateSubnets) expect(JSON.stringify(SubnetIds)).toContain(subnet);
    });

    test('the control plane logs everything', () => {
      const { ClusterLogging } = cluster.Logging as {
        readonly ClusterLogging: { readonly EnabledTypes: { readonly Type: string }[] };
      };
      expect(ClusterLogging.EnabledTypes.map(({ Type }) => Type).sort()).toEqual(
        ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].sort(),
      );
    });

    test('secrets are encrypted with a key of the customer', () => {
      const [[key] = ['']] = resourcesOf(template('Cluster'), 'AWS::KMS::Key');
      expect(cluster.EncryptionConfig).toEqual([
        { Provider: { KeyArn: { 'Fn::GetAtt': [key, 'Arn'] } }, Resources: ['secrets'] },
      ]);
    });

    test('access is by access entries only', () => {
      expect(cluster.AccessConfig).toMatchObject({ AuthenticationMode: 'API' });
    });

    test('auto mode is off: the nodes are the planned ones', () => {
      expect(cluster.ComputeConfig ?? { Enabled: false }).toMatchObject({ Enabled: false });
      const groups = propertiesOf(template('Cluster'), 'AWS::EKS::Nodegroup').map(
        ({ InstanceTypes, ScalingConfig }) => JSON.stringify({ InstanceTypes, ScalingConfig }),
      );
      const planned = plan.pools
        .filter(({ kind }) => kind !== NodeKind.HYBRID)
        .flatMap(({ instanceType, zones }) =>
          zones.map(({ nodes, minNodes, maxNodes }) =>
            JSON.stringify({
              InstanceTypes: [instanceType],
              ScalingConfig: { DesiredSize: nodes, MaxSize: maxNodes, MinSize: minNodes },
            }),
          ),
        );
      expect(groups.sort()).toEqual(planned.sort());
    });
  });

  describe('outputs', () => {
    const outputsOf = (id: string): Record<string, unknown> =>
      Object.fromEntries(
        Object.entries(template(id).Outputs ?? {})
          .filter(([, { Description }]) => Description !== undefined)
          .map(([name, { Value }]) => [name, Value]),
      );
    /** The pods that the stack runs, by their host names. */
    const hostsOf = (id: string): string[] =>
      objectsIn(template(id))
        .filter(({ kind }) => kind === 'StatefulSet')
        .flatMap(({ metadata, spec }) => {
          const { replicas, serviceName } = spec as {
            readonly replicas: number;
            readonly serviceName: string;
          };
          return Array.from(
            { length: replicas },
            (_, ordinal) =>
              `${metadata.name}-${ordinal}.${serviceName}.${metadata.namespace ?? ''}.svc.cluster.local`,
          );
        });

    test('the kubeconfig command names the cluster, the region, and a role that may use it', () => {
      const [[cluster] = ['']] = resourcesOf(template('Cluster'), 'AWS::EKS::Cluster');
      const parts = [
        'aws eks update-kubeconfig --name ',
        { Ref: cluster },
        ` --region ${environment.region ?? ''} --role-arn arn:aws:iam::`,
        { Ref: 'AWS::AccountId' },
        `:role/${environment.cluster?.adminRoles?.[0] ?? ''}`,
      ];
      expect(outputsOf('Cluster')).toEqual({ KubeconfigCommand: { 'Fn::Join': ['', parts] } });
    });

    test('the backup bucket is named', () => {
      const [[bucket] = ['']] = resourcesOf(template('Data'), 'AWS::S3::Bucket');
      expect(outputsOf('Data')).toEqual({ BackupBucketName: { Ref: bucket } });
    });

    test('each ensemble has its connect string, of Services that exist, and the one for a single address', () => {
      const values = Object.values(outputsOf('ZooKeeper'));
      const services = objectsIn(template('ZooKeeper'))
        .filter(({ kind }) => kind === 'Service')
        .map(({ metadata }) => `${metadata.name}.${metadata.namespace ?? ''}.svc.cluster.local:2181`);
      expect(values).toHaveLength(2 * plan.ensembles.length);
      for (const { connectString, clientService } of plan.ensembles) {
        const service = `${clientService}.${plan.namespace}.svc.cluster.local:2181`;
        expect(values).toEqual(expect.arrayContaining([connectString, service]));
        expect(services).toContain(service);
        expect(services).toEqual(expect.arrayContaining(connectString.split(',')));
      }
    });

    test('HDFS, YARN and HBase have their addresses, of pods that run', () => {
      expect(outputsOf('Hdfs')).toEqual({
        DefaultFs: `hdfs://${plan.hdfs?.nameservice ?? ''}`,
        NameNodes: expect.stringMatching(/^[^,]+:8020(,[^,]+:8020){2}$/) as unknown,
      });
      expect(outputsOf('Yarn')).toEqual({
        ResourceManagers: expect.stringMatching(/^[^,]+:8032(,[^,]+:8032)+$/) as unknown,
      });
      expect(outputsOf('HBase')).toEqual({
        ZooKeeperQuorum: setting(
          objectsIn(template('HBase')),
          'hmaster',
          'hbase-site.xml',
          'hbase.zookeeper.quorum',
        ),
        ZnodeParent: setting(
          objectsIn(template('HBase')),
          'hmaster',
          'hbase-site.xml',
          'zookeeper.znode.parent',
        ),
      });
      expect(outputsOf('HBase').ZooKeeperQuorum).toBe(plan.coordination);
      const addresses = [
        ...String(outputsOf('Hdfs').NameNodes).split(','),
        ...String(outputsOf('Yarn').ResourceManagers).split(','),
      ].map((address) => address.replace(/:\d+$/, ''));
      const running = [...hostsOf('Hdfs'), ...hostsOf('Yarn')];
      expect(running).toEqual(expect.arrayContaining(addresses));
    });
  });
}
