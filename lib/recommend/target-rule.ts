import { decimalText } from '../text/number';
import { Draft, Reading } from './facts';
import { LIMITS } from './thresholds';
import { ProposalKind } from './recommendation';
import { roundedUp } from './time-series';

/** A target and its measurement. */
export interface MeasuredTarget {
  readonly rule: string;
  readonly subject: string;
  /** Path in the description. */
  readonly field: string;
  readonly unit: string;
  readonly now: number;
  readonly reading: Reading | undefined;
  /** Whether the target is a whole number. */
  readonly whole?: boolean;
  /**
   * Headroom of the target above the measured value, as a share.
   * @default - `LIMITS.headroom`
   */
  readonly headroom?: number;
  /** What is undersized if the target is too low: `RegionServers`. */
  readonly carriers: string;
}

/** The target that follows from a measured value. */
export function targetFor(value: number, headroom: number, whole: boolean): number {
  const target = roundedUp(value * (1 + headroom));
  return whole ? Math.ceil(target) : target;
}

/** The derivation of a target: `61,000 + 30 % = 79,300, rounded up to 80,000`. */
export function targetFormula(value: number, headroom: number, target: number, unit: string): string {
  const needed = value * (1 + headroom);
  return (
    `${decimalText(value, 3)} + ${decimalText(100 * headroom, 0)} % headroom = ${decimalText(needed, 3)}, ` +
    `rounded up to ${decimalText(target, 3)} ${unit}; the planner adds capacity for a zone that is down`
  );
}

/** Raises a target that is nearly reached, and lowers a target that is far from being reached. */
export function targetDrafts(target: MeasuredTarget): Draft[] {
  const { rule, subject, field, unit, now, reading, carriers } = target;
  if (reading === undefined) return [];
  const headroom = target.headroom ?? LIMITS.headroom;
  const proposed = targetFor(reading.value, headroom, target.whole ?? false);
  const change = { field, now, proposed, unit };
  const formula = targetFormula(reading.value, headroom, proposed, unit);
  const found = `measured: ${decimalText(reading.value, 3)} ${unit}, target: ${decimalText(now, 3)}`;
  if (proposed > now && reading.value * (1 + LIMITS.leastLeft) > now) {
    return [
      {
        rule,
        kind: ProposalKind.RISK,
        subject,
        changes: [change],
        reason: `${found}: ${carriers} are not sized for that with a zone down`,
        formula,
        readings: [reading],
      },
    ];
  }
  if (proposed <= now * LIMITS.worthLowering && proposed < now) {
    return [
      {
        rule,
        kind: ProposalKind.SAVING,
        subject,
        changes: [change],
        reason: `${found}: ${carriers} are oversized`,
        formula,
        readings: [reading],
      },
    ];
  }
  return [];
}
