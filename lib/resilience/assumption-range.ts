import { ResolvedEnvironment } from '../model/resolved';
import { ASSUMPTIONS } from '../assumptions/assumptions';
import { Finding, Severity } from '../plan/plan';

/** User values of assumptions that are outside the plausible range. */
export function checkAssumptions({ assumptions, source }: ResolvedEnvironment): Finding[] {
  return ASSUMPTIONS.filter(({ name }) => Object.hasOwn(source.assumptions ?? {}, name))
    .filter(
      ({ name, plausible }) => assumptions[name] < plausible.least || assumptions[name] > plausible.most,
    )
    .map(({ name, plausible, unit, rangeReason }) => ({
      code: 'assumptions/range',
      severity: Severity.WARNING,
      subject: `assumptions.${name}`,
      message: `the value is outside the plausible range (${rangeReason}); measure it again, or keep it deliberately`,
      figure: `${assumptions[name]} ${unit}`,
      allowed: `${plausible.least} to ${plausible.most} ${unit}`,
    }));
}
