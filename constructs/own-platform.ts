import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { imagesOf } from '../lib/config/product-images';
import { Environment, NodeSharing, Tier } from '../lib/model/environment';
import { NodeKind } from '../lib/model/overrides';
import { Plan } from '../lib/sizing/plan';
import { snapshotRetentionDays } from '../lib/model/resolved';
import { planPlatform } from '../lib/sizing/planner';
import { DataVolumes } from './aws/data-volumes';
import { NodePools } from './aws/node-pools';
import { ProductImages } from './aws/product-images';
import { WorkloadManifest } from './aws/workload-manifest';
import { annotateFindings } from './plan-annotations';
import { PlatformManifests } from './kubernetes/platform-manifests';
import { ProductProps } from './product-props';

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

  public constructor(scope: Construct, id: string, props: ProductProps, description: ProductDescription) {
    super(scope, id);
    const zones = zonesOf(props);
    const environment = describe(props, description, zones);
    this.plan = planPlatform(environment);
    annotateFindings(this, this.plan);

    const volumes = new DataVolumes(this, 'Volumes', {
      roles: this.plan.roles,
      zones: this.plan.zones,
      ...(props.encryptionKey === undefined ? {} : { encryptionKey: props.encryptionKey }),
      ...(props.existingVolumes === undefined ? {} : { existingVolumes: props.existingVolumes }),
      snapshotRetentionDays: snapshotRetentionDays(environment),
    });
    const nodes = new NodePools(this, 'Nodes', {
      cluster: props.cluster,
      subnets: privateSubnets(props.vpc, zones),
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
      ...(props.images === undefined ? {} : { references: props.images }),
    });
    const { manifests } = new PlatformManifests({
      plan: this.plan,
      images: images.references,
      volumeIds: volumes.volumeIds,
      volumeKeyArn: volumes.encryptionKey.keyArn,
    });
    let previous: Construct = nodes;
    for (const { name, objects, product } of manifests) {
      // A shared namespace is made once, by its owner.
      if (product === undefined && props.namespace !== undefined) continue;
      const manifest = new WorkloadManifest(this, name, { cluster: props.cluster, name, objects });
      manifest.node.addDependency(previous);
      previous = manifest;
    }
  }
}

function zonesOf({ zones, vpc }: ProductProps): string[] {
  const names = zones ?? vpc.availabilityZones;
  if (Token.isUnresolved(names) || names.some((name) => Token.isUnresolved(name))) {
    throw new Error('zones of the VPC are unresolved tokens: allowed: names of availability zones in the prop zones');
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
  const cidrs = zones.map((zone) => [zone, props.zoneCidrs?.[zone]?.[0] ?? subnetCidr(zone, subnets[zone])] as const);
  const more = zones.map((zone) => [zone, props.zoneCidrs?.[zone]?.slice(1) ?? []] as const);
  return {
    ...description,
    tier: props.tier ?? Tier.PROD,
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
    ...(props.snapshotRetentionDays === undefined ? {} : { snapshotRetentionDays: props.snapshotRetentionDays }),
  };
}
