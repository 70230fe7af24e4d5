import { Command } from 'commander';
import { ExitCode, UserError } from '../errors/user-error';
import { LOCK_HELP } from './help-texts';
import { describedAs, environmentsOption, Finish, SourceOption } from './source-option';

/** Options of `cdk-hadoop lock`. */
interface LockOptions extends SourceOption {
  /** Write nothing, and fail if the file is outdated. */
  readonly check?: boolean;
  /** Ignore the existing lock. */
  readonly fresh?: boolean;
  /** Leave out node groups of earlier generations, so that the next deploy deletes them. */
  readonly retire?: boolean;
}

/** Adds `cdk-hadoop lock` to the program. */
export function addLockCommand(program: Command, finish: Finish): void {
  program
    .command('lock')
    .description('write machines, disks and replica counts that a running platform keeps into plan.lock.json')
    .argument('<environment>', 'name of the environment')
    .option('--check', 'write nothing, and exit with 3 if the lock is missing or outdated')
    .option('--fresh', 'plan without the existing lock')
    .option('--retire', 'drop the old node groups, which have no pods any more: the next deploy deletes them')
    .addOption(environmentsOption())
    .addHelpText('after', LOCK_HELP)
    .action(async (name: string, options: LockOptions) => {
      finish(await lockEnvironment(name, options));
    });
}

async function lockEnvironment(
  name: string,
  options: LockOptions,
): Promise<{ readonly text: string; readonly code: ExitCode }> {
  const environment = await describedAs(name, options);
  const [
    { LOCK_FILE, lockFor, plannedAnew, plannedWithLock, writeLock },
    { lockOf },
    { retirementProblem },
    { sortedJson },
  ] = await Promise.all([
    import('./lock-file.js'),
    import('../../lib/lock/lock-of-plan.js'),
    import('../../lib/lock/node-groups.js'),
    import('../../lib/text/sorted-json.js'),
  ]);
  const before = lockFor(name);
  const plan = options.fresh === true ? plannedAnew(environment) : plannedWithLock(environment);
  const problem = options.retire === true ? retirementProblem(plan, before) : undefined;
  if (problem !== undefined) throw new UserError(`--retire does not fit the lock of '${name}': ${problem}`);
  const lock = { ...lockOf(plan), ...(options.retire === true ? { retiring: [] } : {}) };
  const same = before !== undefined && sortedJson(before) === sortedJson(lock);
  if (same) return { text: `${LOCK_FILE} is up to date for ${name}\n`, code: ExitCode.OK };
  if (options.check === true) {
    const reason =
      before === undefined
        ? `${LOCK_FILE} has no lock for '${name}'`
        : `the lock of '${name}' in ${LOCK_FILE} differs from its plan`;
    process.stderr.write(`check failed: ${reason}: run cdk-hadoop lock ${name}, and commit the file\n`);
    return { text: '', code: ExitCode.DEGRADED };
  }
  writeLock(name, lock);
  return {
    text: `${before === undefined ? 'wrote' : 'changed'} the lock of ${name} in ${LOCK_FILE}\n`,
    code: ExitCode.OK,
  };
}
