import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { findEnvironment, loadEnvironments } from './load-environments';
import type { ManifestsOptions } from './manifests-command';
import { PlanOptions, showFleet, showPlan } from './plan-command';
import { layoutOf } from './terminal';
import { explain, ExitCode, UserError } from './user-error';

interface SourceOption {
  /** File with the environments. */
  readonly environments?: string;
}

const PLAN_HELP = `
Without an environment, all of them are shown in a line each.

Examples:
  cdk-hadoop plan                        all environments
  cdk-hadoop plan prod                   one in full: roles, machines, volumes, settings, findings, price
  cdk-hadoop plan prod --figures         with the arithmetic of every figure
  cdk-hadoop plan prod --json | jq '.plan.findings'
  cdk-hadoop plan --environments fleet.json
`;

const MANIFESTS_HELP = `
Writes one YAML file for each payload, with numbered names in the order in which to apply them. A later run replaces
its own files, and no others.

On AWS, ids of static volumes are known once they are deployed. Collect them from the stack that has them:
  aws ec2 describe-volumes --filters Name=tag:aws:cloudformation:stack-name,Values=prod-Data \\
    --query "Volumes[].{id: VolumeId, claim: Tags[?Key=='cdk-hadoop:claim'] | [0].Value}" |
    jq 'map({(.claim): .id}) | add' > volumes.json

Examples:
  cdk-hadoop manifests local --out out/local && kubectl apply -f out/local
  cdk-hadoop manifests prod --out out/prod --volumes volumes.json
`;

const PROGRAM_HELP = `
Examples:
  cdk-hadoop plan                        all environments in a line each
  cdk-hadoop plan prod                   the plan of one as tables
  cdk-hadoop plan prod --json            the same for programs
  cdk-hadoop manifests local --out DIR   the Kubernetes half as files for kubectl or GitOps

Exit codes: 0 done; 2 a wrong option, file or description; 1 a defect of cdk-hadoop (CDK_HADOOP_DEBUG=1 shows where).
`;

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
  const program = new Command('cdk-hadoop')
    .description(
      'ZooKeeper, HDFS, HBase and YARN in three zones: plans, and manifests, from one description.',
    )
    .version(ownVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', PROGRAM_HELP)
    .showHelpAfterError('(see cdk-hadoop --help)')
    .exitOverride();

  program
    .command('plan')
    .description('show what a description becomes: roles by zone, machines, volumes, findings, price')
    .argument('[environment]', 'name of the environment')
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addOption(new Option('--figures', 'show every figure with its rule and source, too').conflicts('json'))
    .addOption(environmentsOption())
    .addHelpText('after', PLAN_HELP)
    .action(async (name: string | undefined, options: PlanOptions & SourceOption) => {
      code = await plan(name, options);
    });

  program
    .command('manifests')
    .description('write the Kubernetes half as files for kubectl or GitOps')
    .argument('<environment>', 'name of the environment')
    .requiredOption('--out <directory>', 'directory to write into; it is made if need be')
    .option('--force', 'write into a directory that is not empty and has other files')
    .option('--volumes <file>', 'JSON file with the EBS volume id of each static claim')
    .option('--volume-key <arn>', 'KMS key of the volumes that the EBS CSI driver makes')
    .addOption(environmentsOption())
    .addHelpText('after', MANIFESTS_HELP)
    .action(async (name: string, options: ManifestsOptions & SourceOption) => {
      const environment = findEnvironment(await loadEnvironments(options.environments), name);
      // cdk8s takes longer to load than a plan takes to make.
      const { writeManifests } = await import('./manifests-command.js');
      process.stdout.write(writeManifests(environment, options));
    });

  await program.parseAsync(argv, { from: 'user' });
  return code;
}

function environmentsOption(): Option {
  return new Option(
    '--environments <file>',
    'file with the environments: .ts or .js that exports ENVIRONMENTS or environments, or .json with a list ' +
      '(default: bin/environments)',
  );
}

async function plan(name: string | undefined, options: PlanOptions & SourceOption): Promise<ExitCode> {
  const environments = await loadEnvironments(options.environments);
  const layout = layoutOf(process.stdout, process.env);
  if (name !== undefined) {
    process.stdout.write(showPlan(findEnvironment(environments, name), options, layout));
    return ExitCode.OK;
  }
  if (options.figures === true) throw new UserError('--figures needs the name of an environment');
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
