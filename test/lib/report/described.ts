import { Environment, Tier } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { Product } from '../../../lib/roles/role';

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** A platform with something to say in every part of a report. */
export const RICH: Environment = {
  name: 'rich',
  tier: Tier.STAGING,
  account: '123456789012',
  region: 'us-east-1',
  zones: ZONES,
  zookeeper: [
    { name: 'platform' },
    { name: 'services', clients: 20_000, tenants: [{ name: 'locks', maxZnodes: 5_000, maxDataMiB: 20 }] },
  ],
  yarn: {
    production: { guaranteedVcores: 24, guaranteedMemoryGiB: 96, peakVcores: 48, peakMemoryGiB: 192 },
    minNodeManagersPerZone: 2,
    maxNodeManagersPerZone: 12,
  },
  overrides: { datanode: { figures: { handlers: 77 } }, nodemanager: { spot: true } },
};

export const LOCAL: Environment = {
  name: 'laptop',
  tier: Tier.LOCAL,
  zones: ['lab-1a', 'lab-1b', 'lab-1c'],
  network: {
    podCidrs: { 'lab-1a': ['198.18.16.0/20'], 'lab-1b': ['198.18.32.0/20'], 'lab-1c': ['198.18.48.0/20'] },
  },
};

/** Names as long as they may be, and as many zones. */
const WIDE: Environment = {
  name: 'w'.repeat(40),
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: [...ZONES, 'us-east-1d', 'us-east-1e', 'us-east-1f'],
  namespace: 'n'.repeat(63),
  zookeeper: [{ name: 'e'.repeat(24), clients: 60_000, isolated: true }],
  cluster: { nodeGroupQuota: 200 },
  hdfs: { usableTiB: 2_000, readMiBps: 20_000 },
};

/** HBase on what exists. */
export const IMPORTING: Environment = {
  name: 'importing',
  tier: Tier.DEV,
  region: 'us-east-1',
  zones: ZONES,
  products: [Product.HBASE],
  importedEnsemble: { name: 'shared', connectString: 'zk1.example.com:2181,zk2.example.com:2181/hbase' },
  importedHdfs: { nameservice: 'lake', namenodeAddresses: { nn1: 'nn1.example.com:8020' } },
};

/** DataNodes on the disks of their own nodes. */
export const LOCAL_DISKS: Environment = {
  name: 'disks',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ZONES,
  hdfs: { usableTiB: 50 },
  overrides: { datanode: { volumeMode: VolumeMode.LOCAL } },
};

/** RegionServers on the company's own machines. */
export const HYBRID: Environment = {
  name: 'hybrid',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ZONES,
  cluster: {
    hybridNetwork: {
      nodeCidrs: {
        'us-east-1a': '10.200.0.0/24',
        'us-east-1b': '10.200.1.0/24',
        'us-east-1c': '10.200.2.0/24',
      },
      podCidrs: {
        'us-east-1a': '10.201.0.0/24',
        'us-east-1b': '10.201.1.0/24',
        'us-east-1c': '10.201.2.0/24',
      },
    },
  },
  overrides: { regionserver: { nodeKind: NodeKind.HYBRID } },
};

export const DESCRIBED = [RICH, LOCAL, WIDE, IMPORTING, LOCAL_DISKS, HYBRID] as const;

/** As many ensembles as a company's teams may have. */
export const FIFTY_ENSEMBLES: Environment = {
  name: 'fifty',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ZONES,
  products: [Product.ZOOKEEPER],
  zookeeper: Array.from({ length: 50 }, (_, team) => ({
    name: `team-${team + 1}`,
    clients: team % 10 === 0 ? 20_000 : 500,
  })),
  overrides: { zookeeper: { volumeMode: VolumeMode.DYNAMIC } },
};
