import { rmSync } from 'node:fs';
import { writeReport } from './report';
import { stateDirectory } from './state';

/** Prints what was measured, and has everything removed that the set-up and the tests made. */
export default async function tearDown(): Promise<void> {
  writeReport();
  rmSync(stateDirectory(), { recursive: true, force: true });
  for (const keeper of globalThis.e2eKeepers ?? []) {
    process.stderr.write('e2e: cleaning up ...\n');
    await keeper.cleanUp();
  }
}
