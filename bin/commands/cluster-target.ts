import { Command } from 'commander';
import { zonesOfCluster } from '../../lib/preflight/zones-of-cluster';
import { ClusterFacts } from '../../lib/cluster/cluster-facts';
import { Environment } from '../../lib/model/environment';
import { isAws, resolveEnvironment } from '../../lib/model/resolved';
import { KubernetesApi } from '../kubernetes/connection';
import { PreflightError } from '../errors/preflight-error';
import { readCluster } from '../kubernetes/read-cluster';
import { UserError } from '../errors/user-error';

/** Options of every command that talks to a cluster. */
export interface ClusterOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Use the zones of the cluster nodes. */
  readonly zonesFromCluster?: boolean;
}

export function addClusterOptions(command: Command): Command {
  return command
    .option('--kubeconfig <file>', 'file with the cluster and credentials (default: as for kubectl)')
    .option('--context <name>', 'context of the kubeconfig (default: its current one)')
    .option(
      '--zones-from-cluster',
      "take zones and pod ranges from the labels and podCIDRs of the cluster's nodes (tier local)",
    );
}

/**
 * The description, with the zones of the cluster if requested.
 * @throws UserError, PreflightError
 */
export async function describedOn(
  api: KubernetesApi,
  environment: Environment,
  { zonesFromCluster }: ClusterOptions,
  known?: ClusterFacts,
): Promise<Environment> {
  if (zonesFromCluster !== true) return environment;
  refuseZonesOnAws(environment);
  const facts = known ?? (await readCluster(api, { namespace: namespaceOf(environment) }));
  const { environment: described, findings } = zonesOfCluster(environment, facts);
  if (findings.length > 0) throw new PreflightError(environment.name, api.server, findings);
  return described;
}

/** Namespace of an environment, even if its description is otherwise invalid. */
export function namespaceOf(environment: Environment): string {
  return resolveEnvironment({
    name: environment.name,
    tier: environment.tier,
    zones: [],
    ...named(environment),
  }).namespace;
}

function named({ namespace }: Environment): Pick<Environment, 'namespace'> {
  return namespace === undefined ? {} : { namespace };
}

/** On AWS, the description states the zones, because the VPC and the volumes depend on them. */
function refuseZonesOnAws({ name, tier }: Environment): void {
  if (isAws(tier)) {
    throw new UserError(`--zones-from-cluster is only for tier local; '${name}' has tier ${tier}`);
  }
}
