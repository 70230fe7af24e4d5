import { decimalText } from '../text/number';
import { Draft, Reading } from './facts';
import { LIMITS } from './thresholds';
import { ProposalKind } from './recommendation';
import { roundedUp } from './time-series';

/** A target beside what was measured of it. */
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
   * Share that the target is above what was measured.
   * @default - `LIMITS.headroom`
   */
  readonly headroom?: number;
  /** What is short if the target is too low: `RegionServers`. */
  readonly carriers: string;
}

/** The target that a measured value asks for. */
export function targetFor(value: number, headroom: number, whole: boolean): number {
  const target = roundedUp(value * (1 + headroom));
  return whole ? Math.ceil(target) : target;
}

/** How a target follows, with the numbers: `61,000 + 30 % = 79,300, rounded up to 80,000`. */
export function targetFormula(value: number, headroom: number, target: number, unit: string): string {
  const needed = value * (1 + headroom);
  return (
    `${decimalText(value, 3)} + ${decimalText(100 * headroom, 0)} % headroom = ${decimalText(needed, 3)}, ` +
    `rounded up to ${decimalText(target, 3)} ${unit}; the planner adds the room for a zone that is down`
  );
}

/** Raises a target that is nearly reached, lowers one that is far away, and leaves the others alone. */
export function targetDrafts(target: MeasuredTarget): Draft[] {
  const { rule, subject, field, unit, now, reading, carriers } = target;
  if (reading === undefined) return [];
  const headroom = target.headroom ?? LIMITS.headroom;
  const proposed = targetFor(reading.value, headroom, target.whole ?? false);
  const change = { field, now, proposed, unit };
  const formula = targetFormula(reading.value, headroom, proposed, unit);
  const found = `${decimalText(reading.value, 3)} ${unit} were measured, the target is ${decimalText(now, 3)}`;
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
        reason: `${found}: ${carriers} are sized for more than is used`,
        formula,
        readings: [reading],
      },
    ];
  }
  return [];
}
