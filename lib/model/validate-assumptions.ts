import { ASSUMPTIONS, assumptionNamed, isAssumptionName } from '../assumptions/assumptions';
import { Problems } from './description-error';
import { Environment } from './environment';

/** Checks that the user's values are of assumptions that exist, and are possible. */
export function validateAssumptions({ assumptions = {} }: Environment, problems: Problems): void {
  for (const [name, { value }] of Object.entries(assumptions)) {
    if (!isAssumptionName(name)) {
      problems.add(
        'assumptions',
        name,
        `one of ${ASSUMPTIONS.map((assumption) => assumption.name).join(', ')}`,
      );
      continue;
    }
    const { possible, unit } = assumptionNamed(name);
    const fits = typeof value === 'number' && value >= possible.least && value <= possible.most;
    if (!fits) {
      problems.add(
        `assumptions.${name}.value`,
        value,
        `${String(possible.least)} to ${String(possible.most)} (${unit})`,
      );
    }
  }
}
