import { hasDifferences } from './diff-plans';
import { Effect, Impact, PlanDiff, PoolAction, VolumeAction } from './plan-diff';

/** Conditions that can fail a diff. */
export enum FailOn {
  /** Any difference. */
  ANY = 'any',
  /** Pods restart, alone or with their nodes. */
  RESTART = 'restart',
  /** Nodes or volumes are replaced. */
  REPLACE = 'replace',
  /** A deployment alone is not enough. */
  BY_HAND = 'by-hand',
  /** Data, or a copy of it, is at stake. */
  DATA = 'data',
}

/** Conditions to check. */
export interface CheckOptions {
  readonly failOn: readonly FailOn[];
  /**
   * Maximum price increase in percent of the previous price.
   * @default - any increase is allowed
   */
  readonly maxIncreasePercent?: number;
}

/** Result of a check. */
export interface CheckResult {
  /** The condition: a value of `FailOn`, or `max-increase`. */
  readonly check: string;
  readonly failed: boolean;
  /** The result in one sentence. */
  readonly message: string;
}

/** Checks a diff against conditions. The result has one item per condition. */
export function checkDiff(diff: PlanDiff, { failOn, maxIncreasePercent }: CheckOptions): CheckResult[] {
  return [
    ...[...new Set(failOn)].map((check) => checkOne(diff, check)),
    ...(maxIncreasePercent === undefined ? [] : [checkIncrease(diff, maxIncreasePercent)]),
  ];
}

function checkOne(diff: PlanDiff, check: FailOn): CheckResult {
  const subjects = subjectsOf(diff, check);
  const shown = subjects.length === 0 ? '' : `: ${subjects.join(', ')}`;
  const failed = check === FailOn.ANY ? hasDifferences(diff) : subjects.length > 0;
  return { check, failed, message: failed ? `${FAILURES[check]}${shown}` : PASSES[check] };
}

const FAILURES: Readonly<Record<FailOn, string>> = {
  [FailOn.ANY]: 'the plans differ',
  [FailOn.RESTART]: 'pods restart',
  [FailOn.REPLACE]: 'nodes or volumes are replaced',
  [FailOn.BY_HAND]: 'a deployment alone is not enough',
  [FailOn.DATA]: 'data, or a copy of it, is at stake',
};

const PASSES: Readonly<Record<FailOn, string>> = {
  [FailOn.ANY]: 'the plans are equal',
  [FailOn.RESTART]: 'no pod restarts',
  [FailOn.REPLACE]: 'no node and no volume is replaced',
  [FailOn.BY_HAND]: 'a deployment is enough',
  [FailOn.DATA]: 'no data is at stake',
};

/** Roles and pools (or the platform) to which a condition applies. */
function subjectsOf(diff: PlanDiff, check: FailOn): string[] {
  switch (check) {
    case FailOn.ANY:
      return [];
    case FailOn.RESTART:
      return subjectsWith(diff, ({ impact }) => impact === Impact.RESTART || impact === Impact.NODES);
    case FailOn.REPLACE:
      return [
        ...new Set([
          ...diff.pools.filter(({ action }) => REPLACING.includes(action)).map(({ name }) => `pool ${name}`),
          ...diff.volumes
            .filter(({ action }) => action === VolumeAction.REPLACED)
            .map(({ group, name }) => `volumes ${name} of ${group}`),
        ]),
      ];
    case FailOn.BY_HAND:
      return subjectsWith(diff, ({ impact }) => impact === Impact.BY_HAND || impact === Impact.NOT_IN_PLACE);
    case FailOn.DATA:
      return subjectsWith(diff, ({ data }) => data);
  }
}

const REPLACING: readonly PoolAction[] = [PoolAction.REPLACED, PoolAction.MOVED, PoolAction.ROLLED];

function subjectsWith({ effects, roles }: PlanDiff, holds: (effect: Effect) => boolean): string[] {
  return [
    ...(effects.some(holds) ? ['platform'] : []),
    ...roles.filter((role) => role.effects.some(holds)).map(({ group }) => group),
  ];
}

/** A price must not rise from zero: no percentage allows that. */
function checkIncrease({ price }: PlanDiff, maxIncreasePercent: number): CheckResult {
  const { beforeUsdPerMonth, afterUsdPerMonth } = price;
  const most = beforeUsdPerMonth * (1 + maxIncreasePercent / 100);
  const rise =
    beforeUsdPerMonth === 0
      ? `USD ${afterUsdPerMonth.toFixed(2)} from zero`
      : `${((100 * (afterUsdPerMonth - beforeUsdPerMonth)) / beforeUsdPerMonth).toFixed(2)} %`;
  return {
    check: 'max-increase',
    // A hundredth of a cent, because sums of cents are not exact.
    failed: afterUsdPerMonth > most + 1e-4,
    message: `the price changes by ${afterUsdPerMonth === beforeUsdPerMonth ? '0 %' : rise}; allowed: at most +${maxIncreasePercent} %`,
  };
}
