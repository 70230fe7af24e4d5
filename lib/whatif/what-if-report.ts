import { FigureInput } from '../plan/plan';

/** What a number of a report is about. */
export enum Topic {
  /** What is gone. */
  DOWN = 'down',
  /** Data with fewer copies, work to move. */
  RISK = 'risk',
  /** What clients notice. */
  CLIENTS = 'clients',
  /** Time until everything is as redundant as before. */
  RECOVERY = 'recovery',
  /** Load of those that are left. */
  SURVIVORS = 'survivors',
  /** Load of the platform as it is, at the grown targets. */
  PRESENT = 'present',
  /** Majorities and standbys that are left. */
  QUORUM = 'quorum',
  /** What a changed description changes. */
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
  /** The formula, in words. */
  readonly formula: string;
  /** Where the formula comes from. */
  readonly source: string;
  /** The numbers that the formula was given. */
  readonly inputs: FigureInput[];
  /** What the value may be at most before something is short. Undefined where nothing is. */
  readonly most?: number;
}

/** How a promise stands. */
export enum Standing {
  /** As before. */
  HOLDS = 'holds',
  /** Still true, with little or nothing in reserve. */
  AT_RISK = 'at risk',
  /** Not true any more. */
  FAILS = 'fails',
}

/** One thing that users rely on. */
export interface Verdict {
  /** Role with its ensemble, or product. */
  readonly subject: string;
  /** What they rely on: `quorum`, `writes`, ... */
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

/** Nodes of a pool in a zone that are gone. */
export interface DownNodes {
  readonly pool: string;
  /** Key of the zone. */
  readonly zone: string;
  readonly nodes: number;
  /** Undefined for hybrid nodes. */
  readonly instanceType?: string;
}

/** What became of a volume. */
export enum VolumeFate {
  /** It is there again with its zone. */
  UNREACHABLE = 'unreachable',
  /** It waits for the node that takes the place of its own. */
  DETACHED = 'detached',
  /** Its data is gone. */
  LOST = 'lost',
}

/** Volumes of a role in a zone that cannot be used. */
export interface DownVolumes {
  readonly group: string;
  /** Key of the zone. */
  readonly zone: string;
  readonly name: string;
  readonly volumes: number;
  /** Size of all of them. */
  readonly gib: number;
  readonly fate: VolumeFate;
}

/** One more loss, and what it would end. */
export interface FurtherLoss {
  /** What would be lost: `zone 1b`, `a node of pool journalnode in 1b or 1c`. */
  readonly loss: string;
  /** What would be true no more: `quorum of journalnode`. */
  readonly ends: string[];
}

/** Something that a changed description changes. */
export interface ValueChange {
  /** Role with its ensemble, or pool. */
  readonly subject: string;
  /** What of it: `pods`, `machine`. */
  readonly name: string;
  /** A dash where it was not there. */
  readonly before: string;
  /** A dash where it is no more. */
  readonly after: string;
}

/** Answer to what happens to a platform. */
export interface WhatIfReport {
  readonly environment: string;
  /** The scenario in words. */
  readonly scenario: string;
  /** Whether everything that users rely on holds. */
  readonly holds: boolean;
  readonly verdicts: Verdict[];
  readonly pods: DownPods[];
  readonly nodes: DownNodes[];
  readonly volumes: DownVolumes[];
  /** Single further losses that would end something. */
  readonly furtherLosses: FurtherLoss[];
  /** What other targets or machines change; empty where the scenario has none. */
  readonly changes: ValueChange[];
  /** All numbers, by topic and subject. */
  readonly figures: WhatIfFigure[];
  /** What to know beside the numbers, a sentence each. */
  readonly notes: string[];
}
