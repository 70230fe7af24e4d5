import { InstanceType } from '../catalog/instance-type';
import { NodeCapacity } from '../catalog/node-capacity';
import { VolumePlan } from '../plan/plan';

/** A machine that may carry pods, with what it has to give. */
export interface Candidate {
  readonly type: InstanceType;
  readonly capacity: NodeCapacity;
  readonly maxPods: number;
  readonly usdPerHour: number;
  /** A node's price with its own disk and its data through NAT gateways or endpoints. */
  readonly usdPerMonth: number;
}

/** An option on the machine that carries it cheapest. */
export interface WeighedOption {
  readonly perZone: number;
  readonly machine: Candidate;
  /** Volumes of a pod. */
  readonly volumes: readonly VolumePlan[];
  /** Price a month of the nodes and volumes of all pods. */
  readonly usdPerMonth: number;
  /** Why it cannot be taken whatever its price. */
  readonly refusal?: string;
}

/** What was searched for a worker role. */
export interface RoleSearch {
  readonly considered: number;
  /** The options with their prices, the cheapest first; the first is the chosen one. */
  readonly weighed: readonly WeighedOption[];
}
