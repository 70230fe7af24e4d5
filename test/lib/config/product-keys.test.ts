import { PRODUCT_VERSIONS } from '../../../lib/plan/versions';
import { emittedKeys } from './emitted-keys';
import fixture from './fixtures/product-keys.json';

/*
 * The fixture says for each key which default file or class of the shipped versions has it. It is made from the jars by
 * scripts/product-keys.ts, which fails for a key that no product knows.
 */

test('the keys were checked against the versions that are shipped', () => {
  expect(fixture.versions).toEqual(PRODUCT_VERSIONS);
});

test('the products know every key that is emitted', () => {
  const known = new Set(Object.keys(fixture.keys));

  expect(emittedKeys().filter(({ key }) => !known.has(key))).toEqual([]);
});

test('no key is listed that is not emitted any more', () => {
  const emitted = new Set(emittedKeys().map(({ key }) => key));

  expect(Object.keys(fixture.keys).filter((key) => !emitted.has(key))).toEqual([]);
});
