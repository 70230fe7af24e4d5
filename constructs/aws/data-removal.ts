import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * Context key that must be `true`, in addition to the prop `destroyData`, before resources with data can be deleted.
 */
export const DESTROY_DATA_CONTEXT = 'cdk-hadoop:destroy-data';

/**
 * Removal policy of volumes, buckets and keys: they are retained unless both the prop and the context key are set. A
 * prop is easily copied from one environment to another, a context value on the command line is not.
 */
export function dataRemovalPolicy(scope: Construct, destroyData = false): RemovalPolicy {
  const context: unknown = scope.node.tryGetContext(DESTROY_DATA_CONTEXT);
  // The command line (`-c`) only passes strings.
  const allowed = context === true || context === 'true';
  if (destroyData && allowed) return RemovalPolicy.DESTROY;
  if (destroyData) {
    Annotations.of(scope).addWarningV2(
      'cdk-hadoop:destroyDataNeedsContext',
      `data is retained: destroyData is true, but the context '${DESTROY_DATA_CONTEXT}' is not; set both or neither`,
    );
  } else if (allowed) {
    Annotations.of(scope).addWarningV2(
      'cdk-hadoop:destroyDataNeedsProp',
      `data is retained: the context '${DESTROY_DATA_CONTEXT}' is true, but destroyData is not; set both or neither`,
    );
  }
  return RemovalPolicy.RETAIN;
}
