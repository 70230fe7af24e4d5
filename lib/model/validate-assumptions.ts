import { assumptionNamed, isAssumptionName } from '../assumptions/assumptions';
import { Problems } from './description-error';
import { Environment } from './environment';

/** Checks that the user's values belong to known assumptions and are possible. */
export function validateAssumptions({ assumptions = {} }: Environment, problems: Problems): void {
  for (const [name, { value }] of Object.entries(assumptions)) {
    // The schema has already refused other names.
    if (!isAssumptionName(name)) continue;
    const { possible, unit } = assumptionNamed(name);
    const fits = value >= possible.least && value <= possible.most;
    if (!fits) {
      problems.add(`assumptions.${name}.value`, value, `${possible.least} to ${possible.most} (${unit})`);
    }
  }
}
