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

/** Name of an assumption. In `Environment.assumptions` it is the key of the user's value. */
export type AssumptionName = keyof typeof REGISTRY;

/** An assumption by its name. */
export interface NamedAssumption extends Assumption {
  readonly name: AssumptionName;
}

/** Section titles of the registry, with the names in each section. */
export const ASSUMPTION_GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['ZooKeeper', Object.keys(ZOOKEEPER_ASSUMPTIONS)],
  ['HDFS', Object.keys(HDFS_ASSUMPTIONS)],
  ['HBase', Object.keys(HBASE_ASSUMPTIONS)],
  ['YARN', Object.keys(YARN_ASSUMPTIONS)],
  ['All processes and nodes', Object.keys(PROCESS_ASSUMPTIONS)],
  ['Price', Object.keys(COST_ASSUMPTIONS)],
];

/** The values in force. */
export type Assumptions = Readonly<Record<AssumptionName, number>>;

/** Every number without a published rule, by product. */
export const ASSUMPTIONS: readonly NamedAssumption[] = (
  Object.entries(REGISTRY) as [AssumptionName, Assumption][]
).map(([name, assumption]) => ({ name, ...assumption }));

export function isAssumptionName(name: string): name is AssumptionName {
  return Object.hasOwn(REGISTRY, name);
}

export function assumptionNamed(name: AssumptionName): NamedAssumption {
  return { name, ...REGISTRY[name] };
}

/** The default values of the package. */
export const DEFAULT_ASSUMPTIONS: Assumptions = Object.fromEntries(
  ASSUMPTIONS.map(({ name, value }) => [name, value]),
) as Record<AssumptionName, number>;

/** The values in force: the user's values, otherwise the defaults of the package. */
export function assumptionsOf(own: Readonly<Record<string, CalibratedAssumption>> = {}): Assumptions {
  return Object.fromEntries(
    ASSUMPTIONS.map(({ name, value }) => [
      name,
      Object.hasOwn(own, name) ? (own[name]?.value ?? value) : value,
    ]),
  ) as Record<AssumptionName, number>;
}
