import { InstanceCatalog } from '../catalog/instance-catalog';
import { PriceTable } from '../catalog/prices';
import { Problems } from '../model/description-error';
import { ResolvedEnvironment } from '../model/resolved';
import type { Candidate } from './node-choice';
import { ZonePlan } from './plan';

/** What the sizing of every role needs to know. */
export interface SizingContext {
  readonly environment: ResolvedEnvironment;
  /** All zones, by name. */
  readonly zones: readonly ZonePlan[];
  /** Zones that carry quorum members and masters, by name. */
  readonly quorumZones: readonly ZonePlan[];
  readonly catalog: InstanceCatalog;
  readonly prices: PriceTable;
  /** Machines by what was asked of the catalog, so that one plan searches it once for each question. */
  readonly machines: Map<string, readonly Candidate[]>;
  /** Collects what makes the description impossible. */
  readonly problems: Problems;
}
