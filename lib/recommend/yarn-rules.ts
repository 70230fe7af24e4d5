import { ResolvedDemand } from '../model/resolved';
import { Role } from '../roles/role';
import { decimalText } from '../text/number';
import { Draft, Facts, ofOne, Reading, roleOf } from './facts';
import { LIMITS } from './thresholds';
import { FieldChange, ProposalKind } from './recommendation';
import { targetFor, targetFormula } from './target-rule';

/** Queues of the classes of jobs. */
const CLASSES = [
  { field: 'production', queue: 'production' },
  { field: 'nonProduction', queue: 'nonproduction' },
] as const;

/** Compares the allocation of each class of jobs with its guarantee. */
export function yarnRules(facts: Facts): Draft[] {
  const { yarn } = facts.resolved;
  const group = roleOf(facts, Role.RESOURCEMANAGER)?.group;
  if (yarn === undefined || group === undefined) return [];
  return CLASSES.flatMap(({ field, queue }) => classRule(facts, group, `yarn.${field}`, queue, yarn[field]));
}

interface Share {
  readonly reading: Reading;
  readonly now: number;
  readonly proposed: number;
  readonly unit: string;
  readonly field: string;
  readonly peakField: string;
  readonly peak: number;
}

function classRule(
  facts: Facts,
  group: string,
  field: string,
  queue: string,
  demand: ResolvedDemand,
): Draft[] {
  const id = `yarn/${queue}`;
  const shares = [
    shareOf(ofOne(facts, group, `${id}/vcores`, 0.95), 1, {
      now: demand.guaranteedVcores,
      unit: 'vcores',
      field: `${field}.guaranteedVcores`,
      peakField: `${field}.peakVcores`,
      peak: demand.peakVcores,
    }),
    shareOf(ofOne(facts, group, `${id}/memory`, 0.95), 1024, {
      now: demand.guaranteedMemoryGiB,
      unit: 'GiB',
      field: `${field}.guaranteedMemoryGiB`,
      peakField: `${field}.peakMemoryGiB`,
      peak: demand.peakMemoryGiB,
    }),
  ].flatMap((share) => share ?? []);
  const common = { rule: id, subject: `yarn ${queue}` };
  const pending = ofOne(facts, group, `${id}/pending`, 0.95);
  const waits = pending !== undefined && pending.value >= 1;
  const short = shares.filter(
    ({ reading, now, proposed }) => reading.value * (1 + LIMITS.leastLeft) > now && proposed > now,
  );
  // A class can use what the other does not use. Only a class with pending containers lacks a guarantee.
  if (waits && short.length > 0) {
    return [
      {
        ...common,
        kind: ProposalKind.RISK,
        changes: short.flatMap(raised),
        reason:
          `${decimalText(pending.value, 0)} containers are pending, and ${textOf(short)}: jobs get their guaranteed share ` +
          'only while others do not use it',
        formula: formulaOf(short),
        readings: [pending, ...short.map(({ reading }) => reading)],
      },
    ];
  }
  const ample = shares.filter(
    ({ now, proposed }) => proposed <= now * LIMITS.worthLowering && proposed < now,
  );
  if (waits || ample.length === 0) return [];
  return [
    {
      ...common,
      kind: ProposalKind.SAVING,
      changes: ample.map(({ field: path, now, proposed, unit }) => ({ field: path, now, proposed, unit })),
      reason: `${textOf(ample)}, and no containers are pending`,
      formula: formulaOf(ample),
      readings: [...(pending === undefined ? [] : [pending]), ...ample.map(({ reading }) => reading)],
    },
  ];
}

function shareOf(
  reading: Reading | undefined,
  divisor: number,
  share: Omit<Share, 'reading' | 'proposed'>,
): Share | undefined {
  if (reading === undefined) return undefined;
  const value = reading.value / divisor;
  const evidence = { ...reading.evidence, value, unit: share.unit };
  return {
    ...share,
    reading: { ...reading, value, evidence },
    // A queue without capacity runs nothing.
    proposed: Math.max(1, targetFor(value, LIMITS.headroom, true)),
  };
}

/** The peak of a class is never below its guarantee. */
function raised({ field, peakField, now, proposed, peak, unit }: Share): FieldChange[] {
  const change = { field, now, proposed, unit };
  return proposed > peak ? [change, { field: peakField, now: peak, proposed, unit }] : [change];
}

function textOf(shares: readonly Share[]): string {
  return shares
    .map(
      ({ reading, now, unit }) =>
        `${decimalText(reading.value, 1)} of ${decimalText(now, 1)} guaranteed ${unit} are allocated`,
    )
    .join(', ');
}

function formulaOf(shares: readonly Share[]): string {
  return shares
    .map(({ reading, proposed, unit }) => targetFormula(reading.value, LIMITS.headroom, proposed, unit))
    .join('; ');
}
