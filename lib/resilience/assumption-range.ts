import { ResolvedEnvironment } from '../model/resolved';
import { ASSUMPTIONS } from '../assumptions/assumptions';
import { Finding, Severity } from '../plan/plan';

/** The user's own values of assumptions that no machine or workload is known to have. */
export function checkAssumptions({ assumptions, source }: ResolvedEnvironment): Finding[] {
  return ASSUMPTIONS.filter(({ name }) => Object.hasOwn(source.assumptions ?? {}, name))
    .filter(
      ({ name, plausible }) => assumptions[name] < plausible.least || assumptions[name] > plausible.most,
    )
    .map(({ name, plausible, unit, rangeReason }) => ({
      code: 'assumptions/range',
      severity: Severity.WARNING,
      subject: `assumptions.${name}`,
      message: `the value is outside of what is plausible (${rangeReason}); measure again, or keep it knowingly`,
      figure: `${assumptions[name]} ${unit}`,
      allowed: `${plausible.least} to ${plausible.most} ${unit}`,
    }));
}
