import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** How the platform comes into its cluster: its manifests are applied, or the CDK deploys it. */
export type Way = 'applied' | 'deployed';

/** What the set-up found and made; the test files read it. */
export interface State {
  readonly way: Way;
  /** Name of the environment in `bin/environments`. */
  readonly environment: string;
  readonly kubeconfig: string;
  /** `PATH` with the cluster's kubectl. */
  readonly path: string;
  /** Whether the cluster's nodes are those of the test bed, whose zones can be killed. */
  readonly lab: boolean;
  /** The platform is somebody else's: use it as it is, and leave it so. */
  readonly attached: boolean;
  /** Seed of whatever the tests do in a random order. */
  readonly seed: number;
}

/** Namespace of an ensemble that a case makes beside the platform. */
export const OBSERVED_NAMESPACE = 'e2e-observed';

const VARIABLE = 'E2E_STATE';

/** Whether there is a cluster to test on. */
export function hasState(): boolean {
  return process.env[VARIABLE] !== undefined;
}

function stateFile(): string {
  const file = process.env[VARIABLE];
  if (file === undefined) throw new Error('no cluster was set up: run the tests by `npm run e2e`');
  return file;
}

/** What the set-up wrote. */
export function readState(): State {
  return JSON.parse(readFileSync(stateFile(), 'utf8')) as State;
}

/** Directory of everything that is kept from one test file to the next. */
export function stateDirectory(): string {
  return dirname(stateFile());
}

export function writeState(file: string, state: State): void {
  writeFileSync(file, JSON.stringify(state, undefined, 2));
  process.env[VARIABLE] = file;
}
