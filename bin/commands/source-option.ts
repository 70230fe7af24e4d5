import { Option } from 'commander';
import { Environment } from '../../lib/model/environment';
import { findEnvironment, loadEnvironments } from './load-environments';
import { ExitCode } from '../errors/user-error';

/** Where a command finds the environments. */
export interface SourceOption {
  /** File with the environments. */
  readonly environments?: string;
}

/** What a command ends with: text for standard output, and the exit code. */
export type Finish = (outcome: { readonly text: string; readonly code: ExitCode }) => void;

export function environmentsOption(): Option {
  return new Option(
    '--environments <file>',
    'file with the environments: .ts or .js that exports ENVIRONMENTS or environments, or .json with a list ' +
      '(default: bin/environments)',
  );
}

/** The environment of that name. */
export async function describedAs(name: string, { environments }: SourceOption): Promise<Environment> {
  return findEnvironment(await loadEnvironments(environments), name);
}
