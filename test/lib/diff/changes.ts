import { Architecture } from '../../../lib/catalog/instance-type';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { RoleOverrides, VolumeMode } from '../../../lib/model/overrides';
import { Product } from '../../../lib/roles/role';

/** A small platform on AWS. */
export const BASE: Environment = {
  name: 'base',
  tier: Tier.STAGING,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  zookeeper: [{ name: 'main', tenants: [{ name: 'locks', maxZnodes: 1_000 }] }],
  hdfs: { usableTiB: 6 },
  hbase: { datasetTiB: 1 },
  cluster: { kubernetesVersion: '1.35' },
};

const { hbase: _hbase, ...WITHOUT_HBASE } = BASE;

/** The base with other overrides of a role. */
export function overriding(role: string, overrides: RoleOverrides, base: Environment = BASE): Environment {
  return { ...base, overrides: { ...base.overrides, [role]: { ...base.overrides?.[role], ...overrides } } };
}

/** The base with other figures of a role. */
export function withFigures(
  role: string,
  figures: Record<string, number>,
  base: Environment = BASE,
): Environment {
  const before = base.overrides?.[role] ?? {};
  return overriding(role, { ...before, figures: { ...before.figures, ...figures } }, base);
}

/** Changes of a description that people make, by what they are. */
export const CHANGES: Readonly<Record<string, Environment>> = {
  'nothing at all': BASE,
  'a setting of a role': overriding('regionserver', { settings: { 'hbase.hregion.majorcompaction': '0' } }),
  'a figure of a role': withFigures('datanode', { handlers: 77 }),
  'memory of a role': withFigures('datanode', { overheadMiB: 2_000 }),
  'more data': { ...BASE, hdfs: { usableTiB: 60 } },
  'a tenant': { ...BASE, zookeeper: [{ name: 'main', tenants: [{ name: 'locks', maxZnodes: 2_000 }] }] },
  observers: { ...BASE, zookeeper: [{ name: 'main', clients: 30_000 }] },
  'five participants': { ...BASE, zookeeper: [{ name: 'main', participants: 5 }] },
  'a second ensemble': { ...BASE, zookeeper: [...(BASE.zookeeper ?? []), { name: 'second' }] },
  'another instance type': overriding('datanode', { instanceType: 'm7g.8xlarge' }),
  'larger dynamic volumes': withFigures('datanode', { dataGiB: 8_000 }),
  'larger static volumes': withFigures('namenode', { dataGiB: 900 }),
  'more disks': withFigures('datanode', { dataDisks: 4 }),
  'another volume type': overriding('datanode', { volumeType: VolumeType.GP3 }),
  'the nodes’ own disks': overriding('datanode', { volumeMode: VolumeMode.LOCAL }),
  'fewer replicas': { ...BASE, hdfs: { usableTiB: 6, replication: 2 } },
  'a fourth zone': {
    ...BASE,
    zones: [...BASE.zones, 'us-east-1d'],
    quorumZones: BASE.zones,
  },
  'other quorum zones': {
    ...BASE,
    zones: [...BASE.zones, 'us-east-1d'],
    quorumZones: ['us-east-1b', 'us-east-1c', 'us-east-1d'],
  },
  'another address range': { ...BASE, network: { vpcCidr: '10.99.0.0/16' } },
  'another region': { ...BASE, region: 'us-west-2', zones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] },
  'another domain': { ...BASE, clusterDomain: 'k8s.example.com' },
  'a newer Kubernetes': { ...BASE, cluster: { kubernetesVersion: '1.36', nodeVersion: '1.35' } },
  'another architecture': { ...BASE, architecture: Architecture.AMD64 },
  'nodes of their own': { ...BASE, nodeSharing: NodeSharing.DEDICATED },
  'one product less': { ...WITHOUT_HBASE, products: [Product.ZOOKEEPER, Product.HDFS, Product.YARN] },
  'another tier': { ...BASE, tier: Tier.PROD },
};
