import { Command, Option } from 'commander';
import type { Environment } from '../../lib/model/environment';
import type { TextLayout } from '../../lib/text/style';
import { describedAs, environmentsOption, Finish, SourceOption } from './source-option';
import { layoutOf } from './terminal';
import { ExitCode, UserError } from '../errors/user-error';

/** Options of `cdk-hadoop what-if`. */
export interface WhatIfOptions {
  readonly loseZone?: readonly string[];
  readonly loseNode?: readonly string[];
  readonly loseVolume?: readonly string[];
  readonly grow?: readonly string[];
  readonly instanceFamily?: readonly string[];
  /** Print JSON instead of tables. */
  readonly json?: boolean;
  /** Also print the inputs of every figure. */
  readonly figures?: boolean;
}

export const WHAT_IF_HELP = `
Options can be repeated and combined: targets grow and machines change first, then all losses happen at the same time.
Each number has its formula; --figures also shows its inputs and source.
docs/what-if.md explains the terms and the JSON.

Examples:
  cdk-hadoop what-if prod --lose-zone 1a
  cdk-hadoop what-if prod --lose-node                     the node whose loss has the largest impact
  cdk-hadoop what-if prod --lose-node journalnode:1b
  cdk-hadoop what-if prod --lose-volume zookeeper/log
  cdk-hadoop what-if prod --grow 2x --lose-zone 1a        whether a platform of twice the size survives it
  cdk-hadoop what-if prod --grow hdfs=1.5x
  cdk-hadoop what-if prod --instance-family regionserver=r8g
  cdk-hadoop what-if prod --lose-zone 1a --json | jq '.report.verdicts[] | select(.standing != "holds")'

Exit codes: 0 all guarantees hold; 3 a guarantee fails; 2 wrong input, or no plan meets the changed targets.
`;

/** The report on a scenario. */
export async function showWhatIf(
  environment: Environment,
  options: WhatIfOptions,
  layout: TextLayout,
): Promise<{ text: string; code: ExitCode }> {
  const { parseScenario } = await import('../../lib/whatif/parse-scenario.js');
  const { ScenarioError } = await import('../../lib/whatif/scenario.js');
  const { whatIf } = await import('../../lib/whatif/what-if.js');
  const { whatIfJson } = await import('../../lib/whatif/what-if-json.js');
  const { optionsWithLock } = await import('./lock-file.js');
  const { whatIfText } = await import('../../lib/whatif/whatif-text.js');
  try {
    const report = whatIf(environment, parseScenario(options), optionsWithLock(environment));
    return {
      text:
        options.json === true
          ? whatIfJson(report)
          : whatIfText(report, { ...layout, figures: options.figures === true }),
      code: report.holds ? ExitCode.OK : ExitCode.DEGRADED,
    };
  } catch (error) {
    if (error instanceof ScenarioError) throw new UserError(error.message, { cause: error });
    throw error;
  }
}

/** An option that can be repeated. */
function repeated(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}

export function addWhatIfCommand(program: Command, finish: Finish): void {
  program
    .command('what-if')
    .description(
      'show the impact of a loss, of growth or of other machines: what holds, what is at risk, for how long',
    )
    .argument('<environment>', 'name of the environment')
    .addOption(repeated('--lose-zone <zone>', 'a zone is lost: 1a'))
    .addOption(
      repeated(
        '--lose-node [pool]',
        'a node of a pool or role is lost: datanode, masters:1b (default: the one with the largest impact)',
      ).preset('worst'),
    )
    .addOption(
      repeated(
        '--lose-volume [volume]',
        'a volume of a role is permanently lost: datanode, zookeeper/log:1a (default: the one with the largest impact)',
      ).preset('worst'),
    )
    .addOption(repeated('--grow <factor>', 'all targets grow, or those of one product: 2x, hdfs=1.5x'))
    .addOption(
      repeated(
        '--instance-family <family>',
        'instance family for all workers, or for one role: r8g, regionserver=r8g',
      ),
    )
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addOption(new Option('--figures', 'also show the inputs of every figure').conflicts('json'))
    .addOption(environmentsOption())
    .addHelpText('after', WHAT_IF_HELP)
    .action(async (name: string, options: WhatIfOptions & SourceOption) => {
      const environment = await describedAs(name, options);
      finish(await showWhatIf(environment, options, layoutOf(process.stdout, process.env)));
    });
}
