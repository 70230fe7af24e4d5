import { FigureInput } from '../plan/plan';

/** Topic of a number in a report. */
export enum Topic {
  /** What is lost. */
  DOWN = 'down',
  /** Data with fewer copies, and work to redistribute. */
  RISK = 'risk',
  /** Impact on clients. */
  CLIENTS = 'clients',
  /** Time until full redundancy. */
  RECOVERY = 'recovery',
  /** Load of what remains. */
  SURVIVORS = 'survivors',
  /** Load of the current platform at the grown targets. */
  PRESENT = 'present',
  /** Remaining majorities and standbys. */
  QUORUM = 'quorum',
  /** Effects of a changed description. */
  CHANGE = 'change',
}

/** A number with its formula. */
export interface WhatIfFigure {
  readonly topic: Topic;
  /** Role with its ensemble, pool or product. */
  readonly subject: string;
  /** Name within subject and topic: `minutesToRedundancy`. */
  readonly name: string;
  readonly value: number;
  /** Unit of the number: `%`, `min`, `blocks`, ... */
  readonly unit: string;
  /** The formula in words. */
  readonly formula: string;
  /** Source of the formula. */
  readonly source: string;
  /** Inputs of the formula. */
  readonly inputs: FigureInput[];
  /** Maximum value before something becomes scarce. Undefined if there is no limit. */
  readonly most?: number;
}

/** Verdict on a guarantee. */
export enum Standing {
  /** Holds as before. */
  HOLDS = 'holds',
  /** Holds, with little or no reserve. */
  AT_RISK = 'at risk',
  /** No longer holds. */
  FAILS = 'fails',
}

/** Verdict on one guarantee to users. */
export interface Verdict {
  /** Role with its ensemble, or product. */
  readonly subject: string;
  /** Name of the guarantee: `quorum`, `writes`, ... */
  readonly promise: string;
  readonly standing: Standing;
  /** One sentence with the figures. */
  readonly message: string;
}

/** Pods of a role in a zone that are down. */
export interface DownPods {
  readonly group: string;
  /** Key of the zone. */
  readonly zone: string;
  readonly pods: string[];
}

/** Lost nodes of a pool in a zone. */
export interface DownNodes {
  readonly pool: string;
  /** Key of the zone. */
  readonly zone: string;
  readonly nodes: number;
  /** Undefined for hybrid nodes. */
  readonly instanceType?: string;
}

/** State of a volume. */
export enum VolumeFate {
  /** Available again together with its zone. */
  UNREACHABLE = 'unreachable',
  /** Waits for the node that replaces its node. */
  DETACHED = 'detached',
  /** Its data is lost. */
  LOST = 'lost',
}

/** Unavailable volumes of a role in a zone. */
export interface DownVolumes {
  readonly group: string;
  /** Key of the zone. */
  readonly zone: string;
  readonly name: string;
  readonly volumes: number;
  /** Total size. */
  readonly gib: number;
  readonly fate: VolumeFate;
}

/** One further loss, and what it would break. */
export interface FurtherLoss {
  /** The loss: `zone 1b`, `a node of pool journalnode in 1b or 1c`. */
  readonly loss: string;
  /** What would no longer work: `quorum of journalnode`. */
  readonly ends: string[];
}

/** A change caused by a changed description. */
export interface ValueChange {
  /** Role with its ensemble, or pool. */
  readonly subject: string;
  /** Changed property: `pods`, `machine`. */
  readonly name: string;
  /** A dash if it did not exist. */
  readonly before: string;
  /** A dash if it no longer exists. */
  readonly after: string;
}

/** Result of a scenario for a platform. */
export interface WhatIfReport {
  readonly environment: string;
  /** The scenario in words. */
  readonly scenario: string;
  /** Whether all guarantees hold. */
  readonly holds: boolean;
  readonly verdicts: Verdict[];
  readonly pods: DownPods[];
  readonly nodes: DownNodes[];
  readonly volumes: DownVolumes[];
  /** Single further losses that would break something. */
  readonly furtherLosses: FurtherLoss[];
  /** Effects of other targets or machines. Empty if the scenario has none. */
  readonly changes: ValueChange[];
  /** All numbers, by topic and subject. */
  readonly figures: WhatIfFigure[];
  /** Notes on the numbers, one sentence each. */
  readonly notes: string[];
}
