import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENTS } from '../../../bin/environments';
import { imageReferences } from '../../../constructs/kubernetes/image-references';
import { planPlatform } from '../../../lib/planner/planner';
import { LABELS } from '../../../lib/topology/names';
import { ImageName } from '../../../lib/config/role-runtime';
import { buildImage } from '../../../scripts/images/build-images';
import { TEST_BED, testBedBuilder } from '../../cluster/test-bed';
import { run } from './command';
import { CloudLab } from './cloud-lab';
import { Deployment } from './deployment';
import { Keeper } from './keeper';
import { Lab } from './lab';
import { OBSERVED_NAMESPACE, State, Way, writeState } from './state';

/** Where the teardown, in the same process, finds the keepers. */
declare global {
  var e2eKeepers: Keeper[] | undefined;
}

const ENVIRONMENT = 'local';

/** A line for who watches: Jest shows nothing of the set-up. */
function say(text: string): void {
  process.stderr.write(`e2e: ${text}\n`);
}

/** Ends Jest without a failure and without running a test: there is nothing to run them on. */
function skip(why: string): never {
  say(`SKIPPED: ${why}`);
  process.exit(0);
}

/** Finds or makes the cluster. The platform comes into it by case 01, or by the first file that needs it. */
export default async function setUp(): Promise<void> {
  const way = wayIn();
  const attached = process.env.E2E_ATTACH === '1';
  const keep = attached || process.env.E2E_KEEP === '1';
  const given = process.env.KUBECONFIG;
  let state: State;
  if (way === 'deployed') state = await onCloud(attached, keep);
  else if (given !== undefined && given !== new Lab().kubeconfig)
    state = await onGivenCluster(given, way, attached, keep);
  else state = await onLab(way, attached, keep);
  const directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-e2e-'));
  writeState(join(directory, 'state.json'), state);
  say(`way: ${way}; environment: ${state.environment}; kubeconfig: ${state.kubeconfig}; seed: ${state.seed}`);
}

function wayIn(): Way {
  const way = process.env.E2E_WAY ?? 'applied';
  if (way !== 'applied' && way !== 'deployed')
    throw new Error(`E2E_WAY is '${way}': expected applied or deployed`);
  return way;
}

/** On somebody's cluster only the platform is ours. */
async function onGivenCluster(
  kubeconfig: string,
  way: Way,
  attached: boolean,
  keep: boolean,
): Promise<State> {
  if (!existsSync(kubeconfig)) throw new Error(`KUBECONFIG names no file: ${kubeconfig}`);
  const state = newState({ way, kubeconfig, path: process.env.PATH ?? '', lab: false, attached });
  if (!keep) await willRemovePlatform(state);
  return state;
}

async function onLab(way: Way, attached: boolean, keep: boolean): Promise<State> {
  const missing = Lab.whyNot();
  if (missing !== undefined) skip(`KUBECONFIG is not set, and ${missing}`);
  const lab = new Lab();
  const { KUBECONFIG: kubeconfig = '', PATH: path = '' } = lab.variables;
  const state = newState({ way, kubeconfig, path, lab: true, attached });
  if (lab.running) {
    say('using the test bed that runs');
    if (!keep) await willRemovePlatform(state);
  } else {
    if (attached) throw new Error('E2E_ATTACH=1, but the test bed does not run');
    if (!keep) globalThis.e2eKeepers = [new Keeper([TEST_BED, 'down'], lab.variables)];
    say('starting the test bed; its first build takes a quarter of an hour ...');
    lab.up();
  }
  if (!attached) await loadImages(lab);
  return state;
}

/** The test bed's Kubernetes with an emulator of AWS, into which the CDK deploys. */
async function onCloud(attached: boolean, keep: boolean): Promise<State> {
  const missing = CloudLab.whyNot();
  if (missing !== undefined) skip(missing);
  let deployment = Deployment.find();
  if (deployment === undefined) {
    if (attached) throw new Error('E2E_ATTACH=1, but there is no cloud of an earlier run with E2E_KEEP=1');
    if (new Lab().running) throw new Error('the test bed runs without a cloud: take it down first');
    deployment = await Deployment.prepare();
    if (!keep) globalThis.e2eKeepers = [new Keeper(...deployment.cloud.takeDown)];
    await deployment.start();
  } else say('using the cloud that runs');
  const { KUBECONFIG: kubeconfig = '', PATH: path = '' } = deployment.cloud.env;
  const known = newState({ way: 'deployed', kubeconfig, path, lab: true, attached });
  return { ...known, environment: deployment.environment.name };
}

function newState(known: Omit<State, 'environment' | 'seed'>): State {
  const seed = Number(process.env.E2E_SEED ?? Math.floor(Math.random() * 2 ** 31));
  return { ...known, environment: ENVIRONMENT, seed };
}

/** Has the platform removed at the end, if it is going to be ours. */
async function willRemovePlatform({ kubeconfig, path }: State): Promise<void> {
  const { namespace } = localPlan();
  const env = { ...process.env, KUBECONFIG: kubeconfig, PATH: path };
  const { code } = await run('kubectl', ['get', 'namespace', namespace], { env });
  if (code === 0) {
    throw new Error(
      `there is a namespace '${namespace}', which the tests did not make: set E2E_ATTACH=1 to test the platform in it ` +
        'as it is, or E2E_KEEP=1 to take it over and leave it there',
    );
  }
  const script = [
    `kubectl delete namespace ${namespace} ${OBSERVED_NAMESPACE} --ignore-not-found --wait=false`,
    `kubectl -n ${namespace} delete pods --all --grace-period=1 --wait=false`,
    `kubectl wait --for=delete namespace/${namespace} --timeout=300s`,
    `kubectl delete priorityclasses -l ${LABELS.partOf}=cdk-hadoop --ignore-not-found`,
  ].join('; ');
  globalThis.e2eKeepers = [new Keeper(['sh', '-c', script], env)];
}

function localPlan(): ReturnType<typeof planPlatform> {
  const environment = ENVIRONMENTS.find(({ name }) => name === ENVIRONMENT);
  if (environment === undefined)
    throw new Error(`there is no environment '${ENVIRONMENT}' in bin/environments`);
  return planPlatform(environment);
}

/** Builds the images that the test bed does not have, from Maven Central, which is reachable where releases are not. */
async function loadImages(lab: Lab): Promise<void> {
  const { versions } = localPlan();
  const wanted = Object.entries(imageReferences(versions));
  const there = await lab.images();
  const absent = wanted.filter(([, reference]) => !there.includes(reference));
  if (absent.length === 0) return;
  say(`building ${absent.map(([, reference]) => reference).join(', ')}; the first time takes minutes ...`);
  const { builder, baseImage } = testBedBuilder();
  for (const [name, reference] of absent) {
    const options = { distribution: 'maven', baseImage, tagPrefix: 'cdk-hadoop' } as const;
    const built = await buildImage(name as ImageName, versions, builder, options, say);
    if (built.reference !== reference)
      throw new Error(`built ${built.reference}, but the pods ask for ${reference}`);
    say(`${name}: into the nodes`);
    await lab.load(reference);
  }
}
