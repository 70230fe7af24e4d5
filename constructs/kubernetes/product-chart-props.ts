import { Plan } from '../../lib/plan/plan';

/** What the charts of all products need. All values are plain strings; they may be tokens of the CDK. */
export interface ProductChartProps {
  /** The platform. */
  readonly plan: Plan;
  /**
   * Image references by product: `zookeeper`, `hadoop`, `hbase`.
   * @default - `cdk-hadoop/<product>:<version>`, in the versions of the plan
   */
  readonly images?: Record<string, string>;
  /**
   * What tells an image from another one, by product, where its reference is a token: the hash of its asset.
   * @default - the references themselves; the version of the product in place of a token
   */
  readonly imageIds?: Record<string, string>;
  /**
   * Ids of EBS volumes by claim name (`data-namenode-1a-0`), one for each claim of a role with static volumes.
   * @default - none; an error if the plan has static volumes on AWS
   */
  readonly volumeIds?: Record<string, string>;
  /**
   * ARN of the KMS key that encrypts volumes which the EBS CSI driver creates.
   * @default - the account's default key for EBS
   */
  readonly volumeKeyArn?: string;
}
