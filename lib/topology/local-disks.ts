/**
 * Where a node mounts its own NVMe disk number `disk` (from 0), by the strategy `Mount` of EKS's NodeConfig: a file
 * system of its own for each disk, so that a process loses one disk and not all of a stripe.
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
 */
export function localDiskPath(disk: number): string {
  return `/mnt/k8s-disks/${disk + 1}`;
}
