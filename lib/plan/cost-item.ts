import { Product } from '../roles/role';

/** One item of the monthly price. */
export interface CostItem {
  /** Role, pool, or `platform`. */
  readonly subject: string;
  /** Product of the item. Undefined for items that several products or the cluster itself use. */
  readonly product?: Product;
  /**
   * `compute`, `volume storage`, `volume IOPS`, `cold volume storage`, `snapshots`, `control plane`, `cross-zone
   * traffic`, ...
   */
  readonly item: string;
  /** Quantity per month. */
  readonly quantity: number;
  /** Unit of the quantity: `instance hours`, `GiB months`, `GB`, ... */
  readonly unit: string;
  /** USD per month at On-Demand list prices. */
  readonly listUsdPerMonth: number;
  /** USD per month that the user pays: list prices minus the discounts in the description. */
  readonly usdPerMonth: number;
}
