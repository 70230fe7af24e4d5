/** What a unit of use costs in a month. */
export interface UnitCost {
  /** Stable name: `hdfsUsableTiB`, `hdfsMillionMiB`, `hbaseMillionOperations`. */
  readonly name: string;
  /** What one of it is: `usable TiB of HDFS`. */
  readonly unit: string;
  /** How many there are in a month. */
  readonly quantityPerMonth: number;
  /** US dollars for one at list prices. */
  readonly listUsd: number;
  /** US dollars for one as the user pays them. */
  readonly usd: number;
  /** The formula, in words. */
  readonly rule: string;
}
