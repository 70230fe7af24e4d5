import { Assumption } from './assumption';
import { CalibratedAssumption } from './calibrated-assumption';
import { COST_ASSUMPTIONS } from './cost-assumptions';
import { HBASE_ASSUMPTIONS } from './hbase-assumptions';
import { HDFS_ASSUMPTIONS } from './hdfs-assumptions';
import { PROCESS_ASSUMPTIONS } from './process-assumptions';
import { YARN_ASSUMPTIONS } from './yarn-assumptions';
import { ZOOKEEPER_ASSUMPTIONS } from './zookeeper-assumptions';

const REGISTRY = {
  ...ZOOKEEPER_ASSUMPTIONS,
  ...HDFS_ASSUMPTIONS,
  ...HBASE_ASSUMPTIONS,
  ...YARN_ASSUMPTIONS,
  ...PROCESS_ASSUMPTIONS,
  ...COST_ASSUMPTIONS,
} satisfies Record<string, Assumption>;

/** Name of an assumption; in `Environment.assumptions` it is the key of the user's own value. */
export type AssumptionName = keyof typeof REGISTRY;

/** An assumption by its name. */
export interface NamedAssumption extends Assumption {
  readonly name: AssumptionName;
}

/** Titles of the registry's parts, with the names that each has. */
export const ASSUMPTION_GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['ZooKeeper', Object.keys(ZOOKEEPER_ASSUMPTIONS)],
  ['HDFS', Object.keys(HDFS_ASSUMPTIONS)],
  ['HBase', Object.keys(HBASE_ASSUMPTIONS)],
  ['YARN', Object.keys(YARN_ASSUMPTIONS)],
  ['Every process, and the nodes', Object.keys(PROCESS_ASSUMPTIONS)],
  ['Price', Object.keys(COST_ASSUMPTIONS)],
];

/** The values in force. */
export type Assumptions = Readonly<Record<AssumptionName, number>>;

/** Every number that no one has published a rule for, product by product. */
export const ASSUMPTIONS: readonly NamedAssumption[] = (
  Object.entries(REGISTRY) as [AssumptionName, Assumption][]
).map(([name, assumption]) => ({ name, ...assumption }));

export function isAssumptionName(name: string): name is AssumptionName {
  return Object.hasOwn(REGISTRY, name);
}

export function assumptionNamed(name: AssumptionName): NamedAssumption {
  return { name, ...REGISTRY[name] };
}

/** The package's own values. */
export const DEFAULT_ASSUMPTIONS: Assumptions = Object.fromEntries(
  ASSUMPTIONS.map(({ name, value }) => [name, value]),
) as Record<AssumptionName, number>;

/** The values in force: the user's own where there are any, else the package's. */
export function assumptionsOf(own: Readonly<Record<string, CalibratedAssumption>> = {}): Assumptions {
  return Object.fromEntries(
    ASSUMPTIONS.map(({ name, value }) => [
      name,
      Object.hasOwn(own, name) ? (own[name]?.value ?? value) : value,
    ]),
  ) as Record<AssumptionName, number>;
}
