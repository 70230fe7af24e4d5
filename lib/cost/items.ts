/** Nodes of a pool. */
export const COMPUTE = 'compute';
/** Root volumes of the nodes. */
export const NODE_DISKS = 'node disks';
/** Size of EBS volumes. */
export const VOLUME_STORAGE = 'volume storage';
/** Snapshots of volumes of masters. */
export const SNAPSHOTS = 'snapshots';
/** Hours of NAT gateways. */
export const NAT_GATEWAYS = 'NAT gateways';
/** Data between zones. */
export const CROSS_ZONE = 'cross-zone traffic';
/** Data through NAT gateways. */
export const NAT_DATA = 'NAT data';
/** Data through interface endpoints. */
export const ENDPOINT_DATA = 'endpoint data';

/** Items of the nodes of a pool. */
export const NODE_ITEMS: readonly string[] = [COMPUTE, NODE_DISKS];
/** Items with usage-based prices. All others do not depend on use. */
export const TRAFFIC_ITEMS: readonly string[] = [CROSS_ZONE, NAT_DATA, ENDPOINT_DATA];
