import { KubernetesRelease, kubernetesRelease } from '../catalog/kubernetes-versions';
import { PriceTable } from '../catalog/prices';
import { Finding, Severity } from '../plan/plan';

/** The support of a Kubernetes version on the date of a price table. */
export interface ControlPlanePrice {
  readonly extendedSupport: boolean;
  /** USD per hour. */
  readonly usdPerHour: number;
}

/**
 * Price of the control plane on the date of the price table, because a plan does not depend on the current time.
 * @see https://aws.amazon.com/eks/pricing/
 */
export function controlPlanePrice(kubernetesVersion: string, prices: PriceTable): ControlPlanePrice {
  const release = kubernetesRelease(kubernetesVersion);
  const extendedSupport = release !== undefined && isExtended(release, prices.date);
  return {
    extendedSupport,
    usdPerHour: extendedSupport ? prices.eksExtendedSupportClusterHourUsd : prices.eksClusterHourUsd,
  };
}

function isExtended({ standardSupportEnd }: KubernetesRelease, day: string): boolean {
  return day >= standardSupportEnd;
}

/**
 * What the end of a version's support costs, as of a day.
 * @param day `yyyy-mm-dd`; that of the price table where the same input must give the same plan, today where a person
 * asks what to do
 */
export function supportFindings(kubernetesVersion: string, prices: PriceTable, day: string): Finding[] {
  const release = kubernetesRelease(kubernetesVersion);
  if (release === undefined || !isExtended(release, day)) return [];
  const { standardSupportEnd, extendedSupportEnd } = release;
  const { eksClusterHourUsd: standard, eksExtendedSupportClusterHourUsd: extended } = prices;
  return [
    {
      code: 'kubernetes/support',
      severity: Severity.WARNING,
      subject: 'cluster.kubernetesVersion',
      message:
        `standard support of Kubernetes ${kubernetesVersion} ended on ${standardSupportEnd}: ` +
        (day >= extendedSupportEnd
          ? `extended support, too, on ${extendedSupportEnd}, and EKS upgrades the control plane on a date that it chooses`
          : `the control plane costs USD ${extended} an hour instead of ${standard} until ${extendedSupportEnd}`),
      figure: kubernetesVersion,
      allowed: 'a newer version, one minor version at a time',
    },
  ];
}
