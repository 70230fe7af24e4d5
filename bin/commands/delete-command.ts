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
  /** Name of the environment, typed again. */
  readonly yes?: string;
  /** Milliseconds for the pods of a product to end. */
  readonly timeout?: number;
}

/** Takes a platform away, and tells what is left. */
export async function deleteEnvironment(
  environment: Environment,
  options: DeleteOptions,
  tell: (line: string) => void,
): Promise<{ text: string; code: ExitCode }> {
  const { name } = environment;
  const namespace = namespaceOf(environment);
  if (options.deleteData === true && options.yes !== name) {
    throw new UserError(
      `--delete-data deletes the volumes of '${name}' for good: confirm it with --yes ${name}` +
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
      ? `Nothing of '${name}' was there to delete.`
      : `Deleted ${pluralText(deleted.length, 'object')} of '${name}'.`,
    ...(stillEnding.length === 0
      ? []
      : [
          `Still ending: ${stillEnding.join(', ')}. A pod on a node that is gone stays until the node is back, or`,
          'until the pod is deleted with --force.',
        ]),
    ...(namespaceLeft === undefined ? [] : [`Left: namespace ${namespace} (${namespaceLeft}).`]),
    ...(claims.length === 0
      ? []
      : [
          `Left: ${pluralText(claims.length, 'claim')} with their volumes:`,
          ...claims.map((claim) => `  ${claim}`),
          `To use them again:  cdk-hadoop apply ${name}`,
          `To delete them:     cdk-hadoop delete ${name} --delete-data --yes ${name}`,
        ]),
    ...(deletedData && retainedVolumes.length > 0
      ? [
          `Left: ${pluralText(retainedVolumes.length, 'volume')} that the cluster retains, by their policy:`,
          ...retainedVolumes.map((volume) => `  ${volume}`),
          'To delete them: kubectl delete pv NAME, and the disks at their provider.',
        ]
      : []),
  ];
}
