import { findingLine } from '../../lib/preflight/preflight-finding';
import { Environment } from '../../lib/model/environment';
import { pluralText } from '../../lib/text/number';
import { Plan } from '../../lib/plan/plan';
import { plannedWithLock } from './lock-file';
import { Change } from '../kubernetes/apply-objects';
import { ApplyOutcome, applyPlatform } from '../kubernetes/apply-platform';
import { connect } from '../kubernetes/connection';
import { failureLines } from '../kubernetes/pod-failures';
import { readCluster } from '../kubernetes/read-cluster';
import { ClusterOptions, describedOn, namespaceOf } from './cluster-target';
import { elapsedText } from './duration';
import { interruptible } from './interrupt';
import { ProgressLines, ProgressStream } from './progress-lines';
import { ExitCode } from '../errors/user-error';
import { volumeIdsOf } from './volume-ids';

/** Options of `cdk-hadoop apply`. */
export interface ApplyOptions extends ClusterOptions {
  readonly dryRun?: boolean;
  /** Whether to wait for the pods. False for `--no-wait`. */
  readonly wait: boolean;
  /** Timeout in milliseconds. */
  readonly timeout?: number;
  readonly volumes?: string;
  readonly volumeKey?: string;
}

/** Applies an environment, waits for it, and reports the result. Progress and warnings go to `progress`. */
export async function applyEnvironment(
  environment: Environment,
  options: ApplyOptions,
  progress: ProgressStream,
): Promise<{ text: string; code: ExitCode }> {
  const tell = (line: string): void => void progress.write(`${line}\n`);
  const api = await connect(options);
  const outcome = await interruptible(async (signal) => {
    const namespace = namespaceOf(environment);
    const facts = await readCluster(api, { namespace, signal });
    const described = await describedOn(api, environment, options, facts);
    const plan = plannedWithLock(described);
    const images = described.images?.references;
    const lines = new ProgressLines(progress);
    const done = await applyPlatform(api, plan, {
      facts,
      volumeIds: volumeIdsOf(plan, described.existingVolumes ?? {}, options.volumes),
      volumeKeyArn: options.volumeKey,
      images,
      dryRun: options.dryRun === true,
      wait: options.wait,
      timeoutMs: options.timeout,
      signal,
      onWarnings: (warnings) => {
        for (const warning of warnings) tell(`warning: ${findingLine(warning)}`);
      },
      onApplied: (applied) => {
        const changed = applied.filter(({ change }) => change !== Change.UNCHANGED).length;
        tell(
          `applied ${pluralText(applied.length, 'object')} to namespace ${plan.namespace} of ${api.server}, ` +
            `${changed} of them new or changed; waiting for the pods`,
        );
      },
      onProgress: (now, elapsedMs) => {
        lines.show(now, elapsedMs);
      },
    });
    return { plan, done };
  });
  return {
    text: `${outcomeLines(outcome.plan, outcome.done, options.dryRun === true).join('\n')}\n`,
    code: outcome.done.ready === false ? ExitCode.CLUSTER : ExitCode.OK,
  };
}

function outcomeLines(plan: Plan, outcome: ApplyOutcome, dryRun: boolean): string[] {
  const { created, changed, unchanged, ready, elapsedMs, failures } = outcome;
  const { environment, namespace } = plan;
  const nothing = created + changed === 0;
  const counts = `${created} created, ${changed} changed, ${unchanged} unchanged`;
  if (dryRun) {
    return [
      nothing
        ? `The server accepts all ${unchanged} objects of '${environment}'; applying would change nothing.`
        : `The server accepts all objects of '${environment}'; applying them: ${counts}. Nothing was changed.`,
      ...(outcome.checkedElsewhere
        ? [`Namespace ${namespace} does not exist yet: its objects were checked in 'default'.`]
        : []),
    ];
  }
  const made = nothing
    ? `No changes: '${environment}' matches its description, ${pluralText(unchanged, 'object')} in namespace ${namespace}.`
    : `Applied '${environment}' to namespace ${namespace}: ${counts}.`;
  return [
    made,
    ...kindLines(outcome),
    ...(outcome.objects.some(({ kind, change }) => kind === 'StatefulSet' && change === Change.CHANGED)
      ? ['Running pods keep their old configuration: roll them zone by zone (docs/operations.md).']
      : []),
    ...(ready === undefined
      ? [`Not waiting for pods. To see the progress, run cdk-hadoop status ${environment}.`]
      : ready
        ? [
            `All ${pluralText(
              plan.roles.reduce((sum, { members }) => sum + members.length, 0),
              'pod',
            )} are ready after ${elapsedText(elapsedMs)}.`,
            `To see the status, run cdk-hadoop status ${environment}.`,
          ]
        : [
            `Not ready after ${elapsedText(elapsedMs)}. All applied objects stay and keep starting:`,
            ...failureLines(failures),
          ]),
  ];
}

/** New or changed objects by kind. */
function kindLines({ objects }: ApplyOutcome): string[] {
  return [Change.CREATED, Change.CHANGED].flatMap((change) => {
    const kinds = objects.filter((object) => object.change === change).map(({ kind }) => kind);
    if (kinds.length === 0) return [];
    const counts = [...new Set(kinds)].map(
      (kind) => `${kind} ${kinds.filter((other) => other === kind).length}`,
    );
    return [`  ${change}: ${counts.join(', ')}`];
  });
}
