import { Product } from '../roles/role';

/** An item of the monthly price. */
export interface CostItem {
  /** Role, pool, or `platform`. */
  readonly subject: string;
  /** Product that it belongs to; undefined for what several products or the cluster itself use. */
  readonly product?: Product;
  /** `compute`, `volume storage`, `volume IOPS`, `cold volume storage`, `snapshots`, `control plane`, `cross-zone traffic`, ... */
  readonly item: string;
  /** How much of it a month. */
  readonly quantity: number;
  /** Unit of the quantity: `instance hours`, `GiB months`, `GB`, ... */
  readonly unit: string;
  /** US dollars a month at list prices, on demand. */
  readonly listUsdPerMonth: number;
  /** US dollars a month as the user pays them: list prices less the description's discounts. */
  readonly usdPerMonth: number;
}
