import { isToken, Problems } from './description-error';
import { Environment } from './environment';
import { validateAssumptions } from './validate-assumptions';
import { validateCluster } from './validate-cluster';
import { validateImages } from './validate-images';
import { validateLocalTier } from './validate-local-tier';
import { validateNetwork } from './validate-network';
import { validateNames, validateProducts } from './validate-names';
import { validateOverrides } from './validate-overrides';
import { validatePrices } from './validate-prices';
import { validateShape } from './validate-shape';
import { validateTargets } from './validate-targets';
import { validateZones } from './validate-zones';

/**
 * Checks everything in a description that does not require a plan.
 * @throws DescriptionError that lists all problems
 */
export function validateEnvironment(environment: Environment): void {
  const problems = new Problems();
  if (!validateShape(environment, problems)) problems.throwIfAny(nameOf(environment));
  validateNames(environment, problems);
  validateZones(environment, problems);
  validateNetwork(environment, problems);
  validateProducts(environment, problems);
  validateTargets(environment, problems);
  validateOverrides(environment, problems);
  validateAssumptions(environment, problems);
  validatePrices(environment, problems);
  validateCluster(environment, problems);
  validateImages(environment, problems);
  validateLocalTier(environment, problems);
  problems.throwIfAny(nameOf(environment));
}

/** The name for messages. The description can be of any type. */
function nameOf(environment: Environment | undefined): string {
  const name: unknown = (environment ?? undefined)?.name;
  return typeof name === 'string' && !isToken(name) ? name : 'unnamed';
}
