/**
 * Mount path of the local NVMe disk number `disk` (from 0) on a node. With the strategy `Mount` of the EKS NodeConfig
 * each disk has a separate file system, so that a failure loses one disk and not a whole stripe.
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
 */
export function localDiskPath(disk: number): string {
  return `/mnt/k8s-disks/${disk + 1}`;
}
