/** What a proposal is for. */
export enum ProposalKind {
  /** The platform is short of something, or will be. */
  RISK = 'risk',
  /** The platform has more than it needs. */
  SAVING = 'saving',
}

/** How far the samples can be trusted. */
export enum Confidence {
  /** A week or more, with hardly a gap. */
  HIGH = 'high',
  /** A day or more. */
  MEDIUM = 'medium',
  /** Less than a day; risks only. */
  LOW = 'low',
}

/** A number of the description that is to change. */
export interface FieldChange {
  /** Path in the description: `hbase.readsPerSecond`, `overrides.namenode.figures.heapMiB`. */
  readonly field: string;
  /** What is in force: the description's own, its default, or the derived figure. */
  readonly now: number;
  readonly proposed: number;
  readonly unit: string;
}

/** What was measured. */
export interface Evidence {
  /** Stable name: `hbase/reads`. */
  readonly signal: string;
  /** What it is, in words: `gets`. */
  readonly what: string;
  /** How the samples became a number: `99th percentile of the sum of all pods`. */
  readonly statistic: string;
  readonly value: number;
  readonly unit: string;
  /** What Prometheus was asked. */
  readonly query: string;
  /** Samples that there are, and that there could be. */
  readonly samples: number;
  readonly expectedSamples: number;
  /** Time that the samples stand for, in days. */
  readonly days: number;
}

/** Nodes of a pool that a change adds or takes away. */
export interface PoolEffect {
  readonly pool: string;
  /** Nodes in all zones, and their machine: `12 r8g.4xlarge`. */
  readonly now: string;
  readonly proposed: string;
}

/** What an item of the price costs more or less. */
export interface ItemEffect {
  /** `compute`, `volume storage`, ... */
  readonly item: string;
  /** US dollars a month less those of today's plan. */
  readonly usdPerMonth: number;
}

/** What the planner makes of changes. */
export interface PlanEffect {
  /** Price a month in US dollars less that of today's plan. */
  readonly usdPerMonth: number;
  readonly usdPerMonthNow: number;
  readonly usdPerMonthProposed: number;
  /** Items of the price that change, the largest difference first. */
  readonly items: readonly ItemEffect[];
  readonly pools: readonly PoolEffect[];
  /** Why the planner refuses the change; nothing else is known then. */
  readonly refused?: string;
}

/** Changes that belong together, with their reason. */
export interface Proposal {
  /** Stable name of the rule: `hbase/reads`. */
  readonly rule: string;
  readonly kind: ProposalKind;
  /** What it is about: a product, an ensemble, a role. */
  readonly subject: string;
  readonly changes: readonly FieldChange[];
  /** What happens if nothing is done, or what is paid for nothing. */
  readonly reason: string;
  /** How the proposed number comes from the measured one. */
  readonly formula: string;
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
  /** The plan with this change alone. */
  readonly effect: PlanEffect;
}

/** A proposal that the samples do not support yet. */
export interface TooLittleData {
  readonly rule: string;
  readonly subject: string;
  /** What there is, and what it takes. */
  readonly reason: string;
}

/** Something that Prometheus does not have. */
export interface MissingSeries {
  readonly signal: string;
  /** The role's group: `zookeeper-main`. */
  readonly group: string;
  /** Names of the metrics. */
  readonly metrics: readonly string[];
  /** What to scrape. */
  readonly scrape: string;
}

/** What is recommended for an environment. */
export interface Recommendation {
  readonly schemaVersion: number;
  readonly environment: string;
  readonly namespace: string;
  /** Unix times in seconds. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly stepSeconds: number;
  /** Signals that were asked for, and those that have samples. */
  readonly signalsAsked: number;
  readonly signalsFound: number;
  /** Risks first, then savings, the largest first. */
  readonly proposals: readonly Proposal[];
  /** The plan with all changes. */
  readonly together: PlanEffect;
  readonly tooLittleData: readonly TooLittleData[];
  readonly missing: readonly MissingSeries[];
}
