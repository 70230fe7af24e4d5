import { Product, Role } from '../roles/role';

/** In place of a subject: the one whose loss matters most. */
export const WORST = 'worst';

/** A node that is lost: one pod of each role that its pool carries there. */
export interface NodeLoss {
  /** A pool, a role, or a role with its ensemble: `masters`, `datanode`, `zookeeper-main`; or `WORST`. */
  readonly subject: string;
  /**
   * Key of its zone.
   * @default - the zone with most of them
   */
  readonly zone?: string;
}

/** A volume that is lost for good. */
export interface VolumeLoss {
  /** A role, or a role with its ensemble; or `WORST`. */
  readonly subject: string;
  /**
   * Name of the volume in the plan: `data`, `log`.
   * @default - the role's first
   */
  readonly volume?: string;
  /**
   * Key of its zone.
   * @default - the zone with most of them
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
  /** What they are multiplied by; 1 changes nothing. */
  readonly factor: number;
}

/** Machines of another family. */
export interface FamilyChoice {
  /**
   * The role that gets them.
   * @default - the workers: DataNodes, RegionServers, NodeManagers
   */
  readonly role?: Role;
  /** Family of EC2 instance types: `r8g`. */
  readonly family: string;
}

/** What might happen to a platform. All of it happens together; the description changes first. */
export interface Scenario {
  /**
   * Keys or names of zones that are lost.
   * @default - none
   */
  readonly loseZones?: readonly string[];
  /**
   * Nodes that are lost.
   * @default - none
   */
  readonly loseNodes?: readonly NodeLoss[];
  /**
   * Volumes that are lost.
   * @default - none
   */
  readonly loseVolumes?: readonly VolumeLoss[];
  /**
   * Targets that grow.
   * @default - none
   */
  readonly grow?: readonly Growth[];
  /**
   * Other machines.
   * @default - the planner's choice
   */
  readonly instanceFamilies?: readonly FamilyChoice[];
}

/** A scenario that cannot be: its message says what is wrong, and what is allowed. */
export class ScenarioError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'ScenarioError';
  }
}

/** Whether anything happens in a scenario. */
export function isEmpty(scenario: Scenario): boolean {
  const { loseZones = [], loseNodes = [], loseVolumes = [], grow = [], instanceFamilies = [] } = scenario;
  return [loseZones, loseNodes, loseVolumes, grow, instanceFamilies].every(({ length }) => length === 0);
}
