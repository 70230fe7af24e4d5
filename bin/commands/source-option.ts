import { Option } from 'commander';
import { Environment } from '../../lib/model/environment';
import { findEnvironment, loadEnvironments } from './load-environments';
import { ExitCode } from '../errors/user-error';

/** Where a command finds the environments. */
export interface SourceOption {
  /** File with the environments. */
  readonly environments?: string;
}

/** Result of a command: text for standard output, and the exit code. */
export type Finish = (outcome: { readonly text: string; readonly code: ExitCode }) => void;

export function environmentsOption(): Option {
  return new Option(
    '--environments <file>',
    'file with the environments: .ts (needs tsx) or .js that exports ENVIRONMENTS or environments, or .json with ' +
      'one or a list (default: the file that package.json or cdk.json names)',
  );
}

/** The environment with a name. */
export async function describedAs(name: string, { environments }: SourceOption): Promise<Environment> {
  return findEnvironment(await loadEnvironments(environments), name);
}
