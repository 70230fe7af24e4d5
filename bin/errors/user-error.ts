import { CommanderError } from 'commander';
import { DescriptionError } from '../../lib/model/description-error';
import { AwsError } from './aws-error';
import { ClusterError, InterruptedError } from './cluster-error';

/** Exit codes of the command line. */
export enum ExitCode {
  OK = 0,
  /** A defect of this package. */
  INTERNAL = 1,
  /** An error that the user can fix: an option, a file, a description, or a cluster that it does not fit. */
  USER = 2,
  /** The platform deviates from its plan, or a guarantee would fail. Used by `status`, `diff` and `what-if`. */
  DEGRADED = 3,
  /** The cluster, or AWS, does not answer, refuses, or the cluster did not get ready in time. */
  CLUSTER = 4,
  /** Interrupted by Ctrl-C: 128 plus the number of SIGINT, as in shells. */
  INTERRUPTED = 130,
}

/** An error that the user can fix. Its message says how. */
export class UserError extends Error {
  public constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
  }
}

/** The message of an error for stderr, and the exit code. `debug` adds the stack. */
export function explain(error: unknown, debug: boolean): { text: string; code: ExitCode } {
  // Commander has already printed its message. A request for help is not an error.
  if (error instanceof CommanderError) {
    return { text: '', code: error.exitCode === 0 ? ExitCode.OK : ExitCode.USER };
  }
  const stack = debug && error instanceof Error ? `\n${error.stack ?? ''}${causeOf(error)}` : '';
  if (error instanceof UserError || error instanceof DescriptionError) {
    return { text: `error: ${error.message}${stack}\n`, code: ExitCode.USER };
  }
  if (error instanceof ClusterError || error instanceof AwsError) {
    return { text: `error: ${error.message}${stack}\n`, code: ExitCode.CLUSTER };
  }
  if (error instanceof InterruptedError) return { text: `${error.message}\n`, code: ExitCode.INTERRUPTED };
  const hint = debug ? '' : '\nThis is a defect of cdk-hadoop; CDK_HADOOP_DEBUG=1 shows where.';
  return { text: `internal error: ${messageOf(error)}${hint}${stack}\n`, code: ExitCode.INTERNAL };
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `\ncaused by ${cause.stack ?? cause.message}` : '';
}

/** Maximum length of messages of foreign errors. */
const LONGEST_MESSAGE = 400;

/** The message of any thrown value in one line, because parsers quote their input including line breaks. */
export function messageOf(error: unknown): string {
  const text = oneLine(error instanceof Error ? error.message : String(error));
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}...` : text;
}

/** A text without line breaks. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
