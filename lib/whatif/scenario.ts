import { Product, Role } from '../roles/role';

/** Instead of a subject: the one whose loss has the largest impact. */
export const WORST = 'worst';

/** A lost node: one pod of each role of its pool in the zone. */
export interface NodeLoss {
  /** A pool, a role, or a role with its ensemble: `masters`, `datanode`, `zookeeper-main`; or `WORST`. */
  readonly subject: string;
  /**
   * Key of its zone.
   * @default - the zone with the highest number
   */
  readonly zone?: string;
}

/** A permanently lost volume. */
export interface VolumeLoss {
  /** A role, or a role with its ensemble; or `WORST`. */
  readonly subject: string;
  /**
   * Name of the volume in the plan: `data`, `log`.
   * @default - the first volume of the role
   */
  readonly volume?: string;
  /**
   * Key of its zone.
   * @default - the zone with the highest number
   */
  readonly zone?: string;
}

/** Targets that grow. */
export interface Growth {
  /**
   * The product whose targets grow.
   * @default - all products
   */
  readonly product?: Product;
  /** Growth factor. 1 changes nothing. */
  readonly factor: number;
}

/** Machines of a different family. */
export interface FamilyChoice {
  /**
   * The role to run on them.
   * @default - the workers: DataNodes, RegionServers, NodeManagers
   */
  readonly role?: Role;
  /** Family of EC2 instance types: `r8g`. */
  readonly family: string;
}

/** A scenario for a platform. Changes of the description apply first, then all losses happen at the same time. */
export interface Scenario {
  /**
   * Keys or names of lost zones.
   * @default - none
   */
  readonly loseZones?: readonly string[];
  /**
   * Lost nodes.
   * @default - none
   */
  readonly loseNodes?: readonly NodeLoss[];
  /**
   * Lost volumes.
   * @default - none
   */
  readonly loseVolumes?: readonly VolumeLoss[];
  /**
   * Targets that grow.
   * @default - none
   */
  readonly grow?: readonly Growth[];
  /**
   * Different machines.
   * @default - the planner's choice
   */
  readonly instanceFamilies?: readonly FamilyChoice[];
}

/** Thrown for an impossible scenario. The message says what is wrong, and what is allowed. */
export class ScenarioError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'ScenarioError';
  }
}

/** Whether a scenario contains any change or loss. */
export function isEmpty(scenario: Scenario): boolean {
  const { loseZones = [], loseNodes = [], loseVolumes = [], grow = [], instanceFamilies = [] } = scenario;
  return [loseZones, loseNodes, loseVolumes, grow, instanceFamilies].every(({ length }) => length === 0);
}
