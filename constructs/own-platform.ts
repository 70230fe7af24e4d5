import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { imagesOf } from '../lib/config/product-images';
import { Environment, NodeSharing, Tier } from '../lib/model/environment';
import { NodeKind } from '../lib/model/overrides';
import { freeze } from '../lib/plan/freeze';
import { Plan, PoolPlan } from '../lib/plan/plan';
import { snapshotRetentionDays } from '../lib/model/resolved';
import { planPlatform } from '../lib/planner/planner';
import { NODE_ROLE_LABEL } from '../lib/topology/names';
import { zoneKey } from '../lib/network/zone';
import { DataVolumes } from './aws/data-volumes';
import { NodePools } from './aws/node-pools';
import { ProductImages } from './aws/product-images';
import { WorkloadManifest } from './aws/workload-manifest';
import { annotateFindings } from './plan-annotations';
import { FileSystemAccess } from './aws/file-system-access';
import { PlatformManifests } from './kubernetes/platform-manifests';
import { ProductProps } from './product-props';
import { yarnFileSystemAccess } from './yarn-file-system';

/** What a product asks for on top of where it runs. */
export type ProductDescription = Pick<
  Environment,
  'products' | 'zookeeper' | 'hdfs' | 'hbase' | 'yarn' | 'importedEnsemble' | 'importedHdfs'
> & {
  /** Name of the product in messages, and of its namespace if it has its own. */
  readonly name: string;
};

/**
 * A product with all that it needs on a given cluster and VPC: its plan, node groups, volumes, images and manifests.
 * The parts are the same ones that a whole platform is made of.
 */
export class OwnPlatform extends Construct {
  public readonly plan: Plan;
  public readonly encryptionKey: kms.IKey;
  /** What may use the bucket of YARN, if it has one. */
  public readonly fileSystemAccess?: FileSystemAccess;

  public constructor(scope: Construct, id: string, props: ProductProps, description: ProductDescription) {
    super(scope, id);
    checkProps(props, description);
    const zones = zonesOf(props);
    const environment = describe(props, description, zones);
    this.plan = onOwnNodes(planPlatform(environment), description.name);
    annotateFindings(this, this.plan);

    const volumes = new DataVolumes(this, 'Volumes', {
      roles: this.plan.roles,
      zones: this.plan.zones,
      ...(props.encryptionKey === undefined ? {} : { encryptionKey: props.encryptionKey }),
      ...(props.existingVolumes === undefined ? {} : { existingVolumes: props.existingVolumes }),
      snapshotRetentionDays: snapshotRetentionDays(environment),
    });
    this.encryptionKey = volumes.encryptionKey;
    const nodes = new NodePools(this, 'Nodes', {
      cluster: props.cluster,
      subnets: byKey(privateSubnets(props.vpc, zones)),
      // Cluster services have their nodes already.
      pools: this.plan.pools.filter(({ groups }) => groups.length > 0),
      architecture: this.plan.architecture,
      encryptionKey: volumes.encryptionKey,
      name: description.name,
    });
    const images = new ProductImages(this, 'Images', {
      architecture: this.plan.architecture,
      versions: this.plan.versions,
      images: imagesOf(this.plan.products),
      s3a: this.plan.yarn?.fileSystem !== undefined,
      ...(props.images === undefined ? {} : { references: props.images }),
    });
    const { manifests } = new PlatformManifests({
      plan: this.plan,
      images: images.references,
      imageIds: images.ids,
      volumeIds: volumes.volumeIds,
      volumeKeyArn: volumes.encryptionKey.keyArn,
    });
    const access = yarnFileSystemAccess(this, props.cluster, this.plan);
    // EKS gives pods their role when they are made: those that are there before have none.
    access?.node.addDependency(nodes);
    if (access !== undefined) this.fileSystemAccess = access;
    let previous: Construct = access ?? nodes;
    for (const { name, objects, product } of manifests) {
      // A shared namespace is made once, by its owner.
      if (product === undefined && props.namespace !== undefined) continue;
      const manifest = new WorkloadManifest(this, name, { cluster: props.cluster, name, objects });
      manifest.node.addDependency(previous);
      previous = manifest;
    }
  }
}

function checkProps({ tier }: ProductProps, { importedEnsemble, importedHdfs }: ProductDescription): void {
  if (tier === Tier.LOCAL) {
    throw new Error(
      `tier is '${tier}', which has no AWS half: allowed: ${Tier.DEV}, ${Tier.STAGING}, ${Tier.PROD}`,
    );
  }
  // Files are named by their content, and take addresses apart: what is known after the deployment is too late.
  const { connectString = '' } = importedEnsemble ?? {};
  const { nameservice = '', namenodeAddresses = {} } = importedHdfs ?? {};
  const needed = { connectString, nameservice, ...prefixed('namenodeAddresses', namenodeAddresses) };
  for (const [field, value] of Object.entries(needed)) {
    if (Token.isUnresolved(value)) {
      throw new Error(
        `${field} is an unresolved token: allowed: a text that is known when the app is synthesized`,
      );
    }
  }
}

function prefixed(prefix: string, record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [`${prefix}.${key}`, value]));
}

/** Longest value of a Kubernetes label. */
const MAX_LABEL_VALUE = 63;

/**
 * The plan with nodes that are told from those of every other product on the cluster. Pools of several products have
 * the same names; pods that went to each other's nodes would take room that was measured for others.
 */
function onOwnNodes(plan: Plan, name: string): Plan {
  // A dot is in no name: what is joined by it stays distinct.
  const owner = plan.namespace === name ? name : `${plan.namespace}.${name}`;
  const owned = (pool: PoolPlan): PoolPlan => {
    const value = `${owner}.${pool.name}`;
    if (value.length > MAX_LABEL_VALUE) {
      throw new Error(
        `node label '${value}' of namespace, product and pool has ${String(value.length)} characters: ` +
          `allowed: at most ${String(MAX_LABEL_VALUE)}; shorten the namespace`,
      );
    }
    return {
      ...pool,
      labels: { ...pool.labels, [NODE_ROLE_LABEL]: value },
      taints: pool.taints.map((taint) => (taint.key === NODE_ROLE_LABEL ? { ...taint, value } : taint)),
    };
  };
  return freeze({
    ...plan,
    pools: plan.pools.map((pool) => (pool.groups.length === 0 ? pool : owned(pool))),
  });
}

function zonesOf({ zones, vpc }: ProductProps): string[] {
  const names = zones ?? vpc.availabilityZones;
  if (Token.isUnresolved(names) || names.some((name) => Token.isUnresolved(name))) {
    throw new Error(
      'zones of the VPC are unresolved tokens: allowed: names of availability zones in the prop zones',
    );
  }
  return names;
}

/** The first private subnet of each zone. */
function privateSubnets(vpc: ec2.IVpc, zones: string[]): Record<string, ec2.ISubnet> {
  return Object.fromEntries(
    zones.map((zone) => {
      const subnet = vpc.privateSubnets.find(({ availabilityZone }) => availabilityZone === zone);
      if (subnet === undefined) {
        const known = vpc.privateSubnets.map(({ availabilityZone }) => availabilityZone).join(', ');
        throw new Error(`zone '${zone}' has no private subnet in the VPC: allowed: ${known}`);
      }
      return [zone, subnet] as const;
    }),
  );
}

function byKey<T>(byZone: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(byZone).map(([zone, value]) => [zoneKey(zone), value]));
}

/** The range of a subnet; an imported one may not know it. */
function subnetCidr(zone: string, subnet: ec2.ISubnet | undefined): string {
  const hint = `allowed: a range such as 10.0.32.0/19 in the prop zoneCidrs['${zone}']`;
  let cidr: string | undefined;
  try {
    cidr = subnet?.ipv4CidrBlock;
  } catch (cause) {
    throw new Error(`address range of the private subnet in ${zone} is unknown: ${hint}`, { cause });
  }
  if (cidr === undefined || Token.isUnresolved(cidr)) {
    throw new Error(`address range of the private subnet in ${zone} is an unresolved token: ${hint}`);
  }
  return cidr;
}

/** Puts the props of a construct into the words of a description, with the VPC as an imported one. */
function describe(props: ProductProps, description: ProductDescription, zones: string[]): Environment {
  const subnets = privateSubnets(props.vpc, zones);
  const cidrs = zones.map(
    (zone) => [zone, props.zoneCidrs?.[zone]?.[0] ?? subnetCidr(zone, subnets[zone])] as const,
  );
  const more = zones.map((zone) => [zone, props.zoneCidrs?.[zone]?.slice(1) ?? []] as const);
  return {
    ...description,
    tier: props.tier ?? Tier.PROD,
    // The zones are those of a VPC that exists.
    acknowledgeUnknownZones: true,
    // The zones tell the region; that of the stack may be a token.
    region: (zones[0] ?? '').slice(0, -1),
    zones,
    namespace: props.namespace ?? description.name,
    nodeKind: props.nodeKind ?? NodeKind.VM,
    nodeSharing: props.nodeSharing ?? NodeSharing.MASTERS,
    network: {
      importedVpc: {
        vpcId: props.vpc.vpcId,
        privateSubnetIds: Object.fromEntries(zones.map((zone) => [zone, subnets[zone]?.subnetId ?? ''])),
        privateSubnetCidrs: Object.fromEntries(cidrs),
      },
      ...(more.some(([, ranges]) => ranges.length > 0) ? { podCidrs: Object.fromEntries(more) } : {}),
    },
    cluster: props.kubernetesVersion === undefined ? {} : { kubernetesVersion: props.kubernetesVersion },
    ...(props.clusterDomain === undefined ? {} : { clusterDomain: props.clusterDomain }),
    ...(props.architecture === undefined ? {} : { architecture: props.architecture }),
    ...(props.overrides === undefined ? {} : { overrides: props.overrides }),
    ...(props.existingVolumes === undefined ? {} : { existingVolumes: props.existingVolumes }),
    ...(props.snapshotRetentionDays === undefined
      ? {}
      : { snapshotRetentionDays: props.snapshotRetentionDays }),
  };
}
