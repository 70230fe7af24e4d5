import { createHash } from 'node:crypto';
import { ConfigMap } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** Properties of `ImmutableConfigMap`. */
export interface ImmutableConfigMapProps {
  readonly namespace: string;
  /** Prefix of the name. */
  readonly prefix: string;
  /** Files by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * A ConfigMap whose name contains a hash of its content. A change creates a new object and a new pod template, so pods
 * restart only when you roll them. Kubernetes rejects edits in the cluster.
 */
export class ImmutableConfigMap extends ConfigMap {
  public constructor(scope: Construct, id: string, props: ImmutableConfigMapProps) {
    const { namespace, prefix, files, labels } = props;
    const data = sortedByKey(files);
    super(scope, id, {
      metadata: { name: `${prefix}-${contentHash(data)}`, namespace, labels: { ...labels } },
      immutable: true,
      data,
    });
  }
}

function sortedByKey(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function contentHash(data: Record<string, string>): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 10);
}
