import { Environment } from './environment';
import { Problems } from './description-error';
import { validateNetwork } from './validate-network';
import { validateNames, validateProducts } from './validate-names';
import { validateOverrides } from './validate-overrides';
import { validateTargets } from './validate-targets';
import { validateZones } from './validate-zones';

/**
 * Checks a description as far as that is possible without planning it.
 * @throws DescriptionError with all problems at once
 */
export function validateEnvironment(environment: Environment): void {
  const problems = new Problems();
  validateNames(environment, problems);
  validateZones(environment, problems);
  validateNetwork(environment, problems);
  validateProducts(environment, problems);
  validateTargets(environment, problems);
  validateOverrides(environment, problems);
  problems.throwIfAny(environment.name);
}
