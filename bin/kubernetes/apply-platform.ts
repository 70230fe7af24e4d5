import { PlatformManifests } from '../../constructs/kubernetes/platform-manifests';
import { ClusterFacts, ENVIRONMENT_ANNOTATION } from '../../lib/cluster/cluster-facts';
import { recordAt } from '../../lib/cluster/json-value';
import { PreflightFinding } from '../../lib/preflight/preflight-finding';
import { preflight } from '../../lib/preflight/preflight';
import { Plan, Severity } from '../../lib/plan/plan';
import { RoleProgress } from '../../lib/status/role-progress';
import { AppliedObject, applyObjects, Change, refuse } from './apply-objects';
import { InterruptedError } from '../errors/cluster-error';
import { KubernetesApi } from './connection';
import { PodFailure, podFailures } from './pod-failures';
import { PreflightError } from '../errors/preflight-error';
import { readCluster } from './read-cluster';
import { waitForRoles } from './wait-for-roles';

/** Options of `applyPlatform`. */
export interface ApplyPlatformOptions {
  /** Image references by product. */
  readonly images?: Record<string, string>;
  /** IDs of static volumes by claim. Only on AWS. */
  readonly volumeIds?: Record<string, string>;
  /** KMS key of created volumes. Only on AWS. */
  readonly volumeKeyArn?: string;
  /**
   * Facts about the cluster.
   * @default - read from the cluster
   */
  readonly facts?: ClusterFacts;
  /**
   * The server validates every object and changes nothing.
   * @default false
   */
  readonly dryRun?: boolean;
  /**
   * Wait until every pod is ready.
   * @default true
   */
  readonly wait?: boolean;
  /** @default 15 minutes */
  readonly timeoutMs?: number;
  /**
   * Polling interval of pods in milliseconds.
   * @default 2000
   */
  readonly pollMs?: number;
  /** Aborts with an `InterruptedError` that reports the progress. */
  readonly signal?: AbortSignal;
  /** Called with warnings of the preflight, before the first object is applied. */
  readonly onWarnings?: (warnings: readonly PreflightFinding[]) => void;
  /** Called after all objects are applied, before waiting. */
  readonly onApplied?: (applied: readonly AppliedObject[]) => void;
  readonly onProgress?: (progress: readonly RoleProgress[], elapsedMs: number) => void;
}

/** Result of the operation. */
export interface ApplyOutcome {
  readonly objects: readonly AppliedObject[];
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Whether every pod is ready. Undefined without waiting. */
  readonly ready?: boolean;
  readonly elapsedMs: number;
  /** Why pods are not ready. */
  readonly failures: readonly PodFailure[];
  /** Whether the namespace does not exist, so that its objects were checked in `default`. Only for a dry run. */
  readonly checkedElsewhere: boolean;
}

const TIMEOUT_MS = 15 * 60_000;
const POLL_MS = 2_000;

/**
 * Compares a plan with a cluster, validates every object on the server, applies them, and waits for the pods.
 * @throws PreflightError if the plan does not fit, ClusterError if the server refuses anything
 */
export async function applyPlatform(
  api: KubernetesApi,
  plan: Plan,
  options: ApplyPlatformOptions = {},
): Promise<ApplyOutcome> {
  const { signal, dryRun = false } = options;
  const withSignal = signal === undefined ? {} : { signal };
  const objects = platformObjects(plan, options);
  const nothing = 'nothing was applied';
  let applied: AppliedObject[] = [];
  let progress: readonly RoleProgress[] | undefined;
  try {
    const facts = options.facts ?? (await readCluster(api, { namespace: plan.namespace, ...withSignal }));
    const findings = preflight(plan, facts, objects);
    if (findings.some(({ severity }) => severity === Severity.ERROR)) {
      throw new PreflightError(plan.environment, api.server, findings);
    }
    options.onWarnings?.(findings);

    const checked = await applyObjects(api, objects, {
      dryRun: true,
      ...withSignal,
      ...(await checkIn(api, plan, signal)),
    });
    refuse(plan.environment, checked, nothing);
    const checkedElsewhere = checked.applied.some(
      ({ kind, change }) => kind === 'Namespace' && change === Change.CREATED,
    );
    if (dryRun) return { ...counted(checked.applied), elapsedMs: 0, failures: [], checkedElsewhere };

    const result = await applyObjects(api, objects, {
      dryRun: false,
      ...withSignal,
      onApplied: (object) => void applied.push(object),
    });
    applied = [...result.applied];
    refuse(plan.environment, result, `${applied.length} of ${objects.length} were applied and stay`);
    options.onApplied?.(applied);
    if (options.wait === false) {
      return { ...counted(applied), elapsedMs: 0, failures: [], checkedElsewhere: false };
    }
    const waited = await waitForRoles(api, plan, {
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      pollMs: options.pollMs ?? POLL_MS,
      ...withSignal,
      onProgress: (now, elapsedMs) => {
        progress = now;
        options.onProgress?.(now, elapsedMs);
      },
    });
    return {
      ...counted(applied),
      ready: waited.ready,
      elapsedMs: waited.elapsedMs,
      failures: waited.ready ? [] : await podFailures(api, plan, waited.pods),
      checkedElsewhere: false,
    };
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(interruptedText(plan, applied, objects.length, progress));
  }
}

/** Objects of a platform in the order to apply them. The namespace has a label with the environment. */
export function platformObjects(
  plan: Plan,
  { images, volumeIds, volumeKeyArn }: ApplyPlatformOptions,
): Record<string, unknown>[] {
  const { manifests } = new PlatformManifests({
    plan,
    images,
    volumeIds,
    volumeKeyArn,
  });
  return manifests
    .flatMap(({ objects }) => objects)
    .map((object) => {
      if (object.kind !== 'Namespace') return object;
      const metadata = recordAt(object, 'metadata');
      const annotations = {
        ...recordAt(metadata, 'annotations'),
        [ENVIRONMENT_ANNOTATION]: plan.environment,
      };
      return { ...object, metadata: { ...metadata, annotations } };
    });
}

/** Namespace for a dry run of namespaced objects. A server refuses objects in a namespace that does not exist. */
async function checkIn(
  api: KubernetesApi,
  { namespace }: Plan,
  signal: AbortSignal | undefined,
): Promise<{ checkIn?: string }> {
  const path = `/api/v1/namespaces/${namespace}`;
  const { status } = await api.request({ path, signal });
  return status === 404 ? { checkIn: 'default' } : {};
}

function counted(
  objects: readonly AppliedObject[],
): Pick<ApplyOutcome, 'objects' | 'created' | 'changed' | 'unchanged'> {
  const count = (change: Change): number => objects.filter((object) => object.change === change).length;
  return {
    objects,
    created: count(Change.CREATED),
    changed: count(Change.CHANGED),
    unchanged: count(Change.UNCHANGED),
  };
}

function interruptedText(
  { environment, namespace }: Plan,
  applied: readonly AppliedObject[],
  objects: number,
  progress: readonly RoleProgress[] | undefined,
): string {
  if (applied.length === 0)
    return 'interrupted before the first object was applied: the cluster is unchanged';
  const behind = progress?.filter(({ ready, planned }) => ready < planned);
  const state =
    applied.length < objects
      ? `${applied.length} of ${objects} objects are applied`
      : behind === undefined || behind.length > 0
        ? `all ${objects} objects are applied, and Kubernetes continues to start them` +
          (behind === undefined
            ? ''
            : ` (not ready yet: ${behind.map(({ group, ready, planned }) => `${group} ${ready}/${planned}`).join(', ')})`)
        : 'all objects are applied';
  return (
    `interrupted; namespace ${namespace}: ${state}. To continue: cdk-hadoop apply ${environment}; ` +
    `to check: cdk-hadoop status ${environment}; to remove it: cdk-hadoop delete ${environment}`
  );
}
