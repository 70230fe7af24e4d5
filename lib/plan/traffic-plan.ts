import { Product } from '../roles/role';

/** Where HDFS puts the replicas of a block: the name of the class that decides it. */
export enum BlockPlacement {
  /** Each replica in another zone. */
  RACK_FAULT_TOLERANT = 'BlockPlacementPolicyRackFaultTolerant',
  /** HDFS's default: one replica in the writer's zone, the others in one other zone. */
  DEFAULT = 'BlockPlacementPolicyDefault',
}

/** Bytes of one kind that move between processes, with one block placement. */
export interface TrafficFlow {
  readonly product: Product;
  /** Group of the role that sends or serves them: `datanode`. */
  readonly subject: string;
  /** What they are: `write-ahead logs`. */
  readonly name: string;
  /** GB (10^9 bytes) a month that are written, read or asked for, each counted once. */
  readonly gbPerMonth: number;
  /** Times that a byte of them crosses from one zone to another. */
  readonly crossings: number;
  /** GB a month that cross zones: the two multiplied. */
  readonly crossZoneGbPerMonth: number;
  /** The formula of the crossings, in words. */
  readonly rule: string;
  /** Where the formula comes from. */
  readonly source: string;
}

/** What a block placement costs, and what it is worth. */
export interface PlacementTraffic {
  readonly placement: BlockPlacement;
  /** Whether the platform runs with it. */
  readonly inForce: boolean;
  readonly flows: TrafficFlow[];
  /** GB a month that cross zones. */
  readonly crossZoneGbPerMonth: number;
  /** US dollars a month at list prices. */
  readonly listUsdPerMonth: number;
  /** US dollars a month as the user pays them. */
  readonly usdPerMonth: number;
  /** Replicas of every block that are left at least with a zone down. */
  readonly replicasWithZoneDown: number;
  /** Replicas of every block that are left at least with two zones down. */
  readonly replicasWithTwoZonesDown: number;
  /** What that means, in a sentence. */
  readonly resilience: string;
}

/** Traffic that crosses zones, which AWS bills by the GB. */
export interface TrafficPlan {
  /** Average of a month as a share of the target rates. */
  readonly averageLoad: number;
  /** The placement in force first. */
  readonly placements: PlacementTraffic[];
}
