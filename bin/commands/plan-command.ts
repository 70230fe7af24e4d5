import { listPrices } from '../../lib/catalog/prices';
import { DescriptionError } from '../../lib/model/description-error';
import { Environment } from '../../lib/model/environment';
import { FleetEntry, plannedEntry } from '../../lib/report/fleet';
import { fleetText } from '../../lib/report/fleet-text';
import { fleetJson, planJson } from '../../lib/report/plan-json';
import { planText } from '../../lib/report/plan-text';
import { TextLayout } from '../../lib/text/style';
import { whyJson } from '../../lib/why/why-json';
import { whyText } from '../../lib/why/why-text';
import { Plan } from '../../lib/plan/plan';
import { optionsWithLock, plannedWithLock } from './lock-file';
import { why } from '../../lib/why/why';
import { UnknownSubject } from '../../lib/why/why-report';
import { UserError } from '../errors/user-error';

/** Options of `cdk-hadoop plan`. */
export interface PlanOptions {
  /** Print JSON instead of tables. */
  readonly json?: boolean;
  /** Also print every figure with its rule and source. */
  readonly figures?: boolean;
  /** File to write the page to, instead of printing. */
  readonly html?: string;
  /** What to explain instead of showing the plan: `datanode.heapMiB`, `datanode`, `pool.masters`, `price`. */
  readonly why?: string;
}

/** The plan of an environment. */
export function showPlan(environment: Environment, options: PlanOptions, layout: TextLayout): string {
  const plan = plannedWithLock(environment);
  if (options.why !== undefined) return explained(environment, plan, options.why, options, layout);
  if (options.json === true) return planJson(plan);
  const prices = environment.prices ?? listPrices(environment.region ?? '');
  return planText(plan, {
    ...layout,
    figures: options.figures === true,
    ...(prices === undefined ? {} : { prices }),
  });
}

/** Explains a value in the plan. */
function explained(
  environment: Environment,
  plan: Plan,
  subject: string,
  { json }: PlanOptions,
  layout: TextLayout,
): string {
  try {
    const answer = why(environment, plan, subject, optionsWithLock(environment));
    return json === true ? whyJson(answer) : whyText(answer, layout);
  } catch (error) {
    if (error instanceof UnknownSubject) throw new UserError(`--why: ${error.message}`);
    throw error;
  }
}

/** All environments with one line each, and the problems of those that cannot be planned. */
export function showFleet(
  environments: readonly Environment[],
  options: PlanOptions,
  layout: TextLayout,
): { text: string; errors: DescriptionError[] } {
  const errors: DescriptionError[] = [];
  const entries = environments.map((environment): FleetEntry => {
    try {
      return plannedEntry(plannedWithLock(environment));
    } catch (error) {
      if (!(error instanceof DescriptionError)) throw error;
      errors.push(error);
      return { environment: environment.name, problems: error.problems };
    }
  });
  return { text: options.json === true ? fleetJson(entries) : fleetText(entries, layout), errors };
}
