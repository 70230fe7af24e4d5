/**
 * What of a description is deployed as it stands, without a figure. A comparison of two plans needs it to name its
 * effects.
 */
export interface DeploymentPlan {
  /**
   * What each image is, by name: its reference, or what it is built from in a line. The files of `images.directory` are
   * not part of it.
   */
  readonly images: Record<string, string>;
  /** EBS volumes that the description names, by claim. */
  readonly existingVolumes: Record<string, string>;
  /** Pod ranges of custom networking that have subnets of their own, by zone name. */
  readonly podCidrs: Record<string, string[]>;
  /** Tags of every AWS resource: those of nodes are in their launch templates. */
  readonly tags: Record<string, string>;
  /** Managed node groups that the account's quota allows in the cluster. */
  readonly nodeGroupQuota: number;
}
