import { InstanceType } from '../catalog/instance-type';
import { NodeCapacity } from '../catalog/node-capacity';
import { VolumePlan } from '../plan/plan';

/** A machine that can run pods, with its capacity. */
export interface Candidate {
  readonly type: InstanceType;
  readonly capacity: NodeCapacity;
  readonly maxPods: number;
  readonly usdPerHour: number;
  /** Price of a node, including its root volume and its data through NAT gateways or endpoints. */
  readonly usdPerMonth: number;
}

/** An option on its cheapest machine. */
export interface WeighedOption {
  readonly perZone: number;
  readonly machine: Candidate;
  /** Volumes of a pod. */
  readonly volumes: readonly VolumePlan[];
  /** Monthly price of the nodes and volumes of all pods. */
  readonly usdPerMonth: number;
  /** Why the option is impossible, regardless of its price. */
  readonly refusal?: string;
}

/** Search result of a worker role. */
export interface RoleSearch {
  readonly considered: number;
  /** The options with their prices, the cheapest first. The first is the choice. */
  readonly weighed: readonly WeighedOption[];
}
