import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** A Kubernetes cluster to test against. */
export interface Cluster {
  readonly kubectl: (...args: string[]) => { readonly code: number; readonly output: string };
  readonly stop: () => void;
}

/** The test bed of a three-zone Kubernetes, beside the checkout. */
const LAB = process.env.LAB_DIR ?? resolve(__dirname, '../../../shared/lab');

/** Why there is no cluster to test against; undefined if there is one. */
export function whyNoCluster(): string | undefined {
  if (process.env.KUBECONFIG !== undefined) return undefined;
  if (!existsSync(join(LAB, 'lab'))) return `KUBECONFIG is not set, and there is no test bed at ${LAB}`;
  if (process.getuid?.() !== 0) return 'KUBECONFIG is not set, and the test bed needs root';
  return undefined;
}

/** The cluster of KUBECONFIG, else the test bed's: started here, and stopped after. */
export function startCluster(): Cluster {
  if (process.env.KUBECONFIG !== undefined)
    return { kubectl: kubectlWith(process.env), stop: () => undefined };
  const lab = join(LAB, 'lab');
  const progress = (text: string): void => void process.stderr.write(`${text}\n`);
  progress('starting the test bed; its first build takes a quarter of an hour ...');
  execFileSync(lab, ['up', '--zones', '3', '--nodes-per-zone', '1', '--region', 'local-1'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const home = process.env.LAB_HOME ?? join(homedir(), '.cache/hadoop-lab');
  const env = {
    ...process.env,
    KUBECONFIG: join(home, 'run/kubeconfig'),
    PATH: `${join(home, 'bin')}:${process.env.PATH ?? ''}`,
  };
  return { kubectl: kubectlWith(env), stop: () => void spawnSync(lab, ['down'], { stdio: 'ignore' }) };
}

function kubectlWith(env: NodeJS.ProcessEnv): Cluster['kubectl'] {
  return (...args) => {
    const { status, stdout, stderr } = spawnSync('kubectl', args, { env, encoding: 'utf8' });
    return { code: status ?? 1, output: `${stdout}${stderr}` };
  };
}
