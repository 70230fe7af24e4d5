import { Command, InvalidArgumentError, Option } from 'commander';
import type { LabelMatcher } from '../../lib/recommend/signals';
import { parseDuration } from './duration';
import type { RecommendOptions } from './recommend-environment';
import { RECOMMEND_HELP } from './recommend-help';
import { describedAs, environmentsOption, Finish, SourceOption } from './source-option';
import { layoutOf } from './terminal';
import { ExitCode } from '../errors/user-error';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const DEFAULT_WINDOW = 14 * DAY;
const MOST_WINDOW = 90 * DAY;
const DEFAULT_TIMEOUT_MS = 30_000;

/** `cdk-hadoop recommend`. */
export function addRecommendCommand(program: Command, finish: Finish): void {
  program
    .command('recommend')
    .description('propose changes to a description from metrics in Prometheus; change nothing')
    .argument('<environment>', 'name of the environment')
    .requiredOption('--prometheus <url>', 'URL of the Prometheus server')
    .addOption(
      new Option('--window <duration>', 'how far to look back: 6h, 14d; 1h to 90d')
        .argParser(parseWindow)
        .default(DEFAULT_WINDOW, '14d'),
    )
    .option('--until <time>', 'end of the window: 2026-03-01T00:00:00Z (default: now)', parseTime)
    .addOption(
      new Option(
        '--selector <label=value>',
        'a label that all series must have: cluster=prod; can be repeated',
      )
        .argParser(parseSelector)
        .default([], 'none'),
    )
    .option('--bearer-token-file <file>', 'file with a token for the server')
    .addOption(
      new Option('--timeout <duration>', 'how long to wait for each response: 90s, 5m')
        .argParser(parseDuration)
        .default(DEFAULT_TIMEOUT_MS, '30s'),
    )
    .option('--json', 'print JSON: stable, sorted, with a schemaVersion')
    .addOption(environmentsOption())
    .addHelpText('after', RECOMMEND_HELP)
    .action(async (name: string, options: RecommendOptions & SourceOption) => {
      const environment = await describedAs(name, options);
      const layout = layoutOf(process.stdout, process.env);
      const { recommended } = await import('./recommend-environment.js');
      finish({ text: await recommended(environment, options, layout), code: ExitCode.OK });
    });
}

function parseWindow(text: string): number {
  const [, number, unit] = /^(\d+)([hd])$/.exec(text) ?? [];
  const seconds = number === undefined ? 0 : Number(number) * (unit === 'd' ? DAY : HOUR);
  if (seconds < HOUR || seconds > MOST_WINDOW) {
    throw new InvalidArgumentError('Expected hours or days such as 6h or 14d, from 1h to 90d.');
  }
  return seconds;
}

/**
 * Parses a date or a time in UTC into Unix time in seconds. `Date` alone would accept 30 February as a day in March.
 */
function parseTime(text: string): number {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z)?$/.exec(text) ?? [];
  const milliseconds = day === undefined ? NaN : Date.parse(text);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== day) {
    throw new InvalidArgumentError('Expected a time in UTC such as 2026-03-01T00:00:00Z.');
  }
  if (milliseconds > Date.now()) throw new InvalidArgumentError('Expected a time in the past.');
  return milliseconds / 1000;
}

/** Labels that the queries already use. */
const OWN_LABELS = ['namespace', 'pod', 'container'];

function parseSelector(text: string, before: readonly LabelMatcher[]): LabelMatcher[] {
  const [, label, value] = /^([a-zA-Z_][a-zA-Z0-9_]*)=(.+)$/.exec(text) ?? [];
  if (label === undefined || value === undefined || OWN_LABELS.includes(label)) {
    throw new InvalidArgumentError(
      'Expected label=value such as cluster=prod; namespace, pod and container are reserved.',
    );
  }
  return [...before, { label, value }];
}
