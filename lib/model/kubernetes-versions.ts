/**
 * Versions of Kubernetes that the package's kubectl, of version 1.34, may talk to: its own, and one minor version to
 * either side.
 * @see https://kubernetes.io/releases/version-skew-policy/#kubectl
 */
export const KUBERNETES_VERSIONS: readonly string[] = ['1.33', '1.34', '1.35'];
