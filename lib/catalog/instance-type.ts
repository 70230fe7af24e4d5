/** CPU architecture of an instance type, as in the Kubernetes label `kubernetes.io/arch`. */
export enum Architecture {
  /** Graviton */
  ARM64 = 'arm64',
  /** Intel and AMD */
  AMD64 = 'amd64',
}

/** How an instance type counts its EBS attachments. */
export enum AttachKind {
  /** Volumes, network interfaces and local NVMe disks share one limit. */
  SHARED = 'shared',
  /** Volumes have a dedicated limit. */
  DEDICATED = 'dedicated',
}

/** One row of the EC2 catalog: what the planner needs to know about a machine. */
export interface InstanceType {
  /** API name, such as `r8g.4xlarge`. */
  readonly name: string;
  /** Family, the part of the name before the dot: `r8g`. */
  readonly family: string;
  readonly architecture: Architecture;
  readonly bareMetal: boolean;
  readonly vcpu: number;
  /** Memory that EC2 states, in MiB. */
  readonly memoryMiB: number;
  /** Memory in MiB that the operating system sees, by a rule that stays below the measured value of every type. */
  readonly osMemoryMiB: number;
  /** Sustained network bandwidth in Gbit/s (not the burst). */
  readonly networkBaselineGbps: number;
  /** Sustained EBS bandwidth in MiB/s (not the 30-minute maximum). */
  readonly ebsBaselineMiBps: number;
  /** Sustained EBS operations per second. */
  readonly ebsBaselineIops: number;
  /** EBS attachments (together with interfaces and local disks where `attachKind` is shared), root volume included. */
  readonly attachLimit: number;
  readonly attachKind: AttachKind;
  /** Local instance-store disks; 0 for none. */
  readonly localDisks: number;
  /** Size of one local disk in GiB; 0 for none. */
  readonly localDiskGiB: number;
  /** Elastic network interfaces. */
  readonly enis: number;
  /** IPv4 addresses per interface. */
  readonly ipv4PerEni: number;
}

/** Families whose own disks are magnetic ones. */
const MAGNETIC = /^[dh]\d/;

/**
 * Whether a type has flash disks of its own.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/storage-optimized-instances.html
 */
export function hasFlashDisks({ family, localDisks }: InstanceType): boolean {
  return localDisks > 0 && !MAGNETIC.test(family);
}
