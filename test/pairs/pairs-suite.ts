import { Environment } from '../../lib/model/environment';
import { ProductVersions } from '../../lib/plan/plan';
import * as shipped from '../../lib/plan/versions';
import { Output, outputOf } from './output';
import { Change } from './pair';
import { problemsOf } from './verdict';

/** Outputs of the descriptions that several changes start from. */
const bases = new Map<Environment, Output>();

/** Checks each change in both directions: two pairs, of which one takes back what the other does. */
export function testsOfChanges(changes: readonly Change[]): void {
  test.each(changes.map((change) => [change.name, change] as const))('%s', (_name, change) => {
    const before = bases.get(change.before) ?? outputOf(change.before);
    bases.set(change.before, before);
    const after = withVersions(change.versions, () => outputOf(change.after));
    expect({ forth: problemsOf(before, after), back: problemsOf(after, before) }).toEqual({
      forth: [],
      back: [],
    });
  });
}

/** Runs what synthesizes as a package would that ships other versions of the products. */
function withVersions<T>(versions: ProductVersions | undefined, run: () => T): T {
  if (versions === undefined) return run();
  const replaced = jest.replaceProperty(shipped, 'PRODUCT_VERSIONS', versions);
  try {
    return run();
  } finally {
    replaced.restore();
  }
}
