import { ResolvedEnvironment } from '../model/resolved';
import { Product } from '../roles/role';
import { CostGroup } from './allocation';
import { SECONDS_PER_MONTH } from './monthly-rate';
import { UnitCost } from '../plan/unit-cost';

const GROWTH =
  "today's data (hdfs.usableTiB); the price includes a year of growth and all replicas, the unit does not";

/**
 * Cost per unit of use: the price of a product, including its share of shared nodes and its traffic, divided by its
 * targets. Shared items of the platform are not included.
 */
export function unitCostsOf(environment: ResolvedEnvironment, products: readonly CostGroup[]): UnitCost[] {
  const { hdfs, hbase, assumptions } = environment;
  const seconds = SECONDS_PER_MONTH * assumptions.averageLoad;
  const unitCost = (
    wanted: Product,
    name: string,
    quantity: number,
    unit: string,
    rule: string,
  ): UnitCost[] => {
    const group = products.find(({ product }) => product === wanted);
    if (group === undefined || quantity <= 0) return [];
    return [
      {
        name,
        unit,
        quantityPerMonth: quantity,
        listUsd: group.listUsdPerMonth / quantity,
        usd: group.usdPerMonth / quantity,
        rule,
      },
    ];
  };
  const costs: Readonly<Record<Product, readonly UnitCost[]>> = {
    [Product.ZOOKEEPER]: [],
    [Product.HDFS]:
      hdfs === undefined
        ? []
        : [
            ...unitCost(
              Product.HDFS,
              'hdfsUsableTiB',
              hdfs.usableTiB,
              'usable TiB of HDFS',
              `price of HDFS / ${GROWTH}`,
            ),
            ...unitCost(
              Product.HDFS,
              'hdfsMillionMiB',
              ((hdfs.readMiBps + hdfs.writeMiBps) * seconds) / 1e6,
              'million MiB read or written in HDFS',
              'price of HDFS / ((hdfs.readMiBps + hdfs.writeMiBps) x averageLoad x seconds per month); the same price ' +
                'as per TiB, divided by its use',
            ),
          ],
    [Product.YARN]: [],
    [Product.HBASE]:
      hbase === undefined
        ? []
        : unitCost(
            Product.HBASE,
            'hbaseMillionOperations',
            ((hbase.readsPerSecond + hbase.writesPerSecond + hbase.scansPerSecond) * seconds) / 1e6,
            'million operations of HBase',
            'price of HBase without HDFS / ((reads + writes + scans per second) x averageLoad x seconds per month)',
          ),
  };
  return Object.values(costs).flat();
}
