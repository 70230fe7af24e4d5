import { ResolvedEnvironment } from '../model/resolved';
import { COST_DRIVER } from '../plan/finding-text';
import { Finding, Plan, Severity } from '../plan/plan';
import { Product, Role } from '../roles/role';
import { countText, percentText } from '../text/number';
import { allocatedCosts, sumUsd } from './allocation';
import { COMPUTE, CROSS_ZONE, NAT_GATEWAYS, SNAPSHOTS, VOLUME_STORAGE } from './items';

/** Minimum share of the price of a cost driver. */
const DRIVER_SHARE = 0.1;
/** Number of roles that a driver lists. */
const MOST_NAMED = 3;

/** A price item, summed over all roles. */
export interface CostDriver {
  readonly item: string;
  /** USD per month that the user pays. */
  readonly usdPerMonth: number;
  /** Part of the price of the platform, from 0 to 1. */
  readonly share: number;
  /** USD per month by role, the largest first. */
  readonly roles: readonly { readonly name: string; readonly usdPerMonth: number }[];
}

/** The parts of a plan that determine its price. */
type PricedPlan = Pick<Plan, 'costs' | 'pools' | 'roles' | 'traffic'>;

/** The items that make up most of the price, the largest first. */
export function costDrivers(plan: Pick<Plan, 'costs' | 'pools' | 'roles'>): CostDriver[] {
  const items = allocatedCosts(plan);
  const total = sumUsd(items.map(({ usdPerMonth }) => usdPerMonth));
  return [...new Set(items.map(({ item }) => item))]
    .map((item): CostDriver => {
      const matching = items.filter((one) => one.item === item);
      const usdPerMonth = sumUsd(matching.map((one) => one.usdPerMonth));
      // The same role of several ensembles counts as one.
      const nameOf = (subject: string): string =>
        plan.roles.find(({ group }) => group === subject)?.role ?? subject;
      const roles = [...new Set(matching.map(({ subject }) => nameOf(subject)))]
        .map((name) => ({
          name,
          usdPerMonth: sumUsd(
            matching.filter(({ subject }) => nameOf(subject) === name).map((one) => one.usdPerMonth),
          ),
        }))
        .sort((a, b) => b.usdPerMonth - a.usdPerMonth);
      return { item, usdPerMonth, share: usdPerMonth / total, roles };
    })
    .filter(({ share }) => share >= DRIVER_SHARE)
    .sort((a, b) => b.usdPerMonth - a.usdPerMonth);
}

/** A note on each cost driver: its share, its causes, and what would change it. */
export function costDriverFindings(plan: PricedPlan, environment: ResolvedEnvironment): Finding[] {
  return costDrivers(plan).map((driver) => {
    const remedy = remedyOf(driver, plan, environment);
    return {
      code: COST_DRIVER,
      severity: Severity.INFO,
      subject: driver.item,
      message: `${driver.item} is ${percentText(driver.share, 1)} of the monthly price`,
      figure: `USD ${countText(driver.usdPerMonth)} per month: ${rolesText(driver)}`,
      remedy,
    };
  });
}

function rolesText({ roles }: CostDriver): string {
  const others = roles.slice(MOST_NAMED);
  return [
    ...roles.slice(0, MOST_NAMED).map(({ name, usdPerMonth }) => `${name} ${countText(usdPerMonth)}`),
    ...(others.length === 0
      ? []
      : [`others ${countText(sumUsd(others.map(({ usdPerMonth }) => usdPerMonth)))}`]),
  ].join(', ');
}

function remedyOf(
  driver: CostDriver,
  plan: PricedPlan,
  environment: ResolvedEnvironment,
): string | undefined {
  const { discounts, network } = environment.source;
  const discount = (field: 'computeShare' | 'volumeShare', what: string): string =>
    discounts?.[field] === undefined ? `; discounts.${field} takes ${what} into account` : '';
  switch (driver.item) {
    case CROSS_ZONE:
      return `${trafficTargets(driver, plan, environment)}${otherPlacement(plan)}`;
    case VOLUME_STORAGE:
      return (
        (driver.roles[0]?.name === Role.DATANODE
          ? 'follows hdfs.usableTiB, hdfs.growthPerYear and hdfs.replication'
          : 'follows the volumes of these roles') + discount('volumeShare', 'a contract')
      );
    case COMPUTE:
      return `follows the targets of these roles${discount('computeShare', 'Savings Plans')}`;
    case SNAPSHOTS:
      return 'follows snapshotRetentionDays';
    case NAT_GATEWAYS:
      return network?.natGatewayPerZone === false
        ? undefined
        : 'network.natGatewayPerZone: false shares one gateway between the zones';
    default:
      return undefined;
  }
}

/** Targets that the traffic of a product follows. */
const TRAFFIC_TARGETS: Readonly<Record<Product, string>> = {
  [Product.ZOOKEEPER]: 'writesPerSecond of the ensembles',
  [Product.HDFS]: 'hdfs.writeMiBps and hdfs.readMiBps',
  [Product.YARN]: 'hdfs.readMiBps and the assumption shuffledShare',
  [Product.HBASE]: 'hbase.writesPerSecond, hbase.readsPerSecond and hbase.averageRowBytes',
};

function trafficTargets(
  { roles: [largest] }: CostDriver,
  { roles }: PricedPlan,
  { assumptions }: ResolvedEnvironment,
): string {
  const products = roles
    .filter(({ role }) => role.toString() === largest?.name)
    .map(({ product }) => product);
  const targets = [...new Set(products)].map((product) => TRAFFIC_TARGETS[product]).join(', ');
  return `follows ${targets}, at ${percentText(assumptions.averageLoad, 1)} of the target rates (assumption averageLoad)`;
}

/** Cost of the other block placement. Empty without HDFS, where both cost the same. */
function otherPlacement({ traffic }: PricedPlan): string {
  const inForce = traffic?.placements.find((placement) => placement.inForce);
  const other = traffic?.placements.find((placement) => !placement.inForce);
  if (inForce === undefined || other === undefined) return '';
  const more = other.usdPerMonth - inForce.usdPerMonth;
  if (Math.abs(more) < 1) return '';
  return `; the default block placement of HDFS would cost USD ${countText(Math.abs(more))} ${more > 0 ? 'more' : 'less'}`;
}
