import { Command, Option } from 'commander';
import { findEnvironment, loadEnvironments } from './load-environments';
import type { ManifestsOptions } from './manifests-command';
import { PlanOptions, showFleet, showPlan } from './plan-command';
import type { ApplyOptions } from './apply-command';
import { addClusterOptions, ClusterOptions, describedOn } from './cluster-target';
import { CommandLine } from './command-line';
import type { DeleteOptions } from './delete-command';
import { addDiffCommand } from './diff-command';
import { parseDuration } from './duration';
import { addLockCommand } from './lock-command';
import { APPLY_HELP, DELETE_HELP, MANIFESTS_HELP, PLAN_HELP, PROGRAM_HELP, STATUS_HELP } from './help-texts';
import { ownPackage } from '../package/own-package';
import type { StatusOptions } from './status-command';
import { addPreflightCommand } from './preflight-command';
import { addRecommendCommand } from './recommend-command';
import { registerCalibrate } from './register-calibrate';
import { describedAs, environmentsOption, Finish, SourceOption } from './source-option';
import { layoutOf } from './terminal';
import { explain, ExitCode, UserError } from '../errors/user-error';
import { addWhatIfCommand } from './what-if-command';

/** Runs the command line, prints its output, and returns the exit code. Never throws. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  try {
    return await parse(argv);
  } catch (error) {
    const { text, code } = explain(error, process.env.CDK_HADOOP_DEBUG === '1');
    process.stderr.write(text);
    return code;
  }
}

async function parse(argv: readonly string[]): Promise<ExitCode> {
  let code = ExitCode.OK;
  await programOf((ended) => (code = ended)).parseAsync(argv, { from: 'user' });
  return code;
}

/** All commands. Calls `end` with the exit code of the command. */
export function programOf(end: (code: ExitCode) => void): Command {
  const program = new CommandLine('cdk-hadoop')
    .description(
      'Plan, apply and watch ZooKeeper, HDFS, HBase and YARN in three zones, from one description.',
    )
    .version(ownPackage().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', PROGRAM_HELP)
    .showSuggestionAfterError(false)
    .exitOverride();

  program
    .command('plan')
    .description('show the plan of a description: roles by zone, machines, volumes, findings, price')
    .argument('[environment]', 'name of the environment')
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addOption(new Option('--figures', 'also show every figure with its rule and source').conflicts('json'))
    .addOption(
      new Option(
        '--html <file>',
        'write the plan as a web page instead: charts, and the calculation of every figure on click',
      ).conflicts(['json', 'figures', 'why']),
    )
    .addOption(
      new Option(
        '--why <what>',
        'explain a figure (datanode.heapMiB), a role, a pool (pool.masters.instanceType) or the price',
      ).conflicts('figures'),
    )
    .addOption(environmentsOption())
    .addHelpText('after', PLAN_HELP)
    .action(async (name: string | undefined, options: PlanOptions & SourceOption) => {
      end(await plan(name, options));
    });

  const finish: Finish = ({ text, code }) => {
    process.stdout.write(text);
    end(code);
  };
  manifestsCommand(program);
  addPreflightCommand(program, finish);
  addDiffCommand(program, finish);
  addLockCommand(program, finish);
  addWhatIfCommand(program, finish);
  clusterCommands(program, finish);
  addRecommendCommand(program, finish);
  registerCalibrate(program, finish);
  return program;
}

function manifestsCommand(program: Command): void {
  const command = program
    .command('manifests')
    .description('render the Kubernetes manifests: print them for kubectl, or write them as files')
    .argument('<environment>', 'name of the environment')
    .option('--out <directory>', 'directory to write into; created if needed (default: standard output)')
    .option('--force', 'write into a directory that contains other files')
    .option('--volumes <file>', 'JSON file with the EBS volume ID of each static claim')
    .option('--volume-key <arn>', 'KMS key of the volumes that the EBS CSI driver creates')
    .addOption(environmentsOption());
  addClusterOptions(command)
    .addHelpText('after', MANIFESTS_HELP)
    .action(async (name: string, options: ManifestsOptions & ClusterOptions & SourceOption) => {
      if (options.force === true && options.out === undefined) throw new UserError('--force needs --out');
      let environment = await describedAs(name, options);
      if (options.zonesFromCluster === true) {
        const { connect } = await import('../kubernetes/connection.js');
        environment = await describedOn(await connect(options), environment, options);
      } else if (options.kubeconfig !== undefined || options.context !== undefined) {
        throw new UserError(
          '--kubeconfig and --context need --zones-from-cluster: manifests are rendered without a cluster',
        );
      }
      // Loaded on demand, because loading cdk8s takes longer than planning.
      const { printManifests, writeManifests } = await import('./manifests-command.js');
      if (options.out !== undefined) {
        process.stdout.write(writeManifests(environment, { ...options, out: options.out }));
        return;
      }
      const { stream, hints } = printManifests(environment, options);
      process.stdout.write(stream);
      process.stderr.write(hints);
    });
}

/** Commands that access a cluster. Their dependencies are loaded on demand. */
function clusterCommands(program: Command, finish: Finish): void {
  const command = (name: string, description: string): Command =>
    addClusterOptions(
      program
        .command(name)
        .description(description)
        .argument('<environment>', 'name of the environment')
        .addOption(environmentsOption()),
    );

  command('apply', 'apply an environment to a cluster, and wait until every pod is ready')
    .option('--dry-run', 'validate everything on the server, and change nothing')
    .option('--no-wait', 'do not wait for the pods')
    .option(
      '--timeout <duration>',
      'how long to wait for the pods: 90s, 15m, 1h (default: 15m)',
      parseDuration,
    )
    .option('--volumes <file>', 'JSON file with the EBS volume ID of each static claim')
    .option('--volume-key <arn>', 'KMS key of the volumes that the EBS CSI driver creates')
    .addHelpText('after', APPLY_HELP)
    .action(async (name: string, options: ApplyOptions & SourceOption) => {
      const environment = await describedAs(name, options);
      const { applyEnvironment } = await import('./apply-command.js');
      finish(await applyEnvironment(environment, options, process.stderr));
    });

  command('status', 'show what Kubernetes and the products report, by role and zone')
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addHelpText('after', STATUS_HELP)
    .action(async (name: string, options: StatusOptions & SourceOption) => {
      const environment = await describedAs(name, options);
      const { showStatus } = await import('./status-command.js');
      finish(await showStatus(environment, options, layoutOf(process.stdout, process.env)));
    });

  command('delete', 'remove an environment from a cluster; its data remains unless --delete-data is given')
    .option('--delete-data', 'also delete claims, volumes and the namespace; needs --yes')
    .option('--yes <environment>', 'confirm --delete-data with the name of the environment')
    .option(
      '--timeout <duration>',
      'how long to wait for the pods of a product to terminate (default: 10m)',
      parseDuration,
    )
    .addHelpText('after', DELETE_HELP)
    .action(async (name: string, options: DeleteOptions & SourceOption) => {
      const environment = await describedAs(name, options);
      const { deleteEnvironment } = await import('./delete-command.js');
      finish(await deleteEnvironment(environment, options, (line) => void process.stderr.write(`${line}\n`)));
    });
}

async function plan(name: string | undefined, options: PlanOptions & SourceOption): Promise<ExitCode> {
  if (name === undefined) {
    if (options.figures === true) throw new UserError('--figures needs the name of an environment');
    if (options.html !== undefined) throw new UserError('--html needs the name of an environment');
    if (options.why !== undefined) throw new UserError('--why needs the name of an environment');
  }
  const environments = await loadEnvironments(options.environments);
  const layout = layoutOf(process.stdout, process.env);
  if (name !== undefined && options.html !== undefined) {
    // Only this command reads the parts of the page and Chart.js.
    const { writePage } = await import('./page-file.js');
    process.stderr.write(writePage(findEnvironment(environments, name), options.html));
    return ExitCode.OK;
  }
  if (name !== undefined) {
    process.stdout.write(showPlan(findEnvironment(environments, name), options, layout));
    return ExitCode.OK;
  }
  const { text, errors } = showFleet(environments, options, layout);
  process.stdout.write(text);
  for (const error of errors) process.stderr.write(explain(error, false).text);
  return errors.length === 0 ? ExitCode.OK : ExitCode.USER;
}
