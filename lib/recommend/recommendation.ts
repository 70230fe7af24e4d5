/** Kind of a proposal. */
export enum ProposalKind {
  /** The platform lacks something, or will lack it. */
  RISK = 'risk',
  /** The platform has more than it needs. */
  SAVING = 'saving',
}

/** Confidence in the samples. */
export enum Confidence {
  /** A week or more, almost without gaps. */
  HIGH = 'high',
  /** A day or more. */
  MEDIUM = 'medium',
  /** Less than a day. Only for risks. */
  LOW = 'low',
}

/** A number of the description to change. */
export interface FieldChange {
  /** Path in the description: `hbase.readsPerSecond`, `overrides.namenode.figures.heapMiB`. */
  readonly field: string;
  /** The value in force: from the description, its default, or the derived figure. */
  readonly now: number;
  readonly proposed: number;
  readonly unit: string;
}

/** Evidence from measurements. */
export interface Evidence {
  /** Stable name: `hbase/reads`. */
  readonly signal: string;
  /** Description in words: `gets`. */
  readonly what: string;
  /** How the samples are aggregated: `99th percentile of the sum over all pods`. */
  readonly statistic: string;
  readonly value: number;
  readonly unit: string;
  /** Query to Prometheus. */
  readonly query: string;
  /** Existing samples, and maximum number of samples. */
  readonly samples: number;
  readonly expectedSamples: number;
  /** Time that the samples cover, in days. */
  readonly days: number;
}

/** Nodes of a pool that a change adds or removes. */
export interface PoolEffect {
  readonly pool: string;
  /** Nodes in all zones, and their machine: `12 r8g.4xlarge`. */
  readonly now: string;
  readonly proposed: string;
}

/** Price difference of an item. */
export interface ItemEffect {
  /** `compute`, `volume storage`, ... */
  readonly item: string;
  /** USD per month minus those of the current plan. */
  readonly usdPerMonth: number;
}

/** Effect of changes on the plan. */
export interface PlanEffect {
  /** Price in USD per month minus the price of the current plan. */
  readonly usdPerMonth: number;
  readonly usdPerMonthNow: number;
  readonly usdPerMonthProposed: number;
  /** Price items that change, the largest difference first. */
  readonly items: readonly ItemEffect[];
  readonly pools: readonly PoolEffect[];
  /** Why the planner refuses the change. The other fields are then undefined. */
  readonly refused?: string;
}

/** Related changes with their reason. */
export interface Proposal {
  /** Stable name of the rule: `hbase/reads`. */
  readonly rule: string;
  readonly kind: ProposalKind;
  /** Subject: a product, an ensemble or a role. */
  readonly subject: string;
  readonly changes: readonly FieldChange[];
  /** Consequence of no change, or cost without benefit. */
  readonly reason: string;
  /** How the proposed number is derived from the measured one. */
  readonly formula: string;
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
  /** The plan with only this change. */
  readonly effect: PlanEffect;
}

/** A proposal that the samples do not support yet. */
export interface TooLittleData {
  readonly rule: string;
  readonly subject: string;
  /** Existing samples, and required samples. */
  readonly reason: string;
}

/** Something that Prometheus does not have. */
export interface MissingSeries {
  readonly signal: string;
  /** The group of the role: `zookeeper-main`. */
  readonly group: string;
  /** Names of the metrics. */
  readonly metrics: readonly string[];
  /** What to scrape. */
  readonly scrape: string;
}

/** Recommendations for an environment. */
export interface Recommendation {
  readonly schemaVersion: number;
  readonly environment: string;
  readonly namespace: string;
  /** Unix times in seconds. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly stepSeconds: number;
  /** Number of requested signals, and of signals with samples. */
  readonly signalsAsked: number;
  readonly signalsFound: number;
  /** Risks first, then savings, the largest first. */
  readonly proposals: readonly Proposal[];
  /** The plan with all changes. */
  readonly together: PlanEffect;
  readonly tooLittleData: readonly TooLittleData[];
  readonly missing: readonly MissingSeries[];
}
