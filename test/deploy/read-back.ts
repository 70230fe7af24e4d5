import { Volume } from '@aws-sdk/client-ec2';
import { Architecture } from '../../lib/catalog/instance-type';
import { VolumeMode } from '../../lib/model/overrides';
import { natGatewayPerZone, snapshotRetentionDays } from '../../lib/model/resolved';
import { Plan, PoolPlan } from '../../lib/plan/plan';
import { Claim, claimsOf } from '../../lib/topology/volume-claims';
import { NODE_ROLE_LABEL } from '../../lib/topology/names';
import { KubernetesObject, NodeGroup } from './aws-api';
import { Deployment } from './deployment';
import { nodeConfigOf, partsOf } from './node-config';

const AMI_TYPES = {
  [Architecture.ARM64]: 'AL2023_ARM_64_STANDARD',
  [Architecture.AMD64]: 'AL2023_x86_64_STANDARD',
};

const EFFECTS: Record<string, string> = {
  NoSchedule: 'NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
};

/** Everything that the plan asks for is there, and told by AWS and kubectl themselves. */
export function testsOfWhatIsThere(deployment: Deployment): void {
  const { plan, description } = deployment;

  test('the network has a private subnet in each zone, with the range that HDFS takes for that zone', async () => {
    const subnets = Object.values(await deployment.aws.subnets());
    for (const zone of plan.zones) {
      const here = subnets.filter(({ CidrBlock }) => CidrBlock === zone.subnetCidr);
      expect(here.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual([zone.name]);
    }
    const zones = plan.zones.map(({ name }) => name).sort();
    const gateways = (await deployment.aws.natGatewayZones()).sort();
    if (natGatewayPerZone(description)) expect(gateways).toEqual(zones);
    else expect(gateways).toHaveLength(1);
  });

  test('the cluster is private but for named ranges, logs everything, and encrypts secrets with a key of its own', async () => {
    const cluster = await deployment.cluster();
    const network = cluster.resourcesVpcConfig;
    const allowed = description.cluster?.publicAccessCidrs ?? [];
    const subnets = await deployment.aws.subnets();

    expect(cluster.version).toBe(plan.kubernetesVersion);
    expect(network.endpointPrivateAccess).toBe(true);
    expect(network.endpointPublicAccess).toBe(allowed.length > 0);
    if (allowed.length > 0) expect(network.publicAccessCidrs).toEqual(allowed);
    expect(network.subnetIds.map((id) => subnets[id]?.CidrBlock).sort()).toEqual(
      plan.zones.map(({ subnetCidr }) => subnetCidr).sort(),
    );
    expect(cluster.accessConfig.authenticationMode).toBe('API');
    const logged = cluster.logging.clusterLogging.filter(({ enabled }) => enabled);
    expect(logged.flatMap(({ types }) => types).sort()).toEqual([
      'api',
      'audit',
      'authenticator',
      'controllerManager',
      'scheduler',
    ]);
    const [encryption] = cluster.encryptionConfig;
    expect(encryption?.resources).toEqual(['secrets']);
    const keys = await deployment.aws.keys();
    expect(keys[encryption?.provider.keyArn ?? '']).toBe('Enabled');
    expect(Object.keys(keys)).toHaveLength(2);
  });

  test('the named roles administer the cluster, and nobody else but the functions that apply manifests', async () => {
    const { name } = await deployment.cluster();
    const entries = await deployment.aws.accessEntries(name);
    const admins = Object.entries(entries).filter(([role]) => !role.includes('KubectlProvider'));
    expect(Object.fromEntries(admins)).toEqual(
      Object.fromEntries(
        (description.cluster?.adminRoles ?? []).map((role) => [
          role,
          ['AmazonEKSClusterAdminPolicy of cluster'],
        ]),
      ),
    );
    expect(Object.keys(entries)).toHaveLength(admins.length + 1);
  });

  test('the managed add-ons are there, and get their permissions by Pod Identity', async () => {
    const { name } = await deployment.cluster();
    const addOns = await deployment.aws.addOns(name);
    expect(Object.keys(addOns).sort()).toEqual([
      'aws-ebs-csi-driver',
      'coredns',
      'eks-pod-identity-agent',
      'kube-proxy',
      'metrics-server',
      'snapshot-controller',
      'vpc-cni',
    ]);
    expect(JSON.parse(addOns['vpc-cni'] ?? '')).toMatchObject({ enableNetworkPolicy: 'true' });

    const identities = await deployment.aws.podIdentities(name);
    expect(Object.keys(identities).sort()).toEqual([
      'kube-system/aws-node',
      'kube-system/ebs-csi-controller-sa',
    ]);
    const roles = await deployment.aws.roles(plan.environment);
    for (const arn of Object.values(identities)) expect(roles).toContain(arn.slice(arn.lastIndexOf('/') + 1));
  });

  test('each pool has one node group in each of its zones, in the subnet of that zone and no other', async () => {
    const groups = await nodeGroupsOf(deployment);
    expect(Object.keys(groups).sort()).toEqual(
      plan.pools.flatMap(({ name, zones }) => zones.map(({ zone }) => `${name}-${zone}`)).sort(),
    );
    const subnets = await deployment.aws.subnets();
    for (const pool of plan.pools) {
      for (const { zone, nodes, minNodes, maxNodes } of pool.zones) {
        const group = groups[`${pool.name}-${zone}`]!;
        expect(group.subnets.map((id) => subnets[id]?.CidrBlock)).toEqual([
          plan.zones.find(({ key }) => key === zone)?.subnetCidr,
        ]);
        expect(group).toMatchObject({
          instanceTypes: [pool.instanceType],
          amiType: AMI_TYPES[plan.architecture],
          capacityType: pool.spot ? 'SPOT' : 'ON_DEMAND',
          scalingConfig: { desiredSize: nodes, minSize: minNodes, maxSize: maxNodes },
        });
        expect(group.labels).toEqual(pool.labels);
        expect(group.taints).toEqual(
          pool.taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] })),
        );
      }
    }
  });

  test('nodes reserve what the planner took off, and hand out no credentials to pods', async () => {
    const groups = await nodeGroupsOf(deployment);
    for (const pool of plan.pools) {
      const templates = pool.zones.map(({ zone }) => groups[`${pool.name}-${zone}`]!.launchTemplate);
      const [template] = templates;
      for (const other of templates) expect(other).toEqual(template);
      const data = await deployment.aws.launchTemplate(template!.id, template!.version);
      expect(data.MetadataOptions).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 1 });
      expect(data.BlockDeviceMappings?.map(({ Ebs }) => Ebs?.Encrypted)).toEqual([true]);
      expectReservations(pool, data.UserData ?? '');
    }
  });

  test('each static claim has an encrypted volume in its zone, of the planned type and size', async () => {
    const volumes = await volumesByClaim(deployment);
    const claims = staticClaims(plan);
    expect(Object.keys(volumes).sort()).toEqual(claims.map(({ name }) => name).sort());
    expect(await deployment.aws.volumes()).toHaveLength(claims.length);
    for (const { name, member, template } of claims) {
      const { type, gib, iops } = template.volume;
      // The emulator keeps neither throughput nor key.
      expect(volumes[name]).toMatchObject({
        AvailabilityZone: plan.zones.find(({ key }) => key === member.zone)?.name,
        VolumeType: type,
        Size: gib,
        ...(iops === undefined ? {} : { Iops: iops }),
        Encrypted: true,
      });
      const tags = tagsOf(volumes[name]!);
      expect(tags).toMatchObject({ Name: name, 'cdk-hadoop:environment': plan.environment });
      expect('cdk-hadoop:snapshots' in tags).toBe(snapshotRetentionDays(description) > 0);
    }
  });

  test('backups have a bucket that is versioned and never public', async () => {
    const [bucket = '', ...others] = await deployment.aws.buckets();
    expect(others).toEqual([]);
    const { aws } = deployment;
    expect(await aws.cli('s3api', 'get-bucket-versioning', '--bucket', bucket)).toMatchObject({
      Status: 'Enabled',
    });
    expect(await aws.cli('s3api', 'get-public-access-block', '--bucket', bucket)).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test('kubectl got a StatefulSet for each role and zone, with the planned replicas and the given images', () => {
    const applied = Object.values(deployment.aws.applied());
    const sets = applied.filter(({ kind }) => kind === 'StatefulSet') as StatefulSet[];
    expect(Object.fromEntries(sets.map(({ metadata, spec }) => [metadata.name, spec.replicas]))).toEqual(
      Object.fromEntries(
        plan.roles.flatMap(({ group, zones }) =>
          zones.map(({ zone, replicas }) => [`${group}-${zone}`, replicas]),
        ),
      ),
    );
    const images = Object.values(description.images?.references ?? {});
    for (const { metadata, spec } of sets) {
      expect(metadata.namespace).toBe(plan.namespace);
      for (const { image } of spec.template.spec.containers) expect(images).toContain(image);
    }
  });

  test('each PersistentVolume that kubectl got is the deployed volume of its claim, in the zone of that volume', async () => {
    await expectPersistentVolumes(deployment);
  });

  test('volumes that the driver will make are encrypted with the key that was deployed', async () => {
    const keys = await deployment.aws.keys();
    const applied = Object.values(deployment.aws.applied());
    const classes = applied.filter(({ kind }) => kind === 'StorageClass') as StorageClass[];
    const dynamic = plan.roles.flatMap(({ volumes }) =>
      volumes.filter(({ mode }) => mode === VolumeMode.DYNAMIC),
    );
    expect(classes).toHaveLength(dynamic.length);
    for (const { parameters, reclaimPolicy } of classes) {
      expect(parameters.encrypted).toBe('true');
      expect(keys[parameters.kmsKeyId ?? '']).toBe('Enabled');
      expect(reclaimPolicy).toBe('Retain');
    }
  });
}

interface StatefulSet extends KubernetesObject {
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: { readonly image: string }[] } };
  };
}

interface StorageClass extends KubernetesObject {
  readonly parameters: Record<string, string | undefined>;
  readonly reclaimPolicy: string;
}

interface PersistentVolume extends KubernetesObject {
  readonly spec: {
    readonly claimRef: { readonly name: string };
    readonly csi: { readonly volumeHandle: string };
    readonly nodeAffinity: {
      readonly required: {
        readonly nodeSelectorTerms: { readonly matchExpressions: { key: string; values: string[] }[] }[];
      };
    };
  };
}

/** Each PersistentVolume that was applied names the deployed volume of its claim, and the zone it is in. */
export async function expectPersistentVolumes(deployment: Deployment): Promise<void> {
  const volumes = await volumesByClaim(deployment);
  const applied = Object.values(deployment.aws.applied());
  const persistent = applied.filter(({ kind }) => kind === 'PersistentVolume') as PersistentVolume[];
  expect(persistent.map(({ spec }) => spec.claimRef.name).sort()).toEqual(Object.keys(volumes).sort());
  for (const { spec } of persistent) {
    const volume = volumes[spec.claimRef.name];
    expect(spec.csi.volumeHandle).toBe(volume?.VolumeId);
    expect(spec.nodeAffinity.required.nodeSelectorTerms).toEqual([
      {
        matchExpressions: [
          { key: 'topology.kubernetes.io/zone', operator: 'In', values: [volume?.AvailabilityZone] },
        ],
      },
    ]);
  }
}

/** The cluster's node groups by pool and zone: `datanode-1a`. */
export async function nodeGroupsOf(deployment: Deployment): Promise<Record<string, NodeGroup>> {
  const { name } = await deployment.cluster();
  const subnets = await deployment.aws.subnets();
  const groups: Record<string, NodeGroup> = {};
  for (const group of await deployment.aws.nodeGroups(name)) {
    const zone = deployment.plan.zones.find(
      ({ name: zoneName }) => zoneName === subnets[group.subnets[0] ?? '']?.AvailabilityZone,
    );
    const key = `${group.labels[NODE_ROLE_LABEL] ?? ''}-${zone?.key ?? ''}`;
    if (key in groups) throw new Error(`there are two node groups for ${key}`);
    groups[key] = group;
  }
  return groups;
}

/** The account's volumes by the claim that they are tagged with. */
export async function volumesByClaim(deployment: Deployment): Promise<Record<string, Volume>> {
  const volumes = await deployment.aws.volumes();
  return Object.fromEntries(volumes.map((volume) => [tagsOf(volume)['cdk-hadoop:claim'] ?? '', volume]));
}

/** Claims whose volumes the platform makes itself. */
export function staticClaims(plan: Plan): Claim[] {
  return plan.roles.flatMap(claimsOf).filter(({ template }) => template.volume.mode === VolumeMode.STATIC);
}

function tagsOf({ Tags }: Volume): Record<string, string> {
  return Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

function expectReservations(pool: PoolPlan, userData: string): void {
  const { apiVersion, kind, spec } = nodeConfigOf(userData);
  expect({ apiVersion, kind }).toEqual({ apiVersion: 'node.eks.aws/v1alpha1', kind: 'NodeConfig' });
  const { config } = spec.kubelet;
  expect(config.maxPods).toBe(pool.maxPods);
  expect(config.kubeReserved).toMatchObject({
    cpu: `${pool.kubeReservedCpuMillis}m`,
    memory: `${pool.kubeReservedMemoryMiB}Mi`,
  });
  expect(config.evictionHard['memory.available']).toBe(`${pool.evictionMiB}Mi`);
  expect(spec.instance !== undefined).toBe(pool.localDisks);
  expect(partsOf(userData)['text/cloud-boothook']).toContain('vm.swappiness = 1');
}
