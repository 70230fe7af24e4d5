import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

/** Defaults of a metric, which the caller can override. */
export interface MetricDefaults {
  readonly namespace: string;
  /** Dimensions that identify the resource. Callers can add others, such as the storage type of a bucket. */
  readonly dimensionsMap: Record<string, string>;
  readonly metricOptions: cloudwatch.MetricOptions;
}

/** A metric of a resource in `scope`, in the account and region of its stack. */
export function metricOf(
  scope: Construct,
  metricName: string,
  { namespace, dimensionsMap, metricOptions }: MetricDefaults,
  props: cloudwatch.MetricOptions | undefined,
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace,
    metricName,
    ...metricOptions,
    ...props,
    dimensionsMap: { ...dimensionsMap, ...metricOptions.dimensionsMap, ...props?.dimensionsMap },
  }).attachTo(scope);
}
