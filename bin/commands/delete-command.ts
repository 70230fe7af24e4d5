import { Environment } from '../../lib/model/environment';
import { pluralText } from '../../lib/text/number';
import { connect } from '../kubernetes/connection';
import { DeleteOutcome, deletePlatform } from '../kubernetes/delete-platform';
import { ClusterOptions, namespaceOf } from './cluster-target';
import { interruptible } from './interrupt';
import { ExitCode, UserError } from '../errors/user-error';

/** Options of `cdk-hadoop delete`. */
export interface DeleteOptions extends ClusterOptions {
  readonly deleteData?: boolean;
  /** Name of the environment, repeated as a confirmation. */
  readonly yes?: string;
  /** Timeout for the pods of a product to terminate, in milliseconds. */
  readonly timeout?: number;
}

/** Deletes a platform, and reports what remains. */
export async function deleteEnvironment(
  environment: Environment,
  options: DeleteOptions,
  tell: (line: string) => void,
): Promise<{ text: string; code: ExitCode }> {
  const { name } = environment;
  const namespace = namespaceOf(environment);
  if (options.deleteData === true && options.yes !== name) {
    throw new UserError(
      `--delete-data permanently deletes the volumes of '${name}': confirm with --yes ${name}` +
        (options.yes === undefined ? '' : ` (not '${options.yes}')`),
    );
  }
  const api = await connect(options);
  tell(`deleting '${name}' in namespace ${namespace} of ${api.server}`);
  const outcome = await interruptible((signal) =>
    deletePlatform(api, {
      environment: name,
      namespace,
      ...(options.zonesFromCluster === true ? {} : { zones: environment.zones }),
      deleteData: options.deleteData === true,
      ...(options.timeout === undefined ? {} : { timeoutMs: options.timeout }),
      signal,
      onProgress: tell,
    }),
  );
  return {
    text: `${outcomeLines(name, namespace, options.deleteData === true, outcome).join('\n')}\n`,
    code: outcome.stillEnding.length > 0 ? ExitCode.CLUSTER : ExitCode.OK,
  };
}

function outcomeLines(
  name: string,
  namespace: string,
  deletedData: boolean,
  outcome: DeleteOutcome,
): string[] {
  const { deleted, claims, retainedVolumes, namespaceLeft, stillEnding } = outcome;
  return [
    deleted.length === 0
      ? `Found nothing of '${name}' to delete.`
      : `Deleted ${pluralText(deleted.length, 'object')} of '${name}'.`,
    ...(stillEnding.length === 0
      ? []
      : [
          `Still terminating: ${stillEnding.join(', ')}. A pod on a lost node stays until the node is back, or`,
          'until you delete the pod with --force.',
        ]),
    ...(namespaceLeft === undefined ? [] : [`Kept: namespace ${namespace} (${namespaceLeft}).`]),
    ...(claims.length === 0
      ? []
      : [
          `Kept: ${pluralText(claims.length, 'claim')} with their volumes:`,
          ...claims.map((claim) => `  ${claim}`),
          `To use them again:  cdk-hadoop apply ${name}`,
          `To delete them:     cdk-hadoop delete ${name} --delete-data --yes ${name}`,
        ]),
    ...(deletedData && retainedVolumes.length > 0
      ? [
          `Kept: ${pluralText(retainedVolumes.length, 'volume')} that the cluster retains by policy:`,
          ...retainedVolumes.map((volume) => `  ${volume}`),
          'To delete them, run kubectl delete pv NAME, and delete the disks at your provider.',
        ]
      : []),
  ];
}
