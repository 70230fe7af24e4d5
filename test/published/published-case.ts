import { Environment, Tier } from '../../lib/model/environment';
import { Plan } from '../../lib/plan/plan';

/** Something that was published, in the words of its page, and where it stands. */
export interface PublishedFact {
  readonly fact: string;
  readonly title: string;
  /** @default - it is not on the Web */
  readonly url?: string;
}

/** A number of theirs beside the plan's. */
export interface NumberComparison {
  readonly what: string;
  readonly unit: string;
  /** The published number, or what follows from published ones by the arithmetic that `ran` states. */
  readonly theirs: number;
  readonly ours: (plan: Plan) => number;
  /** The band that the plan's number divided by theirs must be in. It follows from `because`, not from the plan. */
  readonly ratio: readonly [least: number, most: number];
  /** Why the two differ, and why by so much. */
  readonly because: string;
}

/** A property of theirs that the plan must have as well, in the same words. */
export interface PropertyComparison {
  readonly what: string;
  readonly theirs: string;
  readonly ours: (plan: Plan) => string;
  readonly because: string;
}

/** What somebody ran, or recommends, and has published; and what the planner says to the same description. */
export interface PublishedCase {
  /** Short name, stable. */
  readonly id: string;
  readonly title: string;
  readonly facts: readonly PublishedFact[];
  /** How the description follows from the facts, and what had to be supposed. */
  readonly described: string;
  readonly environment: Environment;
  readonly numbers: readonly NumberComparison[];
  readonly properties?: readonly PropertyComparison[];
}

/** What the cases have in common: production in three zones, as large as need be. */
const COMMON = {
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  cluster: { nodesPerGroupQuota: 1_000 },
} as const;

/** The description of a case: what its facts say, and nothing else. */
export function described(name: string, rest: Omit<Partial<Environment>, 'name'>): Environment {
  return { name, ...COMMON, zones: [...COMMON.zones], ...rest };
}

/** What a description says beyond what all cases have in common. */
export function ownPart(environment: Environment): Partial<Environment> {
  const common = new Set(['name', ...Object.keys(COMMON)]);
  return Object.fromEntries(Object.entries(environment).filter(([field]) => !common.has(field)));
}
