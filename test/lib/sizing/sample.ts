import * as fc from 'fast-check';
import { DescriptionError, Problem } from '../../../lib/model/description-error';
import { Environment, Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { Figure, Plan, PoolPlan, RolePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';

export const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** A description in the given tier that leaves everything to its defaults but what is stated. */
export function environmentOf(tier: Tier, stated: Partial<Environment> = {}): Environment {
  return {
    name: 'sample',
    tier,
    zones: ZONES,
    ...(tier === Tier.LOCAL
      ? {
          network: {
            podCidrs: {
              'us-east-1a': ['198.18.0.0/20'],
              'us-east-1b': ['198.18.16.0/20'],
              'us-east-1c': ['198.18.32.0/20'],
            },
          },
        }
      : { region: 'us-east-1' }),
    ...stated,
  };
}

export function prod(stated: Partial<Environment> = {}): Environment {
  return environmentOf(Tier.PROD, stated);
}

export function planOf(stated: Partial<Environment> = {}): Plan {
  return planPlatform(prod(stated));
}

/** The only role of its kind, or the one of an ensemble. */
export function roleIn(plan: Plan, role: Role, ensemble?: string): RolePlan {
  const found = plan.roles.filter((of) => of.role === role && (ensemble ?? of.ensemble) === of.ensemble);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} roles ${role}`);
  return found[0];
}

export function poolOf(plan: Plan, role: RolePlan): PoolPlan {
  const pool = plan.pools.find(({ name }) => name === role.pool);
  if (pool === undefined) throw new Error(`no pool ${role.pool}`);
  return pool;
}

export function figureOf(role: RolePlan, name: string): Figure {
  const figure = role.figures[name];
  if (figure === undefined) throw new Error(`${role.group} has no figure ${name}`);
  return figure;
}

/** The main process of a role. */
export function mainOf(role: RolePlan): RolePlan['containers'][number] {
  const [main] = role.containers;
  if (main === undefined) throw new Error(`${role.group} has no container`);
  return main;
}

export function largestZone(role: RolePlan): number {
  return Math.max(...role.zones.map(({ replicas }) => replicas));
}

export function monthlyUsd(plan: Plan): number {
  return plan.costs.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
}

/** Outcomes of descriptions that several tests draw alike, by their text. */
const OUTCOMES = new Map<string, Plan | DescriptionError>();

/** The plan of a description, or why it has none; made once in a file, for a plan cannot be changed. */
export function outcomeOf(environment: Environment): Plan | DescriptionError {
  const key = JSON.stringify(environment);
  const outcome = OUTCOMES.get(key) ?? planOrError(environment);
  OUTCOMES.set(key, outcome);
  return outcome;
}

function planOrError(environment: Environment): Plan | DescriptionError {
  try {
    return planPlatform(environment);
  } catch (error) {
    if (error instanceof DescriptionError) return error;
    throw error;
  }
}

/** The plan of a drawn description; a run of a property without one is skipped. */
export function planOrSkip(environment: Environment, planned = planOrError): Plan {
  const outcome = planned(environment);
  fc.pre(!(outcome instanceof DescriptionError));
  return outcome;
}

/** What is wrong with a description; nothing if it plans. Any other error than a `DescriptionError` is passed on. */
export function problemsOf(environment: unknown): readonly Problem[] {
  const outcome = planOrError(environment as Environment);
  return outcome instanceof DescriptionError ? outcome.problems : [];
}
