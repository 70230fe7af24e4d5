import * as fc from 'fast-check';
import { Environment, Tier } from '../../lib/model/environment';
import { DescriptionError } from '../../lib/model/description-error';
import { planPlatform } from '../../lib/planner/planner';
import { environments } from '../arbitraries/environment';

/** Generated changes of a run. */
export const GENERATED_CHANGES = 15;

/** Parts of a description that one takes from another. */
const PARTS = ['zookeeper', 'hdfs', 'hbase', 'yarn', 'nodeSharing', 'architecture', 'overrides'] as const;

/** A description, and the same one with some parts of another: both can be planned. */
export function generatedChanges(): fc.Arbitrary<{
  readonly before: Environment;
  readonly after: Environment;
}> {
  return fc
    .record({
      tier: fc.constantFrom(Tier.DEV, Tier.STAGING, Tier.PROD),
      parts: fc.subarray([...PARTS], { minLength: 1 }),
    })
    .chain(({ tier, parts }) => {
      const any = environments({ tiers: [tier], overrides: true });
      return fc.tuple(any, any).map(([before, other]) => ({
        before,
        after: parts.reduce((changed, part) => withPart(changed, other, part), before),
      }));
    })
    .filter(({ before, after }) => isPossible(before) && isPossible(after));
}

function withPart(environment: Environment, other: Environment, part: (typeof PARTS)[number]): Environment {
  const { [part]: _old, ...rest } = environment;
  return other[part] === undefined ? rest : { ...rest, [part]: other[part] };
}

function isPossible(environment: Environment): boolean {
  try {
    planPlatform(environment);
    return true;
  } catch (error) {
    if (error instanceof DescriptionError) return false;
    throw error;
  }
}
