import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { Construct } from 'constructs';
import { pluralText } from '../../lib/text/number';

/** Maximum payload of an asynchronous Lambda invocation, in bytes. */
const LAMBDA_PAYLOAD_BYTES = 256 * 1024;

/** Bytes that CloudFormation adds to the manifest: ARNs, URLs, names. */
const ENVELOPE_BYTES = 8 * 1024;

/**
 * Maximum size of a manifest in bytes, as JSON in a JSON string. An update contains both the new and the old manifest.
 * A manifest larger than half a payload could be created, but never updated.
 * @see https://github.com/aws/aws-cdk/issues/19165
 */
export const MAX_MANIFEST_BYTES = (LAMBDA_PAYLOAD_BYTES - ENVELOPE_BYTES) / 2;

/** PersistentVolumes per manifest. Each has about 1 KiB, and there can be thousands of local disks. */
const VOLUMES_OF_MANIFEST = 100;

/** Properties of a `WorkloadManifest`. */
export interface WorkloadManifestProps {
  /** The cluster. It may belong to another stack. */
  readonly cluster: eks.ICluster;
  /** Name of the workload in messages. */
  readonly name: string;
  /** Kubernetes objects, such as the result of `Chart.toJson()`. Names and labels must not contain CDK tokens. */
  readonly objects: Record<string, unknown>[];
  /**
   * Keep all objects in the cluster when the stack is deleted. Namespaces and PersistentVolumes are always kept.
   * @default false
   */
  readonly retain?: boolean;
}

/**
 * Applies a chart to a cluster, as part of the stack of this construct.
 *
 * ConfigMaps are applied first and never pruned. Their names depend on their content, and pods of the previous revision
 * and rollbacks still need the old ones. StatefulSets, Deployments, Jobs, Services and the other kinds in the default
 * prune list of kubectl are pruned when you remove them from the chart. All other kinds, such as PodDisruptionBudgets,
 * ServiceAccounts, StorageClasses and PriorityClasses, remain until you delete them manually. Pruning deletes no data:
 * claims are created by StatefulSets and are not in the manifests, and volumes are retained.
 *
 * Namespaces and PersistentVolumes are never deleted; they exist as long as the cluster. Deleting a namespace would
 * delete its claims. A PersistentVolume cannot be deleted before its claim, which outlives its StatefulSet. kubectl
 * would wait until its function times out, and the stack deletion would fail.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection
 * @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/ for the list, at `--prune-allowlist`
 */
export class WorkloadManifest extends Construct {
  public constructor(scope: Construct, id: string, props: WorkloadManifestProps) {
    super(scope, id);
    const configuration = props.objects.filter(({ kind }) => kind === 'ConfigMap');
    const rest = props.objects.filter(({ kind }) => kind !== 'ConfigMap');
    // ConfigMaps need their namespace, so it comes first if the chart contains it.
    const namespaces = rest.filter(({ kind }) => kind === 'Namespace');
    const volumes = rest.filter(({ kind }) => kind === 'PersistentVolume');
    const workload = rest.filter(({ kind }) => kind !== 'Namespace' && kind !== 'PersistentVolume');

    let previous: Construct | undefined;
    const retain = props.retain ?? false;
    const parts: ManifestPart[] = [
      { id: 'Namespaces', objects: namespaces, prune: false, retain: true },
      { id: 'Configuration', objects: configuration, prune: false, retain },
      ...volumeParts(volumes),
      { id: 'Workload', objects: workload, prune: true, retain },
    ];
    for (const part of parts) {
      if (part.objects.length === 0) continue;
      this.checkSize(props.name, part);
      const manifest = new eks.KubernetesManifest(this, part.id, {
        cluster: props.cluster,
        // The CDK adds its prune label to the given objects.
        manifest: part.objects.map(withOwnLabels),
        prune: part.prune,
        // Apply instead of create, to take over the objects of an earlier stack.
        overwrite: true,
        removalPolicy: part.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      });
      if (previous !== undefined) manifest.node.addDependency(previous);
      previous = manifest;
    }
  }

  private checkSize(name: string, part: ManifestPart): void {
    // Tokens are short, also when resolved. Do not resolve manifests that are far below the limit.
    if (escapedBytes(part.objects) < MAX_MANIFEST_BYTES / 2) return;
    const sizes = part.objects.map((object) => ({
      object,
      bytes: escapedBytes(Stack.of(this).resolve(object)),
    }));
    const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
    if (bytes <= MAX_MANIFEST_BYTES) return;
    const [largest] = sizes.sort((a, b) => b.bytes - a.bytes);
    throw new Error(
      `manifest '${name}' (${part.id.toLowerCase()}) has ${bytes} bytes in ${pluralText(sizes.length, 'object')}, the largest ${describe(largest?.object)} with ${largest?.bytes ?? 0}: allowed: at most ${MAX_MANIFEST_BYTES} bytes, because an update carries the old and the new one in ${LAMBDA_PAYLOAD_BYTES}`,
    );
  }
}

/** Size as JSON in a JSON string, in bytes. */
function escapedBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(value)));
}

interface ManifestPart {
  readonly id: string;
  readonly objects: Record<string, unknown>[];
  readonly prune: boolean;
  readonly retain: boolean;
}

/** Splits PersistentVolumes into parts that fit in a payload. They can change parts, because they are never pruned. */
function volumeParts(volumes: readonly Record<string, unknown>[]): ManifestPart[] {
  const parts = Math.ceil(volumes.length / VOLUMES_OF_MANIFEST);
  return Array.from({ length: parts }, (_, part) => ({
    id: part === 0 ? 'Volumes' : `Volumes${part + 1}`,
    objects: volumes.slice(part * VOLUMES_OF_MANIFEST, (part + 1) * VOLUMES_OF_MANIFEST),
    prune: false,
    retain: true,
  }));
}

/** A copy with its own labels. All else is shared, because nested tokens are objects that must not be copied. */
function withOwnLabels(object: Record<string, unknown>): Record<string, unknown> {
  return typeof object.metadata === 'object'
    ? { ...object, metadata: { ...object.metadata } }
    : { ...object };
}

function describe(object: Record<string, unknown> | undefined): string {
  const metadata = object?.metadata;
  const named =
    typeof metadata === 'object' && metadata !== null && 'name' in metadata ? String(metadata.name) : '?';
  return `${String(object?.kind)} '${named}'`;
}
