import { describedFields } from './described-fields';
import { FIELD_VALUES } from './field-values';
import { GENERATED_CHANGES } from './generated-changes';
import { fieldChanges } from './pair';
import { PLATFORM_CHANGES } from './platform-changes';

test('every field of the description has a change', () => {
  const changed = Object.entries(FIELD_VALUES)
    .filter(([, places]) => places.some(({ values }) => values.length > 0))
    .map(([field]) => field);
  expect(changed.sort()).toEqual(describedFields().sort());
});

test('each change is there and back: 400 pairs and more', () => {
  const changes = fieldChanges().length + PLATFORM_CHANGES.length + GENERATED_CHANGES;
  expect(2 * changes).toBeGreaterThanOrEqual(400);
});

test('no change has the name of another', () => {
  const names = [...fieldChanges(), ...PLATFORM_CHANGES].map(({ name }) => name);
  expect(names).toHaveLength(new Set(names).size);
});
