import { Token } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { Environment, NodeSharing, Tier } from '../lib/model/environment';
import { NodeKind } from '../lib/model/overrides';
import { freeze } from '../lib/plan/freeze';
import { Plan, PoolPlan } from '../lib/plan/plan';
import { planPlatform } from '../lib/planner/planner';
import { NODE_ROLE_LABEL } from '../lib/topology/names';
import { zoneKey } from '../lib/network/zone';
import { DataVolumes } from './aws/data-volumes';
import { NodePools } from './aws/node-pools';
import { wholeDays } from './aws/whole-days';
import { annotateFindings } from './plan-annotations';
import { FileSystemAccess } from './aws/file-system-access';
import { RunningProduct } from './planned-product';
import { withoutPendingNamenodes, withoutPendingServers } from './pending-lookup';
import { PlatformParts } from './platform-parts';
import { ProductNetwork, productNetwork, ProductZone } from './product-network';
import { ProductProps } from './product-props';

/** Properties of a product, in addition to its location. */
export type ProductDescription = Pick<
  Environment,
  'products' | 'zookeeper' | 'hdfs' | 'hbase' | 'yarn' | 'importedEnsemble' | 'importedHdfs'
> & {
  /** Name of the product in messages, and of its dedicated namespace, if any. */
  readonly name: string;
};

/**
 * A product with all of its parts on a given cluster and VPC: plan, node groups, volumes, images and manifests. A whole
 * platform consists of the same parts.
 */
export class OwnPlatform extends Construct implements RunningProduct {
  public readonly plan: Plan;
  public readonly encryptionKey: kms.IKey;
  public readonly volumes: DataVolumes;
  public readonly nodes: NodePools;
  /** Identities that can use the bucket of YARN, if it has one. */
  public readonly fileSystemAccess?: FileSystemAccess;
  public readonly cluster: eks.ICluster;

  public constructor(scope: Construct, id: string, props: ProductProps, description: ProductDescription) {
    super(scope, id);
    this.cluster = props.cluster;
    checkProps(props, description);
    const network = productNetwork(this, props);
    const environment = describe(props, withoutPending(description), network);
    this.plan = onOwnNodes(planPlatform(environment), description.name);
    annotateFindings(this, this.plan);

    const parts = new PlatformParts(this, {
      plan: this.plan,
      environment,
      cluster: props.cluster,
      subnets: Object.fromEntries(network.zones.map(({ name, subnet }) => [zoneKey(name), subnet])),
      // The cluster already has nodes for its services.
      pools: this.plan.pools.filter(({ groups }) => groups.length > 0),
      data: this,
      encryptionKey: props.encryptionKey,
    });
    this.encryptionKey = parts.encryptionKey;
    this.volumes = parts.volumes;
    this.nodes = parts.nodes;
    const access = parts.allowFileSystem(this);
    // EKS assigns roles when pods are created. Pods that were created before have none.
    access?.node.addDependency(parts.nodes);
    if (access !== undefined) this.fileSystemAccess = access;
    const manifests = [
      // The owner of a shared namespace creates it.
      ...(props.namespace === undefined ? parts.apply(this) : []),
      ...this.plan.products.flatMap((product) => parts.apply(this, product)),
    ];
    let previous: IConstruct[] = [
      access ?? parts.nodes,
      ...(props.namespace === undefined ? [] : [props.namespace]),
    ];
    for (const manifest of manifests) {
      manifest.node.addDependency(...previous);
      previous = [manifest];
    }
  }
}

function checkProps({ tier }: ProductProps, { importedEnsemble, importedHdfs }: ProductDescription): void {
  if (tier === Tier.LOCAL) {
    throw new Error(
      `tier is '${tier}', which has no AWS half: allowed: ${Tier.DEV}, ${Tier.STAGING}, ${Tier.PROD}`,
    );
  }
  // File names depend on the content, and files contain parsed addresses, so values must be known at synthesis.
  const { connectString = '' } = importedEnsemble ?? {};
  const { nameservice = '', namenodeAddresses = {} } = importedHdfs ?? {};
  const needed = { connectString, nameservice, ...prefixed('namenodeAddresses', namenodeAddresses) };
  for (const [field, value] of Object.entries(needed)) {
    if (Token.isUnresolved(value)) {
      throw new Error(`${field} is an unresolved token: allowed: a text that is known at synthesis`);
    }
  }
}

function prefixed(prefix: string, record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [`${prefix}.${key}`, value]));
}

/** Maximum length of a Kubernetes label value. */
const MAX_LABEL_VALUE = 63;

/**
 * The plan with node labels and taints that are unique in the cluster. Pools of different products can have the same
 * names, and a pod on a node of another product would use resources that are planned for that product.
 */
function onOwnNodes(plan: Plan, name: string): Plan {
  // Names contain no dots, so the joined name is unambiguous.
  const owner = plan.namespace === name ? name : `${plan.namespace}.${name}`;
  const owned = (pool: PoolPlan): PoolPlan => {
    const value = `${owner}.${pool.name}`;
    if (value.length > MAX_LABEL_VALUE) {
      throw new Error(
        `node label '${value}' of namespace, product and pool has ${value.length} characters: ` +
          `allowed: at most ${MAX_LABEL_VALUE}; shorten the namespace`,
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
    // The owner of the cluster controls its settings, so a product must not set them.
    findings: plan.findings.filter(({ subject }) => !subject.startsWith('cluster.')),
  });
}

/** Lookups resolve in the second pass of a synthesis, and the first pass must succeed. */
function withoutPending({ importedEnsemble, importedHdfs, ...rest }: ProductDescription): ProductDescription {
  return {
    ...rest,
    ...(importedEnsemble === undefined ? {} : { importedEnsemble: withoutPendingServers(importedEnsemble) }),
    ...(importedHdfs === undefined ? {} : { importedHdfs: withoutPendingNamenodes(importedHdfs) }),
  };
}

/** Translates the props of a construct into a description with an imported VPC. */
function describe(
  props: ProductProps,
  description: ProductDescription,
  network: ProductNetwork,
): Environment {
  const { vpc, zones, pending } = network;
  const byZone = <T>(value: (zone: ProductZone) => T): Record<string, T> =>
    Object.fromEntries(zones.map((zone) => [zone.name, value(zone)]));
  return {
    ...description,
    tier: props.tier ?? Tier.PROD,
    // The zones are those of the existing VPC.
    acknowledgeUnknownZones: true,
    // Derive the region from the zones, because the region of the stack can be a token.
    region: (zones[0]?.name ?? '').slice(0, -1),
    zones: zones.map(({ name }) => name),
    namespace: props.namespace?.namespaceName ?? description.name,
    nodeKind: props.nodeKind ?? NodeKind.VM,
    nodeSharing: props.nodeSharing ?? NodeSharing.MASTERS,
    network: {
      importedVpc: {
        vpcId: vpc.vpcId,
        privateSubnetIds: byZone(({ subnet }) => subnet.subnetId),
        privateSubnetCidrs: byZone(({ cidrs }) => cidrs[0]),
      },
      ...(zones.some(({ cidrs }) => cidrs.length > 1)
        ? { podCidrs: byZone(({ cidrs }) => cidrs.slice(1)) }
        : {}),
    },
    cluster: props.kubernetesVersion === undefined ? {} : { kubernetesVersion: props.kubernetesVersion },
    ...(props.clusterDomain === undefined ? {} : { clusterDomain: props.clusterDomain }),
    ...(props.architecture === undefined ? {} : { architecture: props.architecture }),
    ...(props.overrides === undefined ? {} : { overrides: props.overrides }),
    ...(props.images === undefined ? {} : { images: { references: props.images } }),
    // Volume names contain the zone.
    ...(props.existingVolumes === undefined || pending ? {} : { existingVolumes: props.existingVolumes }),
    ...(props.snapshotRetention === undefined
      ? {}
      : { snapshotRetentionDays: wholeDays('snapshotRetention', props.snapshotRetention) }),
  };
}
