import { Environment } from '../../lib/model/environment';
import { TextLayout } from '../../lib/text/style';
import { plannedWithLock } from './lock-file';
import { Health, PlatformStatus } from '../../lib/status/status-model';
import { statusJson, statusText } from '../../lib/status/status-report';
import { ClusterError } from '../errors/cluster-error';
import { connect } from '../kubernetes/connection';
import { readStatus } from '../kubernetes/read-status';
import { ClusterOptions, describedOn } from './cluster-target';
import { ExitCode } from '../errors/user-error';

/** Options of `cdk-hadoop status`. */
export interface StatusOptions extends ClusterOptions {
  /** Print JSON instead of text. */
  readonly json?: boolean;
}

const EXIT_CODES: Readonly<Record<Health, ExitCode>> = {
  [Health.HEALTHY]: ExitCode.OK,
  [Health.DEGRADED]: ExitCode.DEGRADED,
  [Health.UNKNOWN]: ExitCode.CLUSTER,
};

/** The current state of a platform. */
export async function showStatus(
  environment: Environment,
  options: StatusOptions,
  layout: TextLayout,
): Promise<{ text: string; code: ExitCode }> {
  const api = await connect(options);
  let described = environment;
  try {
    described = await describedOn(api, environment, options);
  } catch (error) {
    // If the zones of the cluster cannot be read, nothing can. The status reports it.
    if (!(error instanceof ClusterError)) throw error;
  }
  const status: PlatformStatus = await readStatus(api, plannedWithLock(described));
  return {
    text: options.json === true ? statusJson(status) : statusText(status, layout),
    code: EXIT_CODES[status.health],
  };
}
