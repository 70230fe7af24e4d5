import { readFileSync } from 'node:fs';
import { Environment } from '../../lib/model/environment';
import { recommend } from '../../lib/recommend/recommend';
import { LabelMatcher, signalsOf } from '../../lib/recommend/signals';
import { windowOf } from '../../lib/recommend/window';
import { recommendJson, recommendText } from '../../lib/recommend/recommend-text';
import { TextLayout } from '../../lib/text/style';
import { planPlatform } from '../../lib/planner/planner';
import { optionsWithLock } from './lock-file';
import { PrometheusClient } from '../prometheus/prometheus-client';
import { readMeasurements } from '../prometheus/read-measurements';
import { messageOf, UserError } from '../errors/user-error';

/** Options of `cdk-hadoop recommend`. */
export interface RecommendOptions {
  /** Address of the server. */
  readonly prometheus: string;
  /** Length of the window in seconds. */
  readonly window: number;
  /** Unix time in seconds at which the window ends; now by default. */
  readonly until?: number;
  readonly selector: readonly LabelMatcher[];
  /** File with a token. */
  readonly bearerTokenFile?: string;
  /** Timeout of a query in milliseconds. */
  readonly timeout: number;
  /** Print JSON instead of text. */
  readonly json?: boolean;
}

/** Recommendations for an environment, as text or JSON. */
export async function recommended(
  environment: Environment,
  options: RecommendOptions,
  layout: TextLayout,
): Promise<string> {
  const planOptions = optionsWithLock(environment);
  const plan = planPlatform(environment, planOptions);
  const { bearerTokenFile } = options;
  const client = new PrometheusClient({
    url: options.prometheus,
    timeoutMs: options.timeout,
    ...(bearerTokenFile === undefined ? {} : { bearerToken: tokenIn(bearerTokenFile) }),
  });
  const pods = Math.max(...plan.roles.map(({ members }) => members.length));
  const window = windowOf(options.window, options.until ?? Date.now() / 1000, pods);
  await client.check();
  const measurements = await readMeasurements(
    client,
    signalsOf(plan, window.stepSeconds, options.selector),
    window,
  );
  if (measurements.every(({ series }) => series.length === 0)) {
    const more = options.selector.map(({ label, value }) => `, ${label}=${value}`).join('');
    throw new UserError(
      `prometheus at ${client.address} has no series of environment '${environment.name}' in the window ` +
        `(labels namespace=${plan.namespace}, pod=<role>-<zone>-<number>${more}); see docs/recommend.md for what to scrape`,
    );
  }
  const recommendation = recommend(environment, window, measurements, planOptions);
  return options.json === true ? recommendJson(recommendation) : recommendText(recommendation, layout);
}

function tokenIn(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`cannot read --bearer-token-file '${file}': ${messageOf(error)}`, { cause: error });
  }
  const token = text.trim();
  // Header values are printable ASCII, so anything else is not a token file.
  if (!/^[!-~]+$/.test(token)) {
    throw new UserError(
      `--bearer-token-file '${file}' does not contain a token: expected one line without spaces`,
    );
  }
  return token;
}
