import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { Construct } from 'constructs';

/** Bytes of an asynchronous invocation of a Lambda function. */
const LAMBDA_PAYLOAD_BYTES = 256 * 1024;

/** What CloudFormation adds to the manifest: ARNs, URLs, names. */
const ENVELOPE_BYTES = 8 * 1024;

/**
 * Bytes of a manifest, as JSON in a JSON string. An update carries the new manifest and the old one, so that a
 * manifest of more than half a payload could be created, and never be changed.
 * @see https://github.com/aws/aws-cdk/issues/19165
 */
export const MAX_MANIFEST_BYTES = (LAMBDA_PAYLOAD_BYTES - ENVELOPE_BYTES) / 2;

/** PersistentVolumes of a manifest. Each has about 1 KiB; nodes' own disks may be thousands. */
const VOLUMES_OF_MANIFEST = 100;

/** Properties of a `WorkloadManifest`. */
export interface WorkloadManifestProps {
  /** The cluster. It may belong to another stack. */
  readonly cluster: eks.ICluster;
  /** Name of the workload, for messages. */
  readonly name: string;
  /** Kubernetes objects, such as those of `Chart.toJson()`. They may hold CDK tokens outside of names and labels. */
  readonly objects: Record<string, unknown>[];
  /**
   * Leave all objects in the cluster when the stack is deleted. Namespaces and PersistentVolumes always stay.
   * @default false
   */
  readonly retain?: boolean;
}

/**
 * Applies a chart to a cluster, from the stack of this construct.
 *
 * ConfigMaps are applied first, and never pruned: they are named by their content, and pods of the previous revision,
 * as well as a rollback, need the previous ones until all have moved on. StatefulSets, Deployments, Jobs, Services and
 * the other kinds of kubectl's own list are pruned when they leave the chart. PodDisruptionBudgets, ServiceAccounts,
 * StorageClasses, PriorityClasses and all else that is not on it stay until they are deleted by hand. Claims are the
 * StatefulSets' own and in no manifest, and volumes are retained: pruning deletes no data.
 *
 * Namespaces and PersistentVolumes are never deleted; they go with their cluster. A namespace would take the claims
 * along. A PersistentVolume cannot go before its claim, which outlives its StatefulSet: kubectl would wait for it until
 * the function that runs it is out of time, and the stack would fail to be deleted.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection
 * @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/ for the list, at `--prune-allowlist`
 */
export class WorkloadManifest extends Construct {
  public constructor(scope: Construct, id: string, props: WorkloadManifestProps) {
    super(scope, id);
    const configuration = props.objects.filter(({ kind }) => kind === 'ConfigMap');
    const rest = props.objects.filter(({ kind }) => kind !== 'ConfigMap');
    // ConfigMaps need their namespace, which comes first if the chart brings it.
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
        // The CDK writes its prune label into what it is given.
        manifest: part.objects.map(withOwnLabels),
        prune: part.prune,
        // Applied, not created: objects of an earlier stack are taken over.
        overwrite: true,
        removalPolicy: part.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      });
      if (previous !== undefined) manifest.node.addDependency(previous);
      previous = manifest;
    }
  }

  private checkSize(name: string, part: ManifestPart): void {
    // Tokens are short outside and inside of a template: what is far from the limit need not be resolved twice.
    if (escapedBytes(part.objects) < MAX_MANIFEST_BYTES / 2) return;
    const sizes = part.objects.map((object) => ({
      object,
      bytes: escapedBytes(Stack.of(this).resolve(object)),
    }));
    const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
    if (bytes <= MAX_MANIFEST_BYTES) return;
    const [largest] = sizes.sort((a, b) => b.bytes - a.bytes);
    throw new Error(
      `manifest '${name}' (${part.id.toLowerCase()}) has ${bytes} bytes in ${sizes.length} objects, the largest ${describe(largest?.object)} with ${largest?.bytes ?? 0}: allowed: at most ${MAX_MANIFEST_BYTES} bytes, for an update carries the old and the new one in ${LAMBDA_PAYLOAD_BYTES}`,
    );
  }
}

/** Bytes as JSON in a JSON string. */
function escapedBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(value)));
}

interface ManifestPart {
  readonly id: string;
  readonly objects: Record<string, unknown>[];
  readonly prune: boolean;
  readonly retain: boolean;
}

/** PersistentVolumes in parts that a payload has room for. They are neither pruned nor deleted, so they may change part. */
function volumeParts(volumes: readonly Record<string, unknown>[]): ManifestPart[] {
  const parts = Math.ceil(volumes.length / VOLUMES_OF_MANIFEST);
  return Array.from({ length: parts }, (_, part) => ({
    id: part === 0 ? 'Volumes' : `Volumes${part + 1}`,
    objects: volumes.slice(part * VOLUMES_OF_MANIFEST, (part + 1) * VOLUMES_OF_MANIFEST),
    prune: false,
    retain: true,
  }));
}

/** A copy that shares what it does not change: tokens inside are objects that must stay as they are. */
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
