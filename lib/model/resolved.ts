import { Architecture } from '../catalog/instance-type';
import { BYTES_PER_MIB, MIB_PER_TIB } from '../catalog/units';
import { defaultColdPaths } from './cold-data';
import { Environment, NodeSharing, Tier } from './environment';
import { NodeKind, RoleOverrides } from './overrides';
import { Product, PRODUCTS, Role } from '../roles/role';
import { parseS3Location, S3Location } from './s3-location';
import { HBaseTargets, HdfsTargets, YarnDemand, YarnTargets, ZooKeeperTargets } from './targets';
import { Assumptions, assumptionsOf } from '../assumptions/assumptions';

/** The targets of an ensemble with defaults. */
export interface ResolvedEnsemble extends Required<ZooKeeperTargets> {
  /** Path of the ensemble in the description, for messages. */
  readonly field: string;
}

export type ResolvedHdfs = Required<HdfsTargets>;
export type ResolvedHBase = Required<HBaseTargets>;
export type ResolvedDemand = Required<YarnDemand>;

export interface ResolvedYarn {
  readonly fileSystem: S3Location | undefined;
  readonly production: ResolvedDemand;
  readonly nonProduction: ResolvedDemand;
  readonly largestContainerVcores: number;
  readonly largestContainerMemoryGiB: number;
  readonly minNodeManagersPerZone: number | undefined;
  readonly maxNodeManagersPerZone: number | undefined;
}

/** A description with all defaults. Products that do not run are undefined. */
export interface ResolvedEnvironment {
  readonly source: Environment;
  readonly namespace: string;
  readonly clusterDomain: string;
  readonly kubernetesVersion: string;
  readonly nodeVersion: string;
  readonly architecture: Architecture;
  readonly nodeKind: NodeKind;
  readonly nodeSharing: NodeSharing;
  readonly nodeGroupQuota: number;
  readonly nodesPerGroupQuota: number;
  readonly vpcCidr: string;
  readonly products: readonly Product[];
  readonly ensembles: readonly ResolvedEnsemble[];
  readonly hdfs: ResolvedHdfs | undefined;
  readonly hbase: ResolvedHBase | undefined;
  readonly yarn: ResolvedYarn | undefined;
  /** The assumptions of the planner, including the user's values. */
  readonly assumptions: Assumptions;
}

/** Kubernetes version of a new cluster: the newest that EKS, a kubectl layer and the checks of manifests all have. */
export const DEFAULT_KUBERNETES_VERSION = '1.36';
export const DEFAULT_VPC_CIDR = '10.0.0.0/16';
/**
 * Default quota of managed node groups per cluster.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
export const DEFAULT_NODE_GROUP_QUOTA = 30;
/** Default quota of nodes per managed node group, from the same page. */
export const DEFAULT_NODES_PER_GROUP_QUOTA = 450;
/** Default client writes per TiB of data. */
export const DEFAULT_WRITE_MIBPS_PER_TIB = 5;
/** Block size of HDFS. @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml */
export const BLOCK_MIB = 128;
/** Rows of a scan, as `hbase.scansPerSecond` counts them. */
export const ROWS_PER_SCAN = 100;

/** Default number of watches per ZooKeeper client. */
export const WATCHES_PER_CLIENT = 10;

/** Default retention of snapshots of the masters' volumes in days. */
export function snapshotRetentionDays({ tier, snapshotRetentionDays: days }: Environment): number {
  return days ?? SNAPSHOT_DAYS[tier];
}

const SNAPSHOT_DAYS: Record<Tier, number> = {
  [Tier.LOCAL]: 0,
  [Tier.DEV]: 0,
  [Tier.STAGING]: 7,
  [Tier.PROD]: 30,
};

/** Whether each zone of a new VPC has a NAT gateway. */
export function natGatewayPerZone({ tier, network }: Environment): boolean {
  return network?.natGatewayPerZone ?? (tier === Tier.PROD || tier === Tier.STAGING);
}

export function isAws(tier: Tier): boolean {
  return tier !== Tier.LOCAL;
}

/** Tiers with minimal resources. */
export function isSmall(tier: Tier): boolean {
  return tier === Tier.LOCAL || tier === Tier.DEV;
}

/** Overrides of a role. Empty by default. */
export function overridesOf(environment: Environment, role: Role): RoleOverrides {
  return environment.overrides?.[role] ?? {};
}

/** Fills in the documented defaults. The description must have passed `validateEnvironment`. */
export function resolveEnvironment(environment: Environment): ResolvedEnvironment {
  const { tier } = environment;
  const products = resolveProducts(environment);
  const hbase = products.includes(Product.HBASE) ? resolveHBase(tier, environment.hbase ?? {}) : undefined;
  const assumptions = assumptionsOf(environment.assumptions);
  const kubernetesVersion = environment.cluster?.kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION;
  return {
    source: environment,
    namespace: environment.namespace ?? 'hadoop',
    clusterDomain: environment.clusterDomain ?? 'cluster.local',
    kubernetesVersion,
    nodeVersion: environment.cluster?.nodeVersion ?? kubernetesVersion,
    architecture: environment.architecture ?? Architecture.ARM64,
    nodeKind: environment.nodeKind ?? NodeKind.VM,
    nodeSharing: environment.nodeSharing ?? defaultSharing(tier),
    nodeGroupQuota: environment.cluster?.nodeGroupQuota ?? DEFAULT_NODE_GROUP_QUOTA,
    nodesPerGroupQuota: environment.cluster?.nodesPerGroupQuota ?? DEFAULT_NODES_PER_GROUP_QUOTA,
    vpcCidr: environment.network?.vpcCidr ?? DEFAULT_VPC_CIDR,
    products,
    ensembles: products.includes(Product.ZOOKEEPER) ? resolveEnsembles(environment) : [],
    hdfs: products.includes(Product.HDFS)
      ? resolveHdfs(tier, environment.hdfs ?? {}, hbase, environment.zones.length, assumptions)
      : undefined,
    hbase,
    yarn: products.includes(Product.YARN) ? resolveYarn(tier, environment.yarn ?? {}) : undefined,
    assumptions,
  };
}

function defaultSharing(tier: Tier): NodeSharing {
  if (tier === Tier.PROD) return NodeSharing.DEDICATED;
  return tier === Tier.STAGING ? NodeSharing.MASTERS : NodeSharing.ALL;
}

/** The products to run: the given ones, otherwise all that are not imported. In the order of their dependencies. */
export function resolveProducts(environment: Environment): Product[] {
  const { products, importedEnsemble, importedHdfs } = environment;
  if (products !== undefined) return PRODUCTS.filter((product) => products.includes(product));
  return PRODUCTS.filter(
    (product) =>
      !(product === Product.ZOOKEEPER && importedEnsemble !== undefined) &&
      !(product === Product.HDFS && importedHdfs !== undefined),
  );
}

/** What an ensemble of the description is for; undefined for one that it does not have. */
export function targetsOfEnsemble(
  { ensembles }: ResolvedEnvironment,
  ensemble: string | undefined,
): ResolvedEnsemble | undefined {
  return ensembles.find(({ name }) => name === ensemble);
}

function resolveEnsembles(environment: Environment): ResolvedEnsemble[] {
  return (environment.zookeeper ?? [{ name: 'main' }]).map((targets, position) => {
    const znodes = targets.znodes ?? 10_000;
    const clients = targets.clients ?? 100;
    return {
      field: `zookeeper[${position}]`,
      name: targets.name,
      clients,
      znodes,
      dataTreeMiB: targets.dataTreeMiB ?? Math.max(16, Math.ceil(znodes / 1024)),
      watches: targets.watches ?? WATCHES_PER_CLIENT * clients,
      writesPerSecond: targets.writesPerSecond ?? 100,
      participants: targets.participants ?? (environment.tier === Tier.PROD ? 5 : 3),
      tenants: targets.tenants ?? [],
      isolated: targets.isolated ?? false,
    };
  });
}

function resolveHBase(tier: Tier, targets: HBaseTargets): ResolvedHBase {
  const small = isSmall(tier);
  return {
    datasetTiB: targets.datasetTiB ?? (small ? 0.005 : 1),
    readsPerSecond: targets.readsPerSecond ?? (small ? 100 : 10_000),
    writesPerSecond: targets.writesPerSecond ?? (small ? 100 : 5_000),
    scansPerSecond: targets.scansPerSecond ?? (small ? 0 : 100),
    averageRowBytes: targets.averageRowBytes ?? 1024,
    hotSetFraction: targets.hotSetFraction ?? 0.05,
    regionSizeGiB: targets.regionSizeGiB ?? 10,
    maxRegionUnavailabilitySeconds: targets.maxRegionUnavailabilitySeconds ?? 30,
  };
}

/** Bytes put, in MiB/s. */
export function hbasePutMiBps(hbase: ResolvedHBase): number {
  return (hbase.writesPerSecond * hbase.averageRowBytes) / BYTES_PER_MIB;
}

/** Bytes of the rows that gets and scans return, in MiB/s. */
export function hbaseReadMiBps(hbase: ResolvedHBase): number {
  const rows = hbase.readsPerSecond + ROWS_PER_SCAN * hbase.scansPerSecond;
  return (rows * hbase.averageRowBytes) / BYTES_PER_MIB;
}

/** The part of the dataset that is read most, in MiB. */
export function hotSetMiB(hbase: ResolvedHBase): number {
  return hbase.datasetTiB * MIB_PER_TIB * hbase.hotSetFraction;
}

/** Writes of HBase to HDFS in MiB/s, before replication. */
export function hbaseWriteMiBps(hbase: ResolvedHBase, { hbaseWriteAmplification }: Assumptions): number {
  return hbasePutMiBps(hbase) * hbaseWriteAmplification;
}

/** Millions of blocks of so much data, if all of them are full. */
export function fullBlocksMillions(usableTiB: number): number {
  return (usableTiB * MIB_PER_TIB) / BLOCK_MIB / 1e6;
}

const LEAST_USABLE_TIB: Record<Tier, number> = {
  [Tier.LOCAL]: 0.01,
  [Tier.DEV]: 0.05,
  [Tier.STAGING]: 1,
  [Tier.PROD]: 1,
};

function resolveHdfs(
  tier: Tier,
  targets: HdfsTargets,
  hbase: ResolvedHBase | undefined,
  zones: number,
  assumptions: Assumptions,
): ResolvedHdfs {
  const usableTiB = targets.usableTiB ?? Math.max(LEAST_USABLE_TIB[tier], (hbase?.datasetTiB ?? 0) * 1.1);
  const coldFraction = targets.coldFraction ?? 0;
  const hotTiB = usableTiB * (1 - coldFraction);
  const fromHBase = hbase === undefined ? 0 : hbaseWriteMiBps(hbase, assumptions);
  return {
    usableTiB,
    growthPerYear: targets.growthPerYear ?? 0.3,
    coldFraction,
    coldPaths: coldFraction === 0 ? [] : (targets.coldPaths ?? defaultColdPaths(coldFraction)),
    filesMillions: targets.filesMillions ?? fullBlocksMillions(usableTiB),
    replication: targets.replication ?? Math.min(3, zones),
    restoreRedundancyHours: targets.restoreRedundancyHours ?? 4,
    readMiBps: targets.readMiBps ?? Math.max(10, 20 * hotTiB),
    writeMiBps: targets.writeMiBps ?? Math.max(5, DEFAULT_WRITE_MIBPS_PER_TIB * hotTiB) + fromHBase,
  };
}

function resolveYarn(tier: Tier, targets: YarnTargets): ResolvedYarn {
  const small = isSmall(tier);
  const production = resolveDemand(
    targets.production ?? {
      guaranteedVcores: small ? 1 : 48,
      guaranteedMemoryGiB: small ? 2 : 192,
    },
  );
  return {
    fileSystem: targets.fileSystem === undefined ? undefined : parseS3Location(targets.fileSystem),
    production,
    nonProduction: resolveDemand(
      targets.nonProduction ?? {
        guaranteedVcores: production.guaranteedVcores / 2,
        guaranteedMemoryGiB: production.guaranteedMemoryGiB / 2,
      },
    ),
    largestContainerVcores: targets.largestContainerVcores ?? (small ? 1 : 4),
    largestContainerMemoryGiB: targets.largestContainerMemoryGiB ?? (small ? 1 : 16),
    minNodeManagersPerZone: targets.minNodeManagersPerZone,
    maxNodeManagersPerZone: targets.maxNodeManagersPerZone,
  };
}

function resolveDemand(demand: YarnDemand): ResolvedDemand {
  return {
    guaranteedVcores: demand.guaranteedVcores,
    guaranteedMemoryGiB: demand.guaranteedMemoryGiB,
    peakVcores: demand.peakVcores ?? demand.guaranteedVcores,
    peakMemoryGiB: demand.peakMemoryGiB ?? demand.guaranteedMemoryGiB,
  };
}
