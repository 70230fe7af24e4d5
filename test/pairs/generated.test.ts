import * as fc from 'fast-check';
import { GENERATED_CHANGES, generatedChanges } from './generated-changes';
import { outputOf } from './output';
import { problemsOf } from './verdict';

test('nothing is wrong with a change of any parts of any description, there and back', () => {
  fc.assert(
    fc.property(generatedChanges(), ({ before, after }) => {
      const [old, now] = [outputOf(before), outputOf(after)];
      expect({ forth: problemsOf(old, now), back: problemsOf(now, old) }).toEqual({ forth: [], back: [] });
    }),
    { numRuns: GENERATED_CHANGES },
  );
});
