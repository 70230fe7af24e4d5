import { EnsemblePlan, Plan } from './plan';

/** The ensemble of a name; throws with the names that the plan has. */
export function ensembleNamed({ ensembles, environment }: Plan, ensemble: string): EnsemblePlan {
  const found = ensembles.find(({ name }) => name === ensemble);
  if (found === undefined) {
    throw new Error(
      `plan of ${environment} has no ensemble '${ensemble}': allowed: ${ensembles.map(({ name }) => name).join(', ')}`,
    );
  }
  return found;
}
