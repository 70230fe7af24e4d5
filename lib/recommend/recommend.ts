import { DescriptionError } from '../model/description-error';
import { Environment } from '../model/environment';
import { isAws, resolveEnvironment } from '../model/resolved';
import { Plan } from '../plan/plan';
import { Product } from '../roles/role';
import { planPlatform, PlanOptions } from '../planner/planner';
import { withChanges } from './change';
import { judge } from './confidence';
import { effectOf } from './plan-effect';
import { Facts, Measurement, Rule } from './facts';
import { hbaseRules } from './hbase-rules';
import { hdfsRules } from './hdfs-rules';
import { heapRules } from './heap-rules';
import {
  FieldChange,
  MissingSeries,
  PlanEffect,
  Proposal,
  ProposalKind,
  Recommendation,
  TooLittleData,
} from './recommendation';
import { roleRules } from './role-rules';
import { Window } from './time-series';
import { METRICS } from './metrics';
import { scrapeHint } from './signals';
import { yarnRules } from './yarn-rules';
import { zooKeeperRules } from './zookeeper-rules';

const SCHEMA_VERSION = 1;

const PRODUCT_RULES: Readonly<Record<Product, Rule>> = {
  [Product.ZOOKEEPER]: zooKeeperRules,
  [Product.HDFS]: hdfsRules,
  [Product.YARN]: yarnRules,
  [Product.HBASE]: hbaseRules,
};

const RULES: readonly Rule[] = [...Object.values(PRODUCT_RULES), heapRules, roleRules];

/** Minimum saving in USD per month to report. */
const LEAST_SAVING_USD = 1;

/**
 * Derives recommendations for a description from measured use. A pure function: the same description and samples give
 * the same recommendation.
 * @param options how all of it is planned: with the lock of a running platform, if it has one
 * @throws DescriptionError if the description itself cannot be planned
 */
export function recommend(
  environment: Environment,
  window: Window,
  measurements: readonly Measurement[],
  options: PlanOptions = {},
): Recommendation {
  const plan = planPlatform(environment, options);
  const resolved = resolveEnvironment(environment);
  const facts: Facts = { environment, options, resolved, plan, window, measurements };
  const drafts = RULES.flatMap((rule) => rule(facts));
  const judged = drafts.map((draft) => ({ draft, verdict: judge(draft, window) }));
  const tooLittleData = judged.flatMap(({ draft, verdict }): TooLittleData[] =>
    typeof verdict === 'string'
      ? []
      : [{ rule: draft.rule, subject: draft.subject, reason: verdict.tooLittle }],
  );
  const candidates = judged.flatMap(({ draft, verdict }): Proposal[] => {
    if (typeof verdict !== 'string') return [];
    const { readings, trend: _trend, ...rest } = draft;
    return [
      {
        ...rest,
        evidence: readings.map(({ evidence }) => evidence),
        confidence: verdict,
        effect: effect(facts, draft.changes),
      },
    ];
  });
  const proposals = worthwhile(facts, candidates).sort(risksFirst);
  const found = measurements.filter(({ series }) => series.length > 0);
  return {
    schemaVersion: SCHEMA_VERSION,
    environment: environment.name,
    namespace: plan.namespace,
    ...window,
    signalsAsked: measurements.length,
    signalsFound: found.length,
    proposals,
    together: effect(facts, mergedChanges(proposals)),
    tooLittleData,
    missing: missingOf(plan, measurements),
  };
}

/** Plans a description with changes. */
function effect({ environment, options, plan }: Facts, changes: readonly FieldChange[]): PlanEffect {
  if (changes.length === 0) return effectOf(plan, plan);
  try {
    return effectOf(plan, planPlatform(withChanges(environment, changes), options));
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    const refused = error.problems
      .map(({ field, value, allowed }) => `${field}: ${value}; allowed: ${allowed}`)
      .join('; ');
    return { ...effectOf(plan, plan), refused };
  }
}

/** The changes of all proposals that the planner accepts. If two change the same field, the larger number is safer. */
function mergedChanges(proposals: readonly Proposal[]): FieldChange[] {
  const byField = new Map<string, FieldChange>();
  for (const { changes, effect: alone } of proposals) {
    if (alone.refused !== undefined) continue;
    for (const change of changes) {
      const other = byField.get(change.field);
      if (other === undefined || change.proposed > other.proposed) byField.set(change.field, change);
    }
  }
  return [...byField.values()];
}

/**
 * Risks, and effective savings: alone, or several that together make a machine unnecessary. A saving that the planner
 * refuses is not effective.
 */
function worthwhile(facts: Facts, candidates: readonly Proposal[]): Proposal[] {
  const risks = candidates.filter(({ kind }) => kind === ProposalKind.RISK);
  let savings = candidates.filter(
    ({ kind, effect: alone }) => kind === ProposalKind.SAVING && alone.refused === undefined,
  );
  // Without prices, savings cannot be compared.
  if (!isAws(facts.plan.tier)) return [...risks, ...savings];
  const priceOf = (proposals: readonly Proposal[]): number =>
    effect(facts, mergedChanges([...risks, ...proposals])).usdPerMonth;
  for (const saving of savings.filter(({ effect: alone }) => alone.usdPerMonth > -LEAST_SAVING_USD)) {
    const others = savings.filter((other) => other !== saving);
    if (priceOf(others) - priceOf(savings) < LEAST_SAVING_USD) savings = others;
  }
  return [...risks, ...savings];
}

/** Risks in the order of the rules, then savings, the largest first. */
function risksFirst(a: Proposal, b: Proposal): number {
  if (a.kind !== b.kind) return a.kind === ProposalKind.RISK ? -1 : 1;
  return a.kind === ProposalKind.RISK ? 0 : a.effect.usdPerMonth - b.effect.usdPerMonth;
}

function missingOf(plan: Plan, measurements: readonly Measurement[]): MissingSeries[] {
  return measurements
    .filter(({ series }) => series.length === 0)
    .flatMap(({ signal }): MissingSeries[] => {
      const role = plan.roles.find(({ group }) => group === signal.group);
      if (role === undefined) return [];
      return [
        {
          signal: signal.id,
          group: signal.group,
          metrics: signal.metrics.map((name) => METRICS[name].name),
          scrape: scrapeHint(role.role, signal.metrics),
        },
      ];
    });
}
