import { Command, InvalidArgumentError, Option } from 'commander';
import { type CheckOptions, FailOn } from '../../lib/diff/diff-checks';
import type { DiffReport } from '../../lib/diff/diff-sections';
import { DIFF_HELP } from './help-texts';
import { describedPlan, NamedPlan, namedPlan } from './plan-source';
import { describedAs, environmentsOption, Finish, SourceOption } from './source-option';
import { layoutOf } from './terminal';
import { ExitCode } from '../errors/user-error';

/** Options of `cdk-hadoop diff`. */
interface DiffOptions extends SourceOption {
  /** Plan to compare with: a file whose name ends in `.json`, or the name of another environment. */
  readonly with: string;
  /** Plan the second side without its lock. */
  readonly fresh?: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly failOn?: FailOn[];
  /** Maximum increase in percent. */
  readonly maxIncrease?: number;
}

/** Adds `cdk-hadoop diff` to the program. */
export function addDiffCommand(program: Command, finish: Finish): void {
  program
    .command('diff')
    .description(
      'compare two plans and show the impact: what restarts, what is replaced, what needs manual steps',
    )
    .argument('<environment>', 'environment with the plan after the change')
    .requiredOption(
      '--with <plan>',
      'the plan before the change: a file of plan --json whose name ends in .json, or an environment',
    )
    .option(
      '--fresh',
      'plan the second side without its lock, to show what a fresh plan would change and save',
    )
    .addOption(new Option('--markdown', 'print Markdown for a pull request').conflicts('json'))
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addOption(
      new Option(
        '--fail-on <what>',
        `exit with 3 if the change has this impact; can be repeated: ${Object.values(FailOn).join(', ')}`,
      ).argParser(collected),
    )
    .addOption(
      new Option(
        '--max-increase <percent>',
        'exit with 3 if the price increases by more than this: 5, 2.5%',
      ).argParser(percentOf),
    )
    .addOption(environmentsOption())
    .addHelpText('after', DIFF_HELP)
    .action(async (name: string, options: DiffOptions) => {
      finish(await showDiff(name, options));
    });
}

async function showDiff(name: string, options: DiffOptions): Promise<{ text: string; code: ExitCode }> {
  const before = await namedPlan(options.with, 'cannot compare with', options);
  const after = options.fresh === true ? await freshPlan(name, options) : await describedPlan(name, options);
  const [{ diffPlans }, { checkDiff }] = await Promise.all([
    import('../../lib/diff/diff-plans.js'),
    import('../../lib/diff/diff-checks.js'),
  ]);
  const diff = diffPlans(before.plan, after.plan);
  const checks = checkDiff(diff, checkOptions(options));
  const failed = checks.filter((check) => check.failed);
  for (const { check, message } of failed) process.stderr.write(`check failed: ${check}: ${message}\n`);
  const report = { diff, before: before.text, after: after.text, checks };
  return {
    text: await rendered(report, options),
    code: failed.length === 0 ? ExitCode.OK : ExitCode.DEGRADED,
  };
}

async function rendered(report: DiffReport, options: DiffOptions): Promise<string> {
  if (options.json === true) {
    const { diffJson } = await import('../../lib/diff/diff-json.js');
    return diffJson(report.diff, report.checks);
  }
  if (options.markdown === true) {
    const { diffMarkdown } = await import('../../lib/diff/diff-markdown.js');
    return diffMarkdown(report);
  }
  const { diffText } = await import('../../lib/diff/diff-text.js');
  return diffText(report, layoutOf(process.stdout, process.env));
}

/** The plan of an environment without its lock. */
async function freshPlan(name: string, options: DiffOptions): Promise<NamedPlan> {
  const environment = await describedAs(name, options);
  const { plannedAnew } = await import('./lock-file.js');
  return { plan: plannedAnew(environment), text: `${name}, planned without its lock` };
}

function checkOptions({ failOn, maxIncrease }: DiffOptions): CheckOptions {
  return {
    failOn: failOn ?? [],
    maxIncreasePercent: maxIncrease,
  };
}

/** Adds a value of `--fail-on` to the earlier ones. */
function collected(value: string, previous: FailOn[] | undefined): FailOn[] {
  if (!isFailOn(value)) {
    throw new InvalidArgumentError(`Allowed choices are ${Object.values(FailOn).join(', ')}.`);
  }
  return [...(previous ?? []), value];
}

function isFailOn(value: string): value is FailOn {
  return Object.values<string>(FailOn).includes(value);
}

function percentOf(value: string): number {
  const match = /^(\d+(?:\.\d+)?)\s?%?$/.exec(value);
  if (match === null) throw new InvalidArgumentError('Allowed: a percentage from 0, such as 5 or 2.5%.');
  return Number(match[1]);
}
