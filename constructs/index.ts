// The public API. Exports must not be removed: test/constructs/public-api.test.ts lists all of them.

// Descriptions.
export { type CalibratedAssumption } from '../lib/assumptions/calibrated-assumption';
export { type DiscountTable } from '../lib/catalog/discount-table';
export { Architecture } from '../lib/catalog/instance-type';
export { type IopsPriceTier, type PriceTable } from '../lib/catalog/prices';
export { VolumeType } from '../lib/catalog/volume-type';
export {
  type ClusterDescription,
  type Environment,
  type HybridNetwork,
  type ImageDescription,
  type ImportedEnsemble,
  type ImportedHdfs,
  type ImportedVpc,
  type NetworkDescription,
  NodeSharing,
  type PlanningOptions,
  Tier,
  UpgradePolicy,
} from '../lib/model/environment';
export { NodeKind, type RoleOverrides, VolumeMode } from '../lib/model/overrides';
export { Priority, Product, Role } from '../lib/roles/role';
export {
  type HBaseTargets,
  type HdfsTargets,
  type YarnDemand,
  type YarnTargets,
  type ZooKeeperTargets,
  type ZooKeeperTenant,
} from '../lib/model/targets';

// Plans.
export { type CostItem } from '../lib/plan/cost-item';
export { type DeploymentPlan } from '../lib/plan/deployment-plan';
export {
  type Choice,
  type ChoiceOption,
  type ContainerPlan,
  type Figure,
  type FigureInput,
  type Finding,
  InputKind,
  type Member,
  type NodeGroups,
  type NodeGroupSettings,
  NodeUpdate,
  type Plan,
  type PoolPlan,
  type PortPlan,
  type ProductVersions,
  type RolePlan,
  Severity,
  type TaintPlan,
  type VolumePlan,
  type ZoneNodes,
  type ZonePlan,
  type ZoneReplicas,
} from '../lib/plan/plan';
export {
  type Endpoint,
  type EnsemblePlan,
  type EnsembleServer,
  type FileSystemPlan,
  type HBasePlan,
  type HdfsClientPlan,
  type HdfsPlan,
  type QueuePlan,
  type TenantPlan,
  type YarnPlan,
  type ZoneServicePlan,
} from '../lib/plan/product-plans';
export {
  BlockPlacement,
  type PlacementTraffic,
  type TrafficFlow,
  type TrafficPlan,
} from '../lib/plan/traffic-plan';
export { type LockedPod, type LockedVolume, type PlatformLock } from '../lib/plan/platform-lock';
export { type QuotaNeed, QuotaScope } from '../lib/plan/quota-need';
export { type UnitCost } from '../lib/plan/unit-cost';
export { PlatformPlanner } from './platform-planner';

// Platforms.
export { HadoopPlatform, type HadoopPlatformProps } from './hadoop-platform';

// Products on a cluster.
export { HadoopNamespace, type HadoopNamespaceProps, type IHadoopNamespace } from './hadoop-namespace';
export {
  HBaseCluster,
  type HBaseClusterAttributes,
  type HBaseClusterProps,
  type IHBaseCluster,
  type IPlannedHBaseCluster,
} from './hbase-cluster';
export {
  HdfsNamespace,
  type HdfsNamespaceAttributes,
  type HdfsNamespaceProps,
  type IHdfsNamespace,
  type IPlannedHdfsNamespace,
} from './hdfs-namespace';
export { type IPlannedProduct } from './planned-product';
export { type ProductProps } from './product-props';
export {
  type IPlannedYarnCluster,
  type IYarnCluster,
  YarnCluster,
  type YarnClusterAttributes,
  type YarnClusterProps,
} from './yarn-cluster';
export {
  type IPlannedZooKeeperEnsemble,
  type IZooKeeperEnsemble,
  ZooKeeperEnsemble,
  type ZooKeeperEnsembleAttributes,
  type ZooKeeperEnsembleProps,
} from './zookeeper-ensemble';

// AWS parts of a platform.
export { BackupBucket, type BackupBucketProps } from './aws/backup-bucket';
export { ClusterServices, type ClusterServicesProps } from './aws/cluster-services';
export { FileSystemAccess, type FileSystemAccessProps } from './aws/file-system-access';
export { DataVolumes, type DataVolumesProps } from './aws/data-volumes';
export { HybridNodes, type HybridNodesProps } from './aws/hybrid-nodes';
export { NodePools, type NodePoolsProps } from './aws/node-pools';
export { PlatformCluster, type PlatformClusterProps } from './aws/platform-cluster';
export { PlatformNetwork, type PlatformNetworkProps } from './aws/platform-network';
export { PodIdentityRole, type PodIdentityRoleProps } from './aws/pod-identity-role';
export { ProductImages, type ProductImagesProps } from './aws/product-images';
export { WorkloadManifest, type WorkloadManifestProps } from './aws/workload-manifest';

// Manifests for any Kubernetes cluster.
export {
  HBaseChart,
  HdfsChart,
  type Manifest,
  PlatformChart,
  type PlatformChartProps,
  PlatformManifests,
  type ProductChartProps,
  YarnChart,
  ZooKeeperChart,
  type ZooKeeperChartProps,
} from './kubernetes';
