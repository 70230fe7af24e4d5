import { spawnSync } from 'node:child_process';
import { startTestBed, TEST_BED, testBedVariables, whyNoTestBed } from './test-bed';

/** A Kubernetes cluster to test against. */
export interface Cluster {
  readonly kubectl: (...args: string[]) => { readonly code: number; readonly output: string };
  readonly stop: () => void;
}

/** Why there is no cluster to test against; undefined if there is one. */
export function whyNoCluster(): string | undefined {
  if (process.env.KUBECONFIG !== undefined) return undefined;
  const missing = whyNoTestBed();
  return missing === undefined ? undefined : `KUBECONFIG is not set, and ${missing}`;
}

/** The cluster of KUBECONFIG, else the test bed's: started here, and stopped after. */
export function startCluster(): Cluster {
  if (process.env.KUBECONFIG !== undefined)
    return { kubectl: kubectlWith(process.env), stop: () => undefined };
  process.stderr.write('starting the test bed; its first build takes a quarter of an hour ...\n');
  startTestBed();
  return {
    kubectl: kubectlWith(testBedVariables()),
    stop: () => void spawnSync(TEST_BED, ['down'], { stdio: 'ignore' }),
  };
}

function kubectlWith(env: NodeJS.ProcessEnv): Cluster['kubectl'] {
  return (...args) => {
    const { status, stdout, stderr } = spawnSync('kubectl', args, { env, encoding: 'utf8' });
    return { code: status ?? 1, output: `${stdout}${stderr}` };
  };
}
