import { Command } from 'commander';
import type { AccountReport } from '../../lib/preflight/account-report';
import { isAws } from '../../lib/model/resolved';
import { Environment, Tier } from '../../lib/model/environment';
import type { Plan } from '../../lib/plan/plan';
import { PREFLIGHT_HELP } from './help-texts';
import { namedPlan } from './plan-source';
import { describedAs, environmentsOption, Finish, SourceOption } from './source-option';
import { layoutOf } from './terminal';
import { ExitCode, UserError } from '../errors/user-error';

/** Default qualifier of the CDK bootstrap stack. */
const DEFAULT_QUALIFIER = 'hnb659fds';

/** Options of `cdk-hadoop preflight`. */
interface PreflightOptions extends SourceOption {
  /** The deployed plan: a file whose name ends with `.json`, or the name of another environment. */
  readonly from?: string;
  readonly json?: boolean;
  readonly profile?: string;
  readonly qualifier: string;
}

/** Adds `cdk-hadoop preflight` to the program. */
export function addPreflightCommand(program: Command, finish: Finish): void {
  program
    .command('preflight')
    .description('check an AWS account before a deploy: zones, machines, quotas, roles, subnets')
    .argument('<environment>', 'name of the environment')
    .option(
      '--from <plan>',
      'check a change: the plan that is deployed now, saved with plan --json in a file whose name ends with .json',
    )
    .option('--profile <name>', 'profile of the AWS configuration files (default: AWS_PROFILE)')
    .option('--qualifier <name>', "qualifier of the CDK's bootstrap stack", DEFAULT_QUALIFIER)
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addOption(environmentsOption())
    .addHelpText('after', PREFLIGHT_HELP)
    .action(async (name: string, options: PreflightOptions) => {
      finish(await checkAccount(name, options));
    });
}

async function checkAccount(
  name: string,
  options: PreflightOptions,
): Promise<{ text: string; code: ExitCode }> {
  const environment = await describedAs(name, options);
  if (!isAws(environment.tier)) {
    throw new UserError(
      `'${name}' is of the tier ${environment.tier}, which uses no AWS account: allowed: ` +
        `an environment of the tiers ${[Tier.DEV, Tier.STAGING, Tier.PROD].join(', ')}`,
    );
  }
  const report = await reportOf(environment, options);
  const [{ AccountVerdict }, { accountJson, accountText }] = await Promise.all([
    import('../../lib/preflight/account-report.js'),
    import('../../lib/preflight/account-text.js'),
  ]);
  const codes = {
    [AccountVerdict.FITS]: ExitCode.OK,
    [AccountVerdict.DOES_NOT_FIT]: ExitCode.DEGRADED,
    [AccountVerdict.UNKNOWN]: ExitCode.CLUSTER,
  };
  const layout = layoutOf(process.stdout, process.env);
  return {
    text: options.json === true ? accountJson(report) : accountText(report, layout),
    code: codes[report.verdict],
  };
}

/** What another platform has does not go when this one changes: its quotas count in full. */
function refuseOtherPlatform(before: Plan, after: Plan): void {
  for (const field of ['environment', 'tier', 'account', 'region'] as const) {
    if (before[field] === after[field]) continue;
    throw new UserError(
      `--from has a plan of another platform: its ${field} is '${before[field] ?? ''}': allowed: '${after[field] ?? ''}'`,
    );
  }
}

async function reportOf(environment: Environment, options: PreflightOptions): Promise<AccountReport> {
  const { from, profile, qualifier } = options;
  const [{ plannedWithLock }, { accountQuestions }, { changeNeeds, firstNeeds }, { accountReport }] =
    await Promise.all([
      import('./lock-file.js'),
      import('../../lib/preflight/account-questions.js'),
      import('../../lib/preflight/change-needs.js'),
      import('../../lib/preflight/account-report.js'),
    ]);
  const before =
    from === undefined ? undefined : await namedPlan(from, 'cannot check a change from', options);
  const plan = plannedWithLock(environment);
  if (before !== undefined) refuseOtherPlatform(before.plan, plan);
  const needs = before === undefined ? firstNeeds(plan) : changeNeeds(before.plan, plan);
  const network = environment.network ?? {};
  const questions = accountQuestions(plan, needs, { qualifier, vpcId: network.importedVpc?.vpcId });

  const [{ awsClients }, { readAccount }] = await Promise.all([
    import('../aws/aws-clients.js'),
    import('../aws/read-account.js'),
  ]);
  const facts = await readAccount(await awsClients({ region: plan.region ?? '', profile }), questions);
  return accountReport({ plan, needs, questions, network, from: before?.text }, facts);
}
