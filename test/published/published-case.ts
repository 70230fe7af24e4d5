import { Environment, Tier } from '../../lib/model/environment';
import { Plan } from '../../lib/plan/plan';

/** A published fact, in the words of its source, and the source. */
export interface PublishedFact {
  readonly fact: string;
  readonly title: string;
  /** @default - it is not on the Web */
  readonly url?: string;
}

/** A published number and that of the plan. */
export interface NumberComparison {
  readonly what: string;
  readonly unit: string;
  /** The published number, or one that follows from published numbers by the arithmetic in `described`. */
  readonly theirs: number;
  readonly ours: (plan: Plan) => number;
  /** Expected range of the number of the plan divided by `theirs`. It follows from `because`, not from the plan. */
  readonly ratio: readonly [least: number, most: number];
  /** Why the numbers differ by this ratio. */
  readonly because: string;
}

/** A published property that the plan must also have, in the same words. */
export interface PropertyComparison {
  readonly what: string;
  readonly theirs: string;
  readonly ours: (plan: Plan) => string;
  readonly because: string;
}

/** A published cluster or recommendation, and the comparison with the plan for the same description. */
export interface PublishedCase {
  /** Short name, stable. */
  readonly id: string;
  readonly title: string;
  readonly facts: readonly PublishedFact[];
  /** How the description follows from the facts, and what is assumed. */
  readonly described: string;
  readonly environment: Environment;
  readonly numbers: readonly NumberComparison[];
  readonly properties?: readonly PropertyComparison[];
}

/** Common fields of all cases: production in three zones, of any size. */
const COMMON = {
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  cluster: { nodesPerGroupQuota: 1_000 },
} as const;

/** The description of a case. It contains only facts and stated assumptions. */
export function described(name: string, rest: Omit<Partial<Environment>, 'name'>): Environment {
  return { name, ...COMMON, zones: [...COMMON.zones], ...rest };
}

/** The fields of a description without those that all cases have in common. */
export function ownPart(environment: Environment): Partial<Environment> {
  const common = new Set(['name', ...Object.keys(COMMON)]);
  return Object.fromEntries(Object.entries(environment).filter(([field]) => !common.has(field)));
}
