import { PriceTable } from '../catalog/prices';

/**
 * Last day of a version's standard support by EKS, `yyyy-mm-dd`; from the next one on it is in extended support, which
 * costs six times as much.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
const STANDARD_SUPPORT_UNTIL: Readonly<Record<string, string>> = {
  '1.33': '2026-07-29',
  '1.34': '2026-12-02',
  '1.35': '2027-03-27',
};

/** The support that a version of Kubernetes had on the day of a price table. */
export interface ControlPlanePrice {
  readonly extendedSupport: boolean;
  /** US dollars an hour. */
  readonly usdPerHour: number;
}

/**
 * Price of the control plane. A plan knows no clock: it is that of the day of the price table.
 * @see https://aws.amazon.com/eks/pricing/
 */
export function controlPlanePrice(kubernetesVersion: string, prices: PriceTable): ControlPlanePrice {
  const until = STANDARD_SUPPORT_UNTIL[kubernetesVersion];
  const extendedSupport = until !== undefined && prices.date > until;
  return {
    extendedSupport,
    usdPerHour: extendedSupport ? prices.eksExtendedSupportClusterHourUsd : prices.eksClusterHourUsd,
  };
}
