import { Product } from '../roles/role';

/** Block placement of HDFS: the name of the policy class. */
export enum BlockPlacement {
  /** Each replica in a different zone. */
  RACK_FAULT_TOLERANT = 'BlockPlacementPolicyRackFaultTolerant',
  /** Default of HDFS: one replica in the zone of the writer, the others in one other zone. */
  DEFAULT = 'BlockPlacementPolicyDefault',
}

/** Traffic of one kind between processes, with one block placement. */
export interface TrafficFlow {
  readonly product: Product;
  /** Group of the role that sends or serves the bytes: `datanode`. */
  readonly subject: string;
  /** Name of the traffic: `write-ahead logs`. */
  readonly name: string;
  /** GB (10^9 bytes) per month that are written, read or requested, each counted once. */
  readonly gbPerMonth: number;
  /** Number of times that each byte crosses zones. */
  readonly crossings: number;
  /** GB per month that cross zones: the product of both. */
  readonly crossZoneGbPerMonth: number;
  /** The formula for the crossings in words. */
  readonly rule: string;
  /** Where the formula comes from. */
  readonly source: string;
}

/** Cost and benefit of a block placement. */
export interface PlacementTraffic {
  readonly placement: BlockPlacement;
  /** Whether the platform uses it. */
  readonly inForce: boolean;
  readonly flows: TrafficFlow[];
  /** GB per month that cross zones. */
  readonly crossZoneGbPerMonth: number;
  /** USD per month at list prices. */
  readonly listUsdPerMonth: number;
  /** USD per month that the user pays. */
  readonly usdPerMonth: number;
  /** Minimum number of remaining replicas of a block with a zone down. */
  readonly replicasWithZoneDown: number;
  /** Minimum number of remaining replicas of a block with two zones down. */
  readonly replicasWithTwoZonesDown: number;
  /** What this means, in one sentence. */
  readonly resilience: string;
}

/** Cross-zone traffic, which AWS bills per GB. */
export interface TrafficPlan {
  /** Monthly average as a share of the target rates. */
  readonly averageLoad: number;
  /** Placements, starting with the current one. */
  readonly placements: PlacementTraffic[];
}
