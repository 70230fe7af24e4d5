import { lockWithoutNodeGroups } from '../lock/node-groups';
import { Environment } from '../model/environment';
import { resolveEnvironment, ResolvedEnvironment } from '../model/resolved';
import { Product, Role } from '../roles/role';
import { Plan } from '../plan/plan';
import { planPlatform, PlanOptions } from '../planner/planner';
import { FigureList } from './figure-list';
import { furtherLosses } from './further-loss';
import { grownEnvironment } from './grown-environment';
import { hbasePart } from './hbase-part';
import { hdfsPart } from './hdfs-part';
import { downPods, Loss, lossOf, LossPart, NO_LOSS } from './loss';
import { onFamily } from './other-machines';
import { changesBetween, platformPart } from './platform-part';
import { lossChoices } from './resolve-losses';
import { Scenario } from './scenario';
import { Standing, Topic, Verdict, WhatIfFigure, WhatIfReport } from './what-if-report';
import { DegradedPlatform } from './degraded-platform';
import { yarnPart } from './yarn-part';
import { zooKeeperPart } from './zookeeper-part';

/**
 * Evaluates a scenario for a platform. A pure function of the description: targets grow and machines change first,
 * then all losses happen at the same time.
 * @param options how all of it is planned: with the lock of a running platform, if it has one, and as if pods had left
 * the node groups that change
 * @throws ScenarioError for losses of parts that the platform does not have
 * @throws DescriptionError if no plan meets the changed description
 */
export function whatIf(
  environment: Environment,
  scenario: Scenario,
  { lock }: PlanOptions = {},
): WhatIfReport {
  const options: PlanOptions = lock === undefined ? {} : { lock: lockWithoutNodeGroups(lock) };
  const before = planPlatform(environment, options);
  const { grow = [], instanceFamilies = [] } = scenario;
  const grown = grow.length === 0 ? environment : grownEnvironment(environment, grow);
  const changed = instanceFamilies.reduce((changing, choice) => onFamily(changing, choice, options), grown);
  const plan = changed === environment ? before : planPlatform(changed, options);
  const resolved = resolveEnvironment(changed);
  const parts = worstParts(plan, resolved, lossChoices(plan, scenario));
  const loss = lossOf(plan, parts);
  const figures = new FigureList();
  const verdicts = assess({ plan, environment: resolved, loss }, figures);
  const notes = notesOf(plan, loss);
  const changes = changed === environment ? [] : changesBetween(before, plan, figures);
  if (grow.length > 0) notes.push(...presentAt(before, resolveEnvironment(grown), figures));
  return {
    environment: environment.name,
    scenario: scenarioText(parts, scenario),
    holds: verdicts.every(({ standing }) => standing !== Standing.FAILS),
    verdicts,
    pods: downPods(plan, loss),
    nodes: [...loss.nodes],
    volumes: [...loss.volumes],
    furtherLosses: furtherLosses(plan, parts),
    changes,
    figures: figures.all,
    notes,
  };
}

/** Adds all numbers of a platform after a loss, and the verdicts. */
function assess(platform: DegradedPlatform, figures: FigureList): Verdict[] {
  platformPart(platform, figures);
  const zookeeper = zooKeeperPart(platform, figures);
  const hdfs = hdfsPart(platform, figures);
  const writes = hdfs.find(({ promise }) => promise === 'writes');
  const verdicts: Readonly<Record<Product, readonly Verdict[]>> = {
    [Product.ZOOKEEPER]: zookeeper,
    [Product.HDFS]: hdfs,
    [Product.HBASE]: hbasePart(platform, figures, writes),
    [Product.YARN]: yarnPart(platform, figures),
  };
  return Object.values(verdicts).flat();
}

/** For each choice, the part whose additional loss has the largest impact, or the first of equal ones. */
function worstParts(
  plan: Plan,
  environment: ResolvedEnvironment,
  choices: readonly LossPart[][],
): LossPart[] {
  return choices.reduce<LossPart[]>((parts, options) => {
    const [first] = options;
    if (first === undefined || options.length === 1) return [...parts, ...options];
    const ranked = options.map((part) => ({
      part,
      harm: harmOf({ plan, environment, loss: lossOf(plan, [...parts, part]) }),
    }));
    const worst = ranked.reduce((a, b) => (compare(b.harm, a.harm) > 0 ? b : a));
    return [...parts, worst.part];
  }, []);
}

/** Severity of a loss: guarantees that fail, guarantees at risk, the longest wait, the time to redundancy. */
function harmOf(platform: DegradedPlatform): number[] {
  const figures = new FigureList();
  const verdicts = assess(platform, figures);
  const count = (standing: Standing): number =>
    verdicts.filter((verdict) => verdict.standing === standing).length;
  const most = (topic: Topic, unit: string): number =>
    Math.max(
      0,
      ...figures.all
        .filter((figure) => figure.topic === topic && figure.unit === unit)
        .map(({ value }) => value),
    );
  return [
    count(Standing.FAILS),
    count(Standing.AT_RISK),
    most(Topic.CLIENTS, 's'),
    most(Topic.RECOVERY, 'min'),
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, position) => value - (b[position] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** The current platform at grown targets without a loss: its numbers, and what it cannot handle. */
function presentAt(plan: Plan, environment: ResolvedEnvironment, figures: FigureList): string[] {
  const now = new FigureList();
  const verdicts = assess({ plan, environment, loss: NO_LOSS }, now);
  for (const { subject, name, value, ...figure } of now.all.filter(
    ({ topic }) => topic === Topic.SURVIVORS,
  )) {
    figures.add(Topic.PRESENT, subject, name, value, reasonOf(figure));
  }
  const short = verdicts.filter(({ standing }) => standing === Standing.FAILS);
  if (short.length === 0) return ['The current platform handles this load with all zones up.'];
  return short.map(
    ({ subject, promise, message }) =>
      `The current platform cannot handle this load: ${subject}, ${promise}: ${message}.`,
  );
}

function reasonOf({
  unit,
  formula,
  source,
  inputs,
  most,
}: Omit<WhatIfFigure, 'subject' | 'name' | 'value'>): {
  unit: string;
  formula: string;
  source: string;
  inputs: WhatIfFigure['inputs'];
  most?: number;
} {
  return { unit, formula, source, inputs, most };
}

function notesOf(plan: Plan, loss: Loss): string[] {
  const notes: string[] = [];
  const history = plan.roles.find(({ role }) => role === Role.HISTORYSERVER);
  if (history !== undefined && (loss.down.get(history.group)?.size ?? 0) > 0) {
    notes.push(
      'The history of MapReduce jobs is unavailable until the history server runs again. No history is lost.',
    );
  }
  if (loss.zones.length > 0) {
    notes.push(
      'While the zone is down, do not let an autoscaler or an operator move its pods to other zones: volumes stay in their zone.',
    );
  }
  if (loss.nodes.length > 0 && loss.zones.length === 0) {
    notes.push('A node is assumed to run one pod of each role of its pool, which is the maximum.');
  }
  return notes;
}

/** A scenario in words: `loss of zone 1a; all targets x 2`. */
function scenarioText(parts: readonly LossPart[], { grow = [], instanceFamilies = [] }: Scenario): string {
  const texts = [
    ...grow.map(({ product, factor }) => `targets of ${product ?? 'all products'} x ${factor}`),
    ...instanceFamilies.map(({ role, family }) => `${role ?? 'all workers'} on ${family}`),
    ...parts.map((part) => `loss of ${partText(part)}`),
  ];
  return texts.length === 0 ? 'no change' : texts.join('; ');
}

function partText(part: LossPart): string {
  switch (part.kind) {
    case 'zone':
      return `zone ${part.zone}`;
    case 'node':
      return part.pool === undefined
        ? `the machine of a ${part.groups.join(', ')} in ${part.zone}`
        : `a node of pool ${part.pool} in ${part.zone}`;
    case 'volume':
      return `volume ${part.volume} of a ${part.group} in ${part.zone}`;
  }
}
