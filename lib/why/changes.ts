import { DescriptionError } from '../model/description-error';
import { Environment } from '../model/environment';
import { ResolvedEnvironment } from '../model/resolved';
import { sumUsd } from '../cost/allocation';
import { assumptionNamed, isAssumptionName } from '../assumptions/assumptions';
import { FigureInput, InputKind, Plan } from '../plan/plan';
import { planPlatform, PlanOptions } from '../planner/planner';
import { isWhole, targetsOf, withTarget } from './description-targets';
import { Change } from './why-report';

/** The value of a plan that the question is about. */
export type Answer = (plan: Plan) => number | string | undefined;

/**
 * Plans again with each target at half and at twice its value, and with each assumption at the ends of its range.
 * @param options how the plan was made
 */
export function changesOf(
  environment: ResolvedEnvironment,
  plan: Plan,
  inputs: readonly FigureInput[],
  answer: Answer,
  options: PlanOptions,
): Change[] {
  const price = priceOf(plan);
  const current = answer(plan);
  const changes = inputs.flatMap((input) =>
    valuesOf(environment, input).map((to): Change => {
      const change = { input: input.name, unit: input.unit, from: input.value, to };
      try {
        const then = planPlatform(describedWith(environment, input, to), options);
        const value = answer(then);
        return {
          ...change,
          ...(value === undefined ? {} : { value }),
          usdPerMonth: Math.round(100 * (priceOf(then) - price)) / 100,
        };
      } catch (error) {
        if (!(error instanceof DescriptionError)) throw error;
        const [problem] = error.problems;
        return {
          ...change,
          refused: `${problem?.field ?? ''}: ${problem?.value ?? ''}; allowed: ${problem?.allowed ?? ''}`,
        };
      }
    }),
  );
  const rank = ({ value, refused }: Change): number =>
    refused !== undefined ? 2 : value === current ? 1 : 0;
  // Inputs of the same rank keep their order.
  return changes.sort((a, b) => rank(a) - rank(b));
}

export function priceOf({ costs }: Plan): number {
  return sumUsd(costs.map(({ usdPerMonth }) => usdPerMonth));
}

function valuesOf(environment: ResolvedEnvironment, { name, value, kind }: FigureInput): number[] {
  if (kind === InputKind.ASSUMPTION && isAssumptionName(name)) {
    const { least, most } = assumptionNamed(name).plausible;
    return [least, most].filter((to) => to !== value);
  }
  // Zones are names, not numbers.
  if (kind !== InputKind.TARGET || !targetsOf(environment).some((target) => target.name === name)) return [];
  const values = [value / 2, value * 2].map((to) => (isWhole(name) ? Math.round(to) : to));
  return values.filter((to) => to !== value);
}

/** The description with a different value of an input. */
function describedWith(
  environment: ResolvedEnvironment,
  { name, kind }: FigureInput,
  value: number,
): Environment {
  const { source } = environment;
  return kind === InputKind.ASSUMPTION
    ? { ...source, assumptions: { ...source.assumptions, [name]: { value } } }
    : withTarget(environment, name, value);
}
