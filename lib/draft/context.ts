import { InstanceCatalog } from '../catalog/instance-catalog';
import { PriceTable } from '../catalog/prices';
import { Problems } from '../model/description-error';
import { ResolvedEnvironment } from '../model/resolved';
import { Role } from '../roles/role';
import { Assumptions } from '../assumptions/assumptions';
import { Candidate, RoleSearch } from './searched';
import { ZonePlan } from '../plan/plan';
import { PlatformLock } from '../plan/platform-lock';

/** What the sizing of every role needs to know. */
export interface SizingContext {
  readonly environment: ResolvedEnvironment;
  /** All zones, by name. */
  readonly zones: readonly ZonePlan[];
  /** Zones that carry quorum members and masters, by name. */
  readonly quorumZones: readonly ZonePlan[];
  readonly catalog: InstanceCatalog;
  readonly prices: PriceTable;
  /** The same without the user's discounts. */
  readonly listPrices: PriceTable;
  /** Machines by what was asked of the catalog and by groups on a node, so that one plan searches it once for each. */
  readonly machines: Map<string, Map<number, readonly Candidate[]>>;
  /** What was searched for worker roles. */
  readonly searches: Map<Role, RoleSearch>;
  /** Numbers without a published rule: the user's own, else the package's. */
  readonly assumptions: Assumptions;
  /** What a running platform keeps. */
  readonly lock: PlatformLock;
  /** Collects what makes the description impossible. */
  readonly problems: Problems;
}

/** A lock that holds nothing. */
export const NO_LOCK: PlatformLock = {
  quorumZones: [],
  machines: {},
  replicasPerZone: {},
  pods: {},
  volumes: {},
};
