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
  /** Zones for quorum members and masters, by name. */
  readonly quorumZones: readonly ZonePlan[];
  readonly catalog: InstanceCatalog;
  readonly prices: PriceTable;
  /** The same prices without the user's discounts. */
  readonly listPrices: PriceTable;
  /** Cache of machines by request and by groups on a node, so that a plan runs each search only once. */
  readonly machines: Map<string, Map<number, readonly Candidate[]>>;
  /** Search results of worker roles. */
  readonly searches: Map<Role, RoleSearch>;
  /** Numbers without a published rule: the user's values, otherwise the defaults of the package. */
  readonly assumptions: Assumptions;
  /** What a running platform must keep. */
  readonly lock: PlatformLock;
  /** Collects what makes the description impossible. */
  readonly problems: Problems;
}

/** An empty lock. */
export const NO_LOCK: PlatformLock = {
  quorumZones: [],
  machines: {},
  replicasPerZone: {},
  pods: {},
  volumes: {},
};
