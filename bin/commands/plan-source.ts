import type { Plan } from '../../lib/plan/plan';
import { messageOf, UserError } from '../errors/user-error';
import { readJson } from './read-json';
import { describedAs, SourceOption } from './source-option';

/** A plan and a phrase that describes it. */
export interface NamedPlan {
  readonly plan: Plan;
  readonly text: string;
}

/**
 * The plan that an option names: a file from `plan --json` if the name ends with `.json`, otherwise the current
 * description of an environment.
 * @param use what the plan is used for, in error messages: `cannot compare with`
 */
export async function namedPlan(source: string, use: string, options: SourceOption): Promise<NamedPlan> {
  return source.endsWith('.json') ? savedPlan(source, use) : describedPlan(source, options);
}

/** The plan of an environment from its current description and its lock. */
export async function describedPlan(name: string, options: SourceOption): Promise<NamedPlan> {
  const environment = await describedAs(name, options);
  const { plannedWithLock } = await import('./lock-file.js');
  return { plan: plannedWithLock(environment), text: `${name}, current description` };
}

async function savedPlan(file: string, use: string): Promise<NamedPlan> {
  const document = readJson(file);
  const { planOfDocument, PlanDocumentError } = await import('../../lib/report/plan-file.js');
  try {
    const plan = planOfDocument(document);
    return { plan, text: `${plan.environment}, plan in ${file}` };
  } catch (error) {
    if (!(error instanceof PlanDocumentError)) throw error;
    throw new UserError(`${use} '${file}': ${messageOf(error)}`, { cause: error });
  }
}
