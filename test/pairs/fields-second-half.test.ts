import { fieldChanges } from './pair';
import { testsOfChanges } from './pairs-suite';

const changes = fieldChanges();

describe('a change of a field', () => {
  testsOfChanges(changes.slice(Math.ceil(changes.length / 2)));
});
