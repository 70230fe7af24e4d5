/** Monthly cost of a unit of use. */
export interface UnitCost {
  /** Stable name: `hdfsUsableTiB`, `hdfsMillionMiB`, `hbaseMillionOperations`. */
  readonly name: string;
  /** Name of one unit: `usable TiB of HDFS`. */
  readonly unit: string;
  /** Number of units per month. */
  readonly quantityPerMonth: number;
  /** USD per unit at list prices. */
  readonly listUsd: number;
  /** USD per unit that the user pays. */
  readonly usd: number;
  /** The formula in words. */
  readonly rule: string;
}
