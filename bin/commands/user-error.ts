import { CommanderError } from 'commander';
import { DescriptionError } from '../../lib/model/description-error';

/** Exit codes of the command line. */
export enum ExitCode {
  OK = 0,
  /** A defect of this package. */
  INTERNAL = 1,
  /** Something that the user can put right: an option, a file, a description. */
  USER = 2,
}

/** Something that the user can put right; its message says how. */
export class UserError extends Error {
  public constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
  }
}

/** What to tell of an error on stderr, and the exit code. `debug` adds the stack. */
export function explain(error: unknown, debug: boolean): { text: string; code: ExitCode } {
  // Commander has printed its message already; a request for help is no error.
  if (error instanceof CommanderError) {
    return { text: '', code: error.exitCode === 0 ? ExitCode.OK : ExitCode.USER };
  }
  const stack = debug && error instanceof Error ? `\n${error.stack ?? ''}${causeOf(error)}` : '';
  if (error instanceof UserError || error instanceof DescriptionError) {
    return { text: `error: ${error.message}${stack}\n`, code: ExitCode.USER };
  }
  const hint = debug ? '' : '\nThis is a defect of cdk-hadoop; CDK_HADOOP_DEBUG=1 shows where.';
  return { text: `internal error: ${messageOf(error)}${hint}${stack}\n`, code: ExitCode.INTERNAL };
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `\ncaused by ${cause.stack ?? cause.message}` : '';
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
