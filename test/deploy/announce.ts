import { findLab } from './emulator-programs';
import { RUNNER_VARIABLE } from './lab';

/** Says why nothing runs where there is no emulator: the project does not depend on it. */
export default function announce(): void {
  process.env[RUNNER_VARIABLE] = String(process.pid);
  // The tests' own client has nothing to say to those who run them.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  if (findLab() !== undefined) return;
  process.stderr.write(
    'deploy tests are SKIPPED: no AWS emulator found; set AWS_LAB_DIR to its directory (with the program aws-lab), ' +
      'or put it at ../shared/aws-lab beside the checkout\n',
  );
}
