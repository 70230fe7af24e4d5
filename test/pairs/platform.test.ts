import { testsOfChanges } from './pairs-suite';
import { PLATFORM_CHANGES } from './platform-changes';

describe('a change of the platform', () => {
  testsOfChanges(PLATFORM_CHANGES);
});
