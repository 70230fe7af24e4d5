import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
import type { StatusOptions } from './status-command';
import { addRecommendCommand } from './recommend-command';
import { registerCalibrate } from './register-calibrate';
import { describedAs, environmentsOption, Finish, SourceOption } from './source-option';
import { layoutOf } from './terminal';
import { explain, ExitCode, UserError } from '../errors/user-error';
import { addWhatIfCommand } from './what-if-command';

/** Runs the command line; prints what there is to tell, and returns the exit code. It never throws. */
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
  const program = new CommandLine('cdk-hadoop')
    .description(
      'ZooKeeper, HDFS, HBase and YARN in three zones: planned, applied and watched, from one description.',
    )
    .version(ownVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', PROGRAM_HELP)
    .showSuggestionAfterError(false)
    .exitOverride();

  program
    .command('plan')
    .description('show what a description becomes: roles by zone, machines, volumes, findings, price')
    .argument('[environment]', 'name of the environment')
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addOption(new Option('--figures', 'show every figure with its rule and source, too').conflicts('json'))
    .addOption(
      new Option(
        '--html <file>',
        'write the plan as one page for a browser instead: charts, and the arithmetic of every figure on click',
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
      code = await plan(name, options);
    });

  const finish = ({ text, code: ended }: { readonly text: string; readonly code: ExitCode }): void => {
    process.stdout.write(text);
    code = ended;
  };
  manifestsCommand(program);
  addDiffCommand(program, finish);
  addLockCommand(program, finish);
  addWhatIfCommand(program, finish);
  clusterCommands(program, finish);
  addRecommendCommand(program, finish);
  registerCalibrate(program, finish);

  await program.parseAsync(argv, { from: 'user' });
  return code;
}

function manifestsCommand(program: Command): void {
  const command = program
    .command('manifests')
    .description('print the Kubernetes half for kubectl, or write it as files')
    .argument('<environment>', 'name of the environment')
    .option('--out <directory>', 'directory to write into; it is made if need be (default: standard output)')
    .option('--force', 'write into a directory that is not empty and has other files')
    .option('--volumes <file>', 'JSON file with the EBS volume id of each static claim')
    .option('--volume-key <arn>', 'KMS key of the volumes that the EBS CSI driver makes')
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
          '--kubeconfig and --context need --zones-from-cluster: manifests are made without a cluster',
        );
      }
      // cdk8s takes longer to load than a plan takes to make.
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

/** Commands that talk to a cluster; what they need is loaded when they are called. */
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
    .option('--dry-run', 'the server checks all, and changes nothing')
    .option('--no-wait', 'end when all is applied')
    .option(
      '--timeout <duration>',
      'how long to wait for the pods: 90s, 15m, 1h (default: 15m)',
      parseDuration,
    )
    .option('--volumes <file>', 'JSON file with the EBS volume id of each static claim')
    .option('--volume-key <arn>', 'KMS key of the volumes that the EBS CSI driver makes')
    .addHelpText('after', APPLY_HELP)
    .action(async (name: string, options: ApplyOptions & SourceOption) => {
      const environment = await describedAs(name, options);
      const { applyEnvironment } = await import('./apply-command.js');
      finish(await applyEnvironment(environment, options, process.stderr));
    });

  command('status', 'show what Kubernetes and the products say, by role and zone')
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addHelpText('after', STATUS_HELP)
    .action(async (name: string, options: StatusOptions & SourceOption) => {
      const environment = await describedAs(name, options);
      const { showStatus } = await import('./status-command.js');
      finish(await showStatus(environment, options, layoutOf(process.stdout, process.env)));
    });

  command('delete', 'take an environment away from a cluster; its data stays unless told otherwise')
    .option('--delete-data', 'delete claims, volumes and the namespace, too; needs --yes')
    .option('--yes <environment>', 'confirm --delete-data by the name of the environment')
    .option(
      '--timeout <duration>',
      'how long to wait for the pods of a product to end (default: 10m)',
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
  const environments = await loadEnvironments(options.environments);
  const layout = layoutOf(process.stdout, process.env);
  if (name !== undefined && options.html !== undefined) {
    // The page's parts and Chart.js are read for it alone.
    const { writePage } = await import('./page-file.js');
    process.stderr.write(writePage(findEnvironment(environments, name), options.html));
    return ExitCode.OK;
  }
  if (name !== undefined) {
    process.stdout.write(showPlan(findEnvironment(environments, name), options, layout));
    return ExitCode.OK;
  }
  if (options.figures === true) throw new UserError('--figures needs the name of an environment');
  if (options.html !== undefined) throw new UserError('--html needs the name of an environment');
  if (options.why !== undefined) throw new UserError('--why needs the name of an environment');
  const { text, errors } = showFleet(environments, options, layout);
  process.stdout.write(text);
  for (const error of errors) process.stderr.write(explain(error, false).text);
  return errors.length === 0 ? ExitCode.OK : ExitCode.USER;
}

/** The version of this package, whose root is one directory higher when it runs compiled. */
function ownVersion(): string {
  for (let directory = __dirname; directory !== dirname(directory); directory = dirname(directory)) {
    const file = join(directory, 'package.json');
    if (!existsSync(file)) continue;
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: string };
    if (version !== undefined) return version;
  }
  return 'unknown';
}
