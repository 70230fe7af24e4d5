import { ENVIRONMENTS } from '../../bin/environments';
import { Environment } from '../../lib/model/environment';

/** Context of the app under test that carries a `Variation` as JSON. */
export const VARIATION_CONTEXT = 'deploy-test:variation';

/** The account that the emulator takes any stack for. */
export const ACCOUNT = '000000000000';

/** What a test deploys: an environment of `bin/` with changes. */
export interface Variation {
  /** Name of the environment. */
  readonly environment: string;
  /** Fields that replace those of the description. */
  readonly changes?: Partial<Environment>;
  /** Name the zones, and the keys of every map, the other way round. */
  readonly reversed?: boolean;
}

/** By digest, so that no image is built. */
const IMAGES = Object.fromEntries(
  ['zookeeper', 'hadoop', 'hbase'].map((image, index) => [
    image,
    `registry.example/cdk-hadoop/${image}@sha256:${String(index + 1).repeat(64)}`,
  ]),
);

/** The description that a variation stands for; the tests and the app under test read it alike. */
export function descriptionOf(variation: unknown): Environment {
  if (typeof variation !== 'string') throw new Error(`context '${VARIATION_CONTEXT}' is not set`);
  const { environment, changes, reversed } = JSON.parse(variation) as Variation;
  const description = ENVIRONMENTS.find(({ name }) => name === environment);
  if (description === undefined) throw new Error(`environment '${environment}' is not one of bin/`);
  const changed: Environment = {
    ...description,
    account: ACCOUNT,
    images: { references: IMAGES },
    ...changes,
  };
  return reversed === true
    ? { ...(withKeysReversed(changed) as Environment), zones: [...changed.zones].reverse() }
    : changed;
}

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, withKeysReversed(child)]),
  );
}
