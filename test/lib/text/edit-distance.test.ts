import * as fc from 'fast-check';
import { editDistance } from '../../../lib/text/edit-distance';

const words = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });

/** The definition, without a table. */
function recursive(a: string, b: string): number {
  if (a === '' || b === '') return Math.max(a.length, b.length);
  const [restA, restB] = [a.slice(1), b.slice(1)];
  if (a.startsWith(b.charAt(0))) return recursive(restA, restB);
  return 1 + Math.min(recursive(restA, b), recursive(a, restB), recursive(restA, restB));
}

describe('distance between words', () => {
  test('GIVEN two words WHEN compared THEN it is the fewest letters to insert, delete or replace', () => {
    fc.assert(fc.property(words, words, (a, b) => editDistance(a, b) === recursive(a, b)));
  });

  test('GIVEN the most that matters WHEN compared THEN a distance up to it is exact, and any above is infinite', () => {
    fc.assert(
      fc.property(words, words, fc.nat({ max: 5 }), (a, b, most) => {
        const exact = editDistance(a, b);
        expect(editDistance(a, b, most)).toBe(exact <= most ? exact : Infinity);
      }),
    );
  });
});
