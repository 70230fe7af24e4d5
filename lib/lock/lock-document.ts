import Ajv, { ErrorObject } from 'ajv';
import { Architecture } from '../catalog/instance-type';
import { KUBERNETES_VERSIONS } from '../catalog/kubernetes-versions';
import { VolumeType } from '../catalog/volume-type';
import { NodeUpdate } from '../plan/plan';
import { PlatformLock } from '../plan/platform-lock';

/** Version of lock files. */
export const LOCK_SCHEMA_VERSION = 1;

/** The locks of the environments of an app, as stored in a file. */
export interface LockDocument {
  readonly schemaVersion: number;
  /** Locks by environment name. */
  readonly environments: Readonly<Record<string, PlatformLock>>;
}

/** Thrown for a document that does not contain locks, or that this version cannot read. */
export class LockDocumentError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'LockDocumentError';
  }
}

const COUNT = { type: 'integer', minimum: 1 };
const TEXT = { type: 'string', minLength: 1 };
const mapOf = (values: object): object => ({ type: 'object', additionalProperties: values });
const recordOf = (properties: Record<string, object>, optional: Record<string, object> = {}): object => ({
  type: 'object',
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: false,
});

const VOLUME = recordOf(
  { type: { enum: Object.values(VolumeType) }, disks: COUNT, gib: COUNT },
  { iops: COUNT, mibps: COUNT },
);
const AMOUNT = { type: 'integer', minimum: 0 };
const NODE_GROUPS = {
  type: 'array',
  items: recordOf({
    name: TEXT,
    generation: COUNT,
    instanceType: TEXT,
    architecture: { enum: Object.values(Architecture) },
    nodeVersion: { enum: KUBERNETES_VERSIONS },
    spot: { type: 'boolean' },
    zones: {
      type: 'array',
      minItems: 1,
      items: recordOf({ zone: TEXT, nodes: AMOUNT, minNodes: AMOUNT, maxNodes: COUNT }),
    },
    labels: mapOf(TEXT),
    taints: { type: 'array', items: recordOf({ key: TEXT, value: TEXT, effect: TEXT }) },
    maxPods: COUNT,
    kubeReservedMemoryMiB: COUNT,
    kubeReservedCpuMillis: COUNT,
    evictionMiB: COUNT,
    localDisks: { type: 'boolean' },
    nodesUpdatedAtOnce: COUNT,
    nodeUpdate: { enum: Object.values(NodeUpdate) },
    autoRepair: { type: 'boolean' },
  }),
};
const SCHEMA = recordOf({
  schemaVersion: { const: LOCK_SCHEMA_VERSION },
  environments: mapOf(
    recordOf(
      {
        quorumZones: { type: 'array', items: TEXT },
        machines: mapOf(TEXT),
        replicasPerZone: mapOf(COUNT),
        pods: mapOf(recordOf({ cpuMillis: COUNT, memoryMiB: COUNT }, { cacheOnDisks: { const: true } })),
        volumes: mapOf(mapOf(VOLUME)),
      },
      { nodeGroups: NODE_GROUPS, retiring: NODE_GROUPS },
    ),
  ),
});

/**
 * The locks of a document.
 * @param document the parsed document
 * @throws LockDocumentError in one line, with the field
 */
export function lockDocumentOf(document: unknown): LockDocument {
  const validate = new Ajv({ allErrors: false, verbose: true }).compile<LockDocument>(SCHEMA);
  if (validate(document)) return document;
  throw new LockDocumentError(problemText(validate.errors?.[0]));
}

function problemText(error: ErrorObject | undefined): string {
  const field = error?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  const params: Readonly<Record<string, unknown>> = error?.params ?? {};
  const allowed = params.allowedValues ?? params.allowedValue ?? params.additionalProperty;
  return (
    `${field === '' ? 'the document' : field}: ${JSON.stringify(error?.data)} ${error?.message ?? 'is not valid'}` +
    (allowed === undefined ? '' : `: ${JSON.stringify(allowed)}`)
  );
}
