import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Builder } from '../../scripts/images/builder';

/** The test bed of a Kubernetes in several zones, beside the checkout. */
const DIRECTORY = process.env.LAB_DIR ?? resolve(__dirname, '../../../shared/lab');

/** The program of the test bed. */
export const TEST_BED = join(DIRECTORY, 'lab');

const HOME = process.env.LAB_HOME ?? join(homedir(), '.cache/hadoop-lab');

/** The kubeconfig of the test bed's cluster; the file is there while it runs. */
export const TEST_BED_KUBECONFIG = join(HOME, 'run/kubeconfig');

/** Why the test bed cannot be started here; undefined if it can. */
export function whyNoTestBed(): string | undefined {
  if (!existsSync(TEST_BED)) return `there is no test bed at ${DIRECTORY}`;
  if (process.getuid?.() !== 0) return 'the test bed needs root';
  return undefined;
}

const ZONES = ['a', 'b', 'c'];

/**
 * Starts the test bed with a node in each zone of the region `local-1`, as the environment `local` names them.
 * @param moreNodes each as role, zone, labels and taints: `outside,d,outside=true:NoSchedule`
 */
export function startTestBed(moreNodes: readonly string[] = []): void {
  const nodes = [...ZONES.map((zone) => `general,${zone}`), ...moreNodes].flatMap((node) => ['--node', node]);
  execFileSync(TEST_BED, ['up', ...nodes, '--region', 'local-1'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The variables with which programs find the test bed's cluster, and its kubectl. */
export function testBedVariables(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    KUBECONFIG: TEST_BED_KUBECONFIG,
    PATH: `${join(HOME, 'bin')}:${process.env.PATH ?? ''}`,
  };
}

/** The test bed's builder, whose images its nodes have, and the base image that it makes of the machine's own JRE. */
export function testBedBuilder(): { readonly builder: Builder; readonly baseImage: string } {
  execFileSync(TEST_BED, ['base-image', 'jre'], { stdio: 'ignore' });
  return { builder: new Builder(TEST_BED, 'docker', process.env, ['docker']), baseImage: 'lab/jre:17' };
}
