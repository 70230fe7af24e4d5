import { join } from 'node:path';
import { emulatorHome, findLab, freePort, installEmulator } from './emulator-programs';
import { RUNNER_VARIABLE } from './lab';

/**
 * Installs the emulator before the test files start, which run side by side and would do it at once; or says why
 * nothing runs where there is no emulator: the project does not depend on it.
 */
export default async function prepare(): Promise<void> {
  process.env[RUNNER_VARIABLE] = String(process.pid);
  // The tests' own client has nothing to say to those who run them.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const lab = findLab();
  if (lab !== undefined) {
    const port = process.env.AWS_LAB_PORT ?? String(await freePort());
    await installEmulator(join(lab, 'aws-lab'), emulatorHome(), port);
    return;
  }
  process.stderr.write(
    'deploy tests are SKIPPED: no AWS emulator found; set AWS_LAB_DIR to its directory (with the program aws-lab), ' +
      'or put it at ../shared/aws-lab beside the checkout\n',
  );
}
