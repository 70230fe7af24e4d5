import { ENVIRONMENTS } from '../../../bin/environments';
import { PlatformManifests } from '../../../constructs/kubernetes/platform-manifests';
import { Environment } from '../../../lib/model/environment';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { LABELS } from '../../../lib/topology/names';
import { Cluster } from './cluster';
import { deployedObjects } from './deployed-objects';
import { Deployment } from './deployment';
import { Lab } from './lab';
import { isReady, KubernetesObject, Pod } from './objects';
import { readState, State, Way } from './state';
import { until } from './wait';

/** Seconds that the platform has to come up from nothing: 26 JVMs on the cores of one machine. */
export const START_SECONDS = 900;

/** The platform under test. */
export interface E2ePlatform {
  readonly way: Way;
  readonly environment: Environment;
  readonly plan: Plan;
  readonly namespace: string;
  readonly cluster: Cluster;
  /** The test bed. Undefined on a cluster of which only a kubeconfig is known: its zones cannot be killed. */
  readonly lab?: Lab;
  /** Keys of the zones: `1a`. */
  readonly zones: readonly string[];
  /** Somebody else's platform, which is used as it is. */
  readonly attached: boolean;
  /** Seed of whatever is done in a random order. */
  readonly seed: number;
}

/** The platform of the state that the set-up wrote. */
export function platform(): E2ePlatform {
  const state = readState();
  const environment =
    state.way === 'deployed' ? deploymentOf().environment : environmentOf(state.environment);
  const plan = planPlatform(environment);
  const lab = state.lab ? new Lab() : undefined;
  return {
    way: state.way,
    environment,
    plan,
    namespace: plan.namespace,
    cluster: new Cluster(variablesOf(state), plan.namespace, lab),
    ...(lab === undefined ? {} : { lab }),
    zones: plan.zones.map(({ key }) => key),
    attached: state.attached,
    seed: state.seed,
  };
}

/** The test bed of the platform, for cases that cannot do without. */
export function labOf({ lab }: E2ePlatform): Lab {
  if (lab === undefined) throw new Error('this case needs the test bed, whose zones can be killed');
  return lab;
}

/** The platform, in its cluster and every role ready. What it finds it uses; what is missing it brings there. */
export async function platformReady(): Promise<E2ePlatform> {
  const found = platform();
  if (!found.attached && (await found.cluster.pods()).length === 0) await bringUp(found);
  await everyRoleReady(found);
  return found;
}

/**
 * Brings an environment into its cluster by the way that is tested: its manifests are applied, or the CDK deploys it.
 * A change of it as well.
 */
export async function bringUp(
  { way, cluster, environment }: E2ePlatform,
  changed: Environment = environment,
): Promise<void> {
  if (way === 'deployed') await deploymentOf().deploy(changed);
  else await applyObjects(cluster, renderObjects(way, changed));
}

/** What the CDK has deployed, for cases that are about it. */
export function deploymentOf(): Deployment {
  const found = Deployment.find();
  if (found === undefined) throw new Error('this case needs the cloud: E2E_WAY=deployed');
  return found;
}

/** Waits until every pod of the plan is ready. */
export function everyRoleReady(found: E2ePlatform, timeoutSeconds = START_SECONDS): Promise<Pod[]> {
  return until(
    'every role to be ready',
    async () => {
      const pods = await found.cluster.pods();
      const missing = notReady(found.plan, pods);
      if (missing.length > 0) throw new Error(`not ready: ${missing.join(', ')}`);
      return pods;
    },
    { timeoutSeconds, everySeconds: 2 },
  );
}

/** Names of the pods of a plan that are not ready, or not there. */
export function notReady(plan: Plan, pods: readonly Pod[]): string[] {
  const ready = new Set(pods.filter(isReady).map(({ metadata }) => metadata.name));
  return plan.roles
    .flatMap(({ members }) => members.map(({ pod }) => pod))
    .filter((pod) => !ready.has(pod))
    .sort();
}

/** The objects of an environment, as `cdk-hadoop manifests` writes them, or as the CDK deploys them. */
export function renderObjects(way: Way, environment: Environment): KubernetesObject[] {
  if (way === 'deployed') return deployedObjects(environment);
  const plan = planPlatform(environment);
  const images = environment.images?.references;
  const { manifests } = new PlatformManifests({ plan, ...(images === undefined ? {} : { images }) });
  return manifests.flatMap(({ objects }) => objects as unknown as KubernetesObject[]);
}

/** Applies objects by one call, in their order. */
export function applyObjects(cluster: Cluster, objects: readonly KubernetesObject[]): Promise<string> {
  return cluster.kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );
}

/** Removes the platform with its data, and waits until nothing is left of it. */
export async function removePlatform({ cluster, namespace }: E2ePlatform): Promise<void> {
  const ours = `${LABELS.partOf}=cdk-hadoop`;
  await cluster.kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--wait=false']);
  // Nothing is to be saved: what a process does when it is told to stop would only take time.
  await cluster.tryKubectl(['delete', 'pods', '--all', '--grace-period=1', '--wait=false']);
  await cluster.kubectl(['wait', '--for=delete', `namespace/${namespace}`, '--timeout=300s']);
  await cluster.kubectl(['delete', 'priorityclasses', '-l', ours, '--ignore-not-found']);
}

function environmentOf(name: string): Environment {
  const found = ENVIRONMENTS.find((environment) => environment.name === name);
  if (found === undefined) throw new Error(`there is no environment '${name}' in bin/environments`);
  return found;
}

function variablesOf({ kubeconfig, path }: State): NodeJS.ProcessEnv {
  return { ...process.env, KUBECONFIG: kubeconfig, PATH: path };
}
