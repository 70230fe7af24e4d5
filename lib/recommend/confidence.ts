import { decimalText } from '../text/number';
import { Draft, Reading } from './facts';
import { LIMITS } from './thresholds';
import { Confidence, ProposalKind } from './recommendation';
import { coverageOf, lengthOf, Window } from './time-series';

/** Reason why samples do not support a proposal. */
export interface TooLittle {
  readonly tooLittle: string;
}

/** Confidence in the samples of a proposal, or the reason against it, by the worst of its readings. */
export function judge({ kind, readings, trend }: Draft, window: Window): Confidence | TooLittle {
  const patient = kind === ProposalKind.SAVING || trend === true;
  const leastDays = patient ? LIMITS.leastDaysToLower : LIMITS.leastHours / 24;
  for (const reading of readings) {
    const coverage = coverageOf(reading.sampled);
    if (coverage < LIMITS.leastCoverage) {
      return {
        tooLittle:
          `${percent(coverage)} of the samples of ${reading.evidence.signal} exist, at least ` +
          `${percent(LIMITS.leastCoverage)} are required: ${spanText(reading, window)}`,
      };
    }
    if (lengthOf(window) < leastDays * 86_400) {
      return {
        tooLittle:
          `${decimalText(reading.evidence.days, 1)} days of ${reading.evidence.signal} were measured, at least ` +
          `${decimalText(leastDays, 2)} are required ${patient ? 'to reduce a value or to find a trend' : ''}`.trimEnd(),
      };
    }
  }
  const worst = Math.min(...readings.map(({ sampled }) => coverageOf(sampled)));
  const days = lengthOf(window) / 86_400;
  if (days >= LIMITS.leastDaysToLower && worst >= LIMITS.fullCoverage) return Confidence.HIGH;
  return days >= 1 ? Confidence.MEDIUM : Confidence.LOW;
}

function percent(share: number): string {
  return `${decimalText(100 * share, 0)} %`;
}

/** Whether samples are missing at the ends of the window or within it. */
function spanText({ sampled, evidence }: Reading, window: Window): string {
  const first = sampled.times.reduce((least, time) => Math.min(least, time), Infinity);
  const last = sampled.times.reduce((most, time) => Math.max(most, time), -Infinity);
  const span = (last - first) / 86_400;
  const all = lengthOf(window) / 86_400;
  if (sampled.times.length > 0 && span < all * LIMITS.leastCoverage) {
    return `they cover ${decimalText(span, 1)} of ${decimalText(all, 1)} days`;
  }
  return `there are gaps, ${decimalText(evidence.days, 1)} of ${decimalText(all, 1)} days are covered`;
}
