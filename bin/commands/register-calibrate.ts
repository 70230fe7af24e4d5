import { Command, InvalidArgumentError } from 'commander';
import type { CalibrateOptions } from './calibrate-command';
import { CALIBRATE_HELP } from './help-texts';
import { describedAs, environmentsOption, Finish, SourceOption } from './source-option';
import { layoutOf } from './terminal';

/** Adds `calibrate` to the command line. Its dependencies are loaded on demand. */
export function registerCalibrate(program: Command, finish: Finish): void {
  program
    .command('calibrate')
    .description('compare benchmark results with the assumptions of a plan, and store them')
    .argument('<environment>', 'name of the environment')
    .requiredOption(
      '--from <file...>',
      'results of YCSB, PerformanceEvaluation, TestDFSIO or npm run calibrate',
    )
    .option('--region-server-vcpus <count>', 'total vCPUs of the measured RegionServers', positiveNumber)
    .option('--write <file>', 'store the values in a file; those of other assumptions remain')
    .option('--json', 'print JSON: stable, with a schemaVersion')
    .addOption(environmentsOption())
    .addHelpText('after', CALIBRATE_HELP)
    .action(async (name: string, options: CalibrateOptions & SourceOption) => {
      const environment = await describedAs(name, options);
      const { calibrate } = await import('./calibrate-command.js');
      const today = new Date().toISOString().slice(0, 10);
      finish(calibrate(environment, options, layoutOf(process.stdout, process.env), today));
    });
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('Expected a positive number such as 48.');
  }
  return value;
}
