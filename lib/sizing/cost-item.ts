/** An item of the monthly price. */
export interface CostItem {
  /** Role, pool, or `platform`. */
  readonly subject: string;
  /** `compute`, `volumes`, `control plane`, ... */
  readonly item: string;
  readonly usdPerMonth: number;
}
