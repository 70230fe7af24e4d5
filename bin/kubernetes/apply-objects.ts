import { isDeepStrictEqual } from 'node:util';
import { recordAt } from '../../lib/cluster/json-value';
import { ClusterError } from '../errors/cluster-error';
import { ApiAnswer, KubernetesApi, refusalText } from './connection';
import { PACKAGE } from './platform-objects';
import { identityOf, ObjectIdentity, ObjectPaths, objectText } from './resources';

/** Outcome of an object. */
export enum Change {
  CREATED = 'created',
  CHANGED = 'changed',
  UNCHANGED = 'unchanged',
}

/** An applied object. */
export interface AppliedObject extends ObjectIdentity {
  readonly change: Change;
}

/** Options for applying. */
export interface ApplyObjectsOptions {
  /** The server validates everything and changes nothing. */
  readonly dryRun: boolean;
  /**
   * Namespace for the validation of namespaced objects, if their own does not exist yet.
   * @default - the namespace of each object
   */
  readonly checkIn?: string;
  readonly signal?: AbortSignal;
  readonly onApplied?: (object: AppliedObject) => void;
}

/** Maximum concurrent requests, if the order does not matter. */
const AT_ONCE = 8;

/** A refused object. */
export interface Refusal {
  readonly object: ObjectIdentity;
  readonly reason: string;
}

/** Outcome of all objects. */
export interface ApplyResult {
  readonly applied: readonly AppliedObject[];
  readonly refusals: readonly Refusal[];
}

/**
 * Applies objects in order, with server-side apply: fields that others own and this package does not set are kept.
 * Stops at the first refusal. A dry run continues and reports all refusals.
 */
export async function applyObjects(
  api: KubernetesApi,
  objects: readonly Record<string, unknown>[],
  options: ApplyObjectsOptions,
): Promise<ApplyResult> {
  const paths = new ObjectPaths(api, options.signal);
  const applied: AppliedObject[] = [];
  const refusals: Refusal[] = [];
  const apply = async (object: Record<string, unknown>): Promise<void> => {
    const result = await applyObject(api, paths, object, options);
    if ('reason' in result) {
      refusals.push(result);
      return;
    }
    applied.push(result);
    options.onApplied?.(result);
  };
  if (!options.dryRun) {
    for (const object of objects) {
      await apply(object);
      if (refusals.length > 0) break;
    }
    return { applied, refusals };
  }
  const waiting = [...objects];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await apply(next);
    }),
  );
  return { applied, refusals };
}

async function applyObject(
  api: KubernetesApi,
  paths: ObjectPaths,
  object: Record<string, unknown>,
  { dryRun, checkIn, signal }: ApplyObjectsOptions,
): Promise<AppliedObject | Refusal> {
  const identity = identityOf(object);
  const namespace = identity.namespace === undefined ? undefined : (checkIn ?? identity.namespace);
  const path = await paths.pathOf(identity, namespace);
  const body =
    namespace === undefined || checkIn === undefined
      ? object
      : { ...object, metadata: { ...recordAt(object, 'metadata'), namespace } };
  const ask = (request: Parameters<KubernetesApi['request']>[0]): Promise<ApiAnswer> =>
    api.request({ ...request, ...(signal === undefined ? {} : { signal }) });
  const before = await ask({ path });
  const answer = await ask({
    method: 'PATCH',
    path: `${path}?fieldManager=${PACKAGE}&force=true${dryRun ? '&dryRun=All' : ''}`,
    // JSON is YAML.
    contentType: 'application/apply-patch+yaml',
    body,
  });
  if (answer.status !== 200 && answer.status !== 201) {
    return { object: identity, reason: refusalText(answer) };
  }
  const change =
    before.status === 404
      ? Change.CREATED
      : isDeepStrictEqual(stated(before.body), stated(answer.body))
        ? Change.UNCHANGED
        : Change.CHANGED;
  return { ...identity, change };
}

/** An object without the fields that the server and controllers add. */
function stated(object: unknown): unknown {
  const metadata = recordAt(object, 'metadata');
  const left = new Set(['managedFields', 'resourceVersion', 'generation']);
  return {
    ...recordAt(object),
    status: undefined,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => !left.has(key))),
  };
}

/** Throws an error if the server refused any object. */
export function refuse(environment: string, { refusals }: ApplyResult, consequence: string): void {
  if (refusals.length === 0) return;
  throw new ClusterError(
    [
      `the cluster refuses ${refusals.length} objects of '${environment}'; ${consequence}:`,
      ...refusals.map(({ object, reason }) => `  ${objectText(object)}: ${reason}`),
    ].join('\n'),
  );
}
