/** A minor version of Kubernetes that EKS offers. Days are `yyyy-mm-dd` in UTC. */
export interface KubernetesRelease {
  /** Such as `1.36`. */
  readonly version: string;
  /**
   * Day on which standard support ends. Extended support, and its price, begins with that day.
   * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html#kubernetes-release-calendar
   */
  readonly standardSupportEnd: string;
  /** Day on which extended support ends, from the same calendar. EKS then upgrades the control plane by itself. */
  readonly extendedSupportEnd: string;
  /**
   * Builds of add-ons that follow this version, by name. An add-on without one is at EKS's default for the version when
   * it is installed, and stays there.
   */
  readonly addOnVersions: Readonly<Record<string, string>>;
}

/**
 * Versions that a kubectl layer of the CDK exists for, the oldest first. AWS publishes builds of add-ons through its API
 * only, so builds are pinned where a record of a running cluster states those that EKS chose. The older versions have
 * no such record, and a pin that is older than what runs would be a downgrade.
 * @see https://github.com/awslabs/awsome-distributed-ai for the builds of 1.36: what a cluster of 2026-09-16 resolved to
 */
export const KUBERNETES_RELEASES: readonly KubernetesRelease[] = [
  {
    version: '1.33',
    standardSupportEnd: '2026-07-29',
    extendedSupportEnd: '2027-07-29',
    addOnVersions: {},
  },
  {
    version: '1.34',
    standardSupportEnd: '2026-12-02',
    extendedSupportEnd: '2027-12-02',
    addOnVersions: {},
  },
  {
    version: '1.35',
    standardSupportEnd: '2027-03-27',
    extendedSupportEnd: '2028-03-27',
    addOnVersions: {},
  },
  {
    version: '1.36',
    standardSupportEnd: '2027-08-02',
    extendedSupportEnd: '2028-08-02',
    addOnVersions: {
      coredns: 'v1.14.3-eksbuild.16',
      'eks-pod-identity-agent': 'v1.3.10-eksbuild.3',
      'kube-proxy': 'v1.36.0-eksbuild.21',
      'vpc-cni': 'v1.22.4-eksbuild.3',
    },
  },
];

/** Versions that a platform on EKS can have, the oldest first. */
export const KUBERNETES_VERSIONS: readonly string[] = KUBERNETES_RELEASES.map(({ version }) => version);

/** What EKS and the CDK have for a version. Undefined for one that is not offered. */
export function kubernetesRelease(version: string): KubernetesRelease | undefined {
  return KUBERNETES_RELEASES.find((release) => release.version === version);
}

/**
 * Minor versions that a kubelet may be older than the API server.
 * @see https://kubernetes.io/releases/version-skew-policy/#kubelet
 */
export const MAX_KUBELET_SKEW = 3;

/** Minor number of a version: 36 of `1.36`. */
export function minorVersion(version: string): number {
  return Number(version.split('.')[1]);
}
