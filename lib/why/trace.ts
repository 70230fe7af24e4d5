import { ResolvedEnvironment } from '../model/resolved';
import { assumptionNamed, isAssumptionName } from '../assumptions/assumptions';
import { assumed } from '../draft/figure-inputs';
import { FigureInput, InputKind, Plan } from '../plan/plan';
import { targetsOf } from './description-targets';
import { originOf } from './description-targets';
import { InputTrace } from './why-report';

/** The inputs of a figure, each with its inputs, down to targets, assumptions and facts. */
export function traceInputs(
  environment: ResolvedEnvironment,
  plan: Plan,
  inputs: readonly FigureInput[],
): InputTrace[] {
  const seen = new Set<string>();
  const trace = (input: FigureInput): InputTrace => {
    const known = detailsOf(environment, plan, input);
    if (seen.has(input.name) && known.inputs.length > 0) {
      return { ...input, ...known.details, repeated: true, inputs: [] };
    }
    seen.add(input.name);
    return { ...input, ...known.details, inputs: known.inputs.map(trace) };
  };
  return inputs.map(trace);
}

interface Details {
  readonly details: Omit<Partial<InputTrace>, 'inputs'>;
  readonly inputs: readonly FigureInput[];
}

function detailsOf(environment: ResolvedEnvironment, plan: Plan, input: FigureInput): Details {
  switch (input.kind) {
    case InputKind.FIGURE:
      return figureDetails(plan, input.name);
    case InputKind.ASSUMPTION:
      return assumptionDetails(environment, input.name);
    case InputKind.TARGET:
      return targetDetails(environment, input.name);
    default:
      return { details: {}, inputs: [] };
  }
}

function figureDetails(plan: Plan, name: string): Details {
  const point = name.lastIndexOf('.');
  const role = plan.roles.find(({ group }) => group === name.slice(0, point));
  const figure = role?.figures[name.slice(point + 1)];
  if (figure === undefined) return { details: {}, inputs: [] };
  const { rule, source, value, derived, inputs } = figure;
  return { details: { rule, source, ...(value === derived ? {} : { derived }) }, inputs };
}

function assumptionDetails({ source }: ResolvedEnvironment, name: string): Details {
  if (!isAssumptionName(name)) return { details: {}, inputs: [] };
  const { meaning, plausible, measuredBy, source: published } = assumptionNamed(name);
  const own = Object.hasOwn(source.assumptions ?? {}, name) ? source.assumptions?.[name] : undefined;
  const from = own === undefined ? published : own.source;
  return {
    details: {
      rule: meaning,
      source: from,
      ...plausible,
      measuredBy,
      stated: own !== undefined,
    },
    inputs: [],
  };
}

function targetDetails(environment: ResolvedEnvironment, name: string): Details {
  const { stated, from, rule } = originOf(environment, name);
  const targets = targetsOf(environment);
  const inputs = from.flatMap((figure) =>
    isAssumptionName(figure)
      ? assumed(environment.assumptions, figure)
      : targets.filter((known) => known.name === figure),
  );
  return { details: { stated, rule }, inputs };
}

/** Targets and assumptions at the leaves of a trace, each once, in order. */
export function leavesOf(traces: readonly InputTrace[]): InputTrace[] {
  const leaves = new Map<string, InputTrace>();
  const visit = (trace: InputTrace): void => {
    if (trace.kind === InputKind.TARGET || trace.kind === InputKind.ASSUMPTION) {
      if (!leaves.has(trace.name)) leaves.set(trace.name, trace);
    }
    trace.inputs.forEach(visit);
  };
  traces.forEach(visit);
  return [...leaves.values()];
}
