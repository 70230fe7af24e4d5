import { Plan } from '../../lib/plan/plan';

/** Properties common to the charts of all products. All values are plain strings and may be CDK tokens. */
export interface ProductChartProps {
  /** The plan of the platform. */
  readonly plan: Plan;
  /**
   * Image references by product: `zookeeper`, `hadoop`, `hbase`.
   * @default - `cdk-hadoop/<product>:<version>`, with the versions in the plan
   */
  readonly images?: Record<string, string>;
  /**
   * Identifiers of images whose references are tokens, by product: the asset hash.
   * @default - the references; the version of the product if a reference is a token
   */
  readonly imageIds?: Record<string, string>;
  /**
   * IDs of EBS volumes by claim name (`data-namenode-1a-0`), one for each claim of a role with static volumes.
   * @default - none; causes an error if the plan has static volumes on AWS
   */
  readonly volumeIds?: Record<string, string>;
  /**
   * ARN of the KMS key for volumes that the EBS CSI driver creates.
   * @default - the default EBS key of the account
   */
  readonly volumeKeyArn?: string;
}
