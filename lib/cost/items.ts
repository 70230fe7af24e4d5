/** Nodes of a pool. */
export const COMPUTE = 'compute';
/** The nodes' own volumes. */
export const NODE_DISKS = 'node disks';
/** Size of EBS volumes. */
export const VOLUME_STORAGE = 'volume storage';
/** Snapshots of the masters' volumes. */
export const SNAPSHOTS = 'snapshots';
/** Hours of NAT gateways. */
export const NAT_GATEWAYS = 'NAT gateways';
/** Data that one zone sends to another. */
export const CROSS_ZONE = 'cross-zone traffic';
/** Data through NAT gateways. */
export const NAT_DATA = 'NAT data';
/** Data through interface endpoints. */
export const ENDPOINT_DATA = 'endpoint data';

/** Items that a pool's nodes cost. */
export const NODE_ITEMS: readonly string[] = [COMPUTE, NODE_DISKS];
/** Items whose price follows from use; all others are there whether the platform is used or not. */
export const TRAFFIC_ITEMS: readonly string[] = [CROSS_ZONE, NAT_DATA, ENDPOINT_DATA];
