import { Environment } from '../model/environment';
import { resolveEnvironment, ResolvedEnvironment } from '../model/resolved';
import { decimalText } from '../text/number';
import { ASSUMPTIONS } from '../assumptions/assumptions';
import { assumed, catalogFact, figuresOf } from '../draft/figure-inputs';
import { Choice, Figure, FigureInput, InputKind, Plan, PoolPlan, RolePlan } from '../plan/plan';
import { Answer, changesOf, priceOf } from './changes';
import { targetsOf } from './description-targets';
import { PlanOptions } from '../planner/planner';
import { findSubject, POOL_FACTS, PoolFact, PRICE, Subject } from './subject';
import { leavesOf, traceInputs } from './trace';
import { InputTrace, OverrideHint, WhyAnswer, WhyList, WhyReport } from './why-report';

const POOL_RULE =
  'the machine with the lowest total price of nodes on which the pods of the pool fit within all limits';

/**
 * Explains a value in a plan: its rule, its inputs, and what would change it.
 * @param name `datanode.heapMiB`, `datanode`, `pool.masters.instanceType`, `pool.masters`, `price`
 * @param options how the plan was made: with the lock of a running platform, if it has one
 * @throws UnknownSubject
 */
export function why(
  environment: Environment,
  plan: Plan,
  name: string,
  options: PlanOptions = {},
): WhyAnswer {
  const subject = findSubject(plan, name);
  if (subject.kind === 'role') return { kind: 'list', list: listRole(plan, subject.role) };
  if (subject.kind === 'pool') return { kind: 'list', list: listPool(plan, subject.pool) };
  return { kind: 'report', report: reportOf(environment, plan, subject, options) };
}

type Single = Exclude<Subject, { readonly kind: 'role' | 'pool' }>;

function reportOf(environment: Environment, plan: Plan, subject: Single, options: PlanOptions): WhyReport {
  const resolved = resolveEnvironment(environment);
  if (subject.kind === 'price') return whyPrice(resolved, plan, options);
  return subject.kind === 'figure'
    ? whyRoleFigure(resolved, plan, subject.role, subject.figure, options)
    : whyPoolFact(resolved, plan, subject.pool, subject.fact, options);
}

function whyRoleFigure(
  environment: ResolvedEnvironment,
  plan: Plan,
  role: RolePlan,
  figure: Figure,
  options: PlanOptions,
): WhyReport {
  const { name, value, derived, unit, rule, source } = figure;
  const inputs = traceInputs(environment, plan, figure.inputs);
  const answer: Answer = (then) => then.roles.find(({ group }) => group === role.group)?.figures[name]?.value;
  return {
    environment: plan.environment,
    subject: `${role.group}.${name}`,
    value,
    unit,
    rule,
    source,
    ...(value === derived ? {} : { derived }),
    inputs,
    choices: choicesOf(plan, role.group, role.pool),
    changes: changesOf(environment, plan, leavesOf(inputs), answer, options),
    override: overrideOf(['overrides', role.role, 'figures', name], value),
  };
}

function whyPoolFact(
  environment: ResolvedEnvironment,
  plan: Plan,
  pool: PoolPlan,
  fact: PoolFact,
  options: PlanOptions,
): WhyReport {
  const inputs = traceInputs(environment, plan, poolInputs(plan, pool));
  // The new layout can rename a pool. The pool of its first role is the same pool.
  const [first] = pool.groups;
  const answer: Answer = (then) => {
    const name = then.roles.find(({ group }) => group === first)?.pool ?? pool.name;
    const found = then.pools.find((candidate) => candidate.name === name);
    return found === undefined ? undefined : poolFact(found, fact);
  };
  const roles = [...new Set(plan.roles.filter((role) => role.pool === pool.name).map(({ role }) => role))];
  const [role] = roles;
  return {
    environment: plan.environment,
    subject: `pool.${pool.name}.${fact}`,
    value: poolFact(pool, fact),
    unit: fact === 'nodes' ? 'nodes' : '',
    rule:
      fact === 'nodes'
        ? 'nodes for the pods of each zone, with at most one pod of a role per node'
        : POOL_RULE,
    source: 'lib/catalog/data/instance-types.json, lib/catalog/data/prices.json',
    inputs,
    choices: choicesOf(plan, ...pool.groups, pool.name),
    changes: changesOf(environment, plan, leavesOf(inputs), answer, options),
    ...(role === undefined || fact === 'nodes' || pool.instanceType === undefined
      ? {}
      : { override: overrideOf(['overrides', role, 'instanceType'], pool.instanceType) }),
  };
}

function poolFact(pool: PoolPlan, fact: PoolFact): number | string {
  return fact === 'nodes'
    ? pool.zones.reduce((sum, { nodes }) => sum + nodes, 0)
    : (pool.instanceType ?? 'machines of the user');
}

/** Resources that the pods need, and the totals of the fullest node. */
function poolInputs(plan: Plan, pool: PoolPlan): FigureInput[] {
  const asks = plan.roles
    .filter((role) => role.pool === pool.name)
    .flatMap((role) => {
      const names = Object.keys(role.figures).filter((name) =>
        /^(replicas.*|.*[mM]emoryMiB|.*[cC]puMillis|ebsMiBps|networkGbps)$/.test(name),
      );
      return figuresOf(role, ...names);
    });
  return [
    ...asks,
    catalogFact('memory requests on the fullest node', pool.requiredMemoryMiB, 'MiB'),
    catalogFact('allocatable memory of a node', pool.allocatableMemoryMiB, 'MiB'),
    catalogFact('CPU requests on the fullest node', pool.requiredCpuMillis, 'm'),
    catalogFact('allocatable CPU of a node', pool.allocatableCpuMillis, 'm'),
    catalogFact('planned EBS traffic of the fullest node', pool.requiredEbsMiBps, 'MiB/s'),
    catalogFact('planned network traffic of the fullest node', pool.requiredNetworkGbps, 'Gbit/s'),
  ];
}

function whyPrice(environment: ResolvedEnvironment, plan: Plan, options: PlanOptions): WhyReport {
  const subjects = new Map<string, InputTrace[]>();
  for (const { subject, item, usdPerMonth, quantity, unit } of plan.costs) {
    const found = subjects.get(subject) ?? [];
    const rule = `${decimalText(quantity, 3)} ${unit}`;
    found.push({
      name: item,
      value: usdPerMonth,
      unit: 'USD/month',
      kind: InputKind.CATALOG,
      rule,
      inputs: [],
    });
    subjects.set(subject, found);
  }
  const inputs = [...subjects].map(([name, items]): InputTrace => ({
    name,
    value: Math.round(100 * items.reduce((sum, { value }) => sum + value, 0)) / 100,
    unit: 'USD/month',
    kind: InputKind.CATALOG,
    inputs: items,
  }));
  const all = [
    ...targetsOf(environment),
    ...assumed(environment.assumptions, ...ASSUMPTIONS.map(({ name }) => name)),
  ];
  return {
    environment: plan.environment,
    subject: PRICE,
    value: priceOf(plan),
    unit: 'USD/month',
    rule: 'the sum of all items',
    source: 'lib/catalog/data/prices.json, or the prices in the description',
    inputs: inputs.sort((a, b) => b.value - a.value),
    choices: plan.choices,
    // The most effective inputs first.
    changes: changesOf(environment, plan, all, priceOf, options).sort(
      (a, b) => Math.abs(b.usdPerMonth ?? 0) - Math.abs(a.usdPerMonth ?? 0),
    ),
  };
}

function choicesOf(plan: Plan, ...subjects: string[]): Choice[] {
  return plan.choices.filter(({ subject }) => subjects.includes(subject));
}

function listRole(plan: Plan, role: RolePlan): WhyList {
  return {
    environment: plan.environment,
    subject: role.group,
    entries: Object.values(role.figures).map(({ name, value, unit, rule, derived }) => ({
      subject: `${role.group}.${name}`,
      value,
      unit,
      rule,
      ...(value === derived ? {} : { derived }),
    })),
    choices: choicesOf(plan, role.group, role.pool),
  };
}

function listPool(plan: Plan, pool: PoolPlan): WhyList {
  return {
    environment: plan.environment,
    subject: `pool.${pool.name}`,
    entries: POOL_FACTS.map((fact) => ({
      subject: `pool.${pool.name}.${fact}`,
      value: poolFact(pool, fact),
      unit: fact === 'nodes' ? 'nodes' : '',
      rule: fact === 'nodes' ? 'nodes for the pods of each zone' : POOL_RULE,
    })),
    choices: choicesOf(plan, ...pool.groups, pool.name),
  };
}

/** How to set a different value at a path of the description. */
function overrideOf(path: readonly string[], value: number | string): OverrideHint {
  const nested = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  const key = (name: string): string => (/^[a-zA-Z]\w*$/.test(name) ? name : `'${name}'`);
  const literal = typeof value === 'string' ? `'${value}'` : String(value);
  const typescript = path.reduceRight(
    (inner, name, index) => (index === 0 ? `${key(name)}: ${inner}` : `{ ${key(name)}: ${inner} }`),
    literal,
  );
  return { path: path.join('.'), typescript, json: JSON.stringify(nested) };
}
