/** A minor version of Kubernetes that EKS offers. Dates are `yyyy-mm-dd` in UTC. */
export interface KubernetesRelease {
  /** For example `1.36`. */
  readonly version: string;
  /**
   * Date on which standard support ends. Extended support, with its charges, starts on that date.
   * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html#kubernetes-release-calendar
   */
  readonly standardSupportEnd: string;
  /** Date on which extended support ends, from the same calendar. EKS then upgrades the control plane automatically. */
  readonly extendedSupportEnd: string;
  /**
   * Add-on versions for this Kubernetes version, by add-on name. An add-on without an entry is installed at EKS's
   * default version at that time, and keeps it.
   */
  readonly addOnVersions: Readonly<Record<string, string>>;
}

/**
 * Versions for which the CDK has a kubectl layer, the oldest first. AWS publishes add-on versions only through its API,
 * so an add-on is pinned only if a record of a running cluster shows which version EKS chose. The older Kubernetes
 * versions have no such record, and a pin that is older than the running version would be a downgrade.
 * @see https://github.com/awslabs/awsome-distributed-ai for the add-on versions of 1.36, from a cluster of 2026-09-16
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

/** Versions that a platform on EKS can use, the oldest first. */
export const KUBERNETES_VERSIONS: readonly string[] = KUBERNETES_RELEASES.map(({ version }) => version);

/** What EKS and the CDK provide for a version. Undefined for a version that they do not offer. */
export function kubernetesRelease(version: string): KubernetesRelease | undefined {
  return KUBERNETES_RELEASES.find((release) => release.version === version);
}

/**
 * Number of minor versions that a kubelet may be older than the API server.
 * @see https://kubernetes.io/releases/version-skew-policy/#kubelet
 */
export const MAX_KUBELET_SKEW = 3;

/** Minor number of a version: 36 for `1.36`. */
export function minorVersion(version: string): number {
  return Number(version.split('.')[1]);
}
