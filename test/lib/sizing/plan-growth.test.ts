import * as fc from 'fast-check';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { Plan, RolePlan } from '../../../lib/plan/plan';
import { count, environments, magnitude } from '../../arbitraries/environment';
import { mainOf, monthlyUsd, planOrSkip, roleIn } from './sample';

type Targets = Record<string, number>;

/** A target with the figures that follow from it. More of the target must never mean less of them. */
interface Growth {
  readonly product: 'zookeeper' | 'hdfs' | 'hbase' | 'yarn';
  readonly target: string;
  /** What the target is before it grows. */
  readonly values: fc.Arbitrary<number>;
  /** Left out where another shape of server may carry more with less: that it is enough is held elsewhere. */
  readonly capacity?: (plan: Plan) => number;
  /** A smaller value asks for more. */
  readonly inverse?: boolean;
}

const diskGiB = (role: RolePlan): number =>
  role.members.length * role.volumes.reduce((sum, { disks, gib }) => sum + disks * gib, 0);
const heapOf =
  (role: Role) =>
  (plan: Plan): number =>
    mainOf(roleIn(plan, role)).heapMiB;
const membersOf =
  (role: Role) =>
  (plan: Plan): number =>
    plan.roles.filter((of) => of.role === role).reduce((sum, { members }) => sum + members.length, 0);
const datanodesGiB = (plan: Plan): number => diskGiB(roleIn(plan, Role.DATANODE));
const cacheMiB = (plan: Plan): number =>
  roleIn(plan, Role.REGIONSERVER).members.length * (plan.hbase?.bucketCacheMiB ?? 0);
const vcores = (plan: Plan): number => (plan.yarn?.nodemanagers ?? 0) * (plan.yarn?.nodeVcores ?? 0);
const containersMiB = (plan: Plan): number =>
  (plan.yarn?.nodemanagers ?? 0) * (plan.yarn?.nodeMemoryMiB ?? 0);
const volumeGiB =
  (role: Role) =>
  (plan: Plan): number =>
    diskGiB(roleIn(plan, role));

const GROWTHS: Growth[] = [
  {
    product: 'zookeeper',
    target: 'clients',
    values: count(1, 70_000),
    capacity: membersOf(Role.ZOOKEEPER_OBSERVER),
  },
  {
    product: 'zookeeper',
    target: 'dataTreeMiB',
    values: magnitude(1, 1_000),
    capacity: heapOf(Role.ZOOKEEPER),
  },
  { product: 'zookeeper', target: 'watches', values: count(1, 1e6), capacity: heapOf(Role.ZOOKEEPER) },
  {
    product: 'zookeeper',
    target: 'writesPerSecond',
    values: magnitude(1, 1_800),
    capacity: (plan) => mainOf(roleIn(plan, Role.ZOOKEEPER)).cpuMillis,
  },
  { product: 'hdfs', target: 'usableTiB', values: magnitude(0.1, 500), capacity: datanodesGiB },
  { product: 'hdfs', target: 'growthPerYear', values: magnitude(0.01, 1), capacity: datanodesGiB },
  { product: 'hdfs', target: 'filesMillions', values: magnitude(0.1, 20), capacity: heapOf(Role.NAMENODE) },
  {
    product: 'hdfs',
    target: 'filesMillions',
    values: magnitude(0.1, 20),
    capacity: volumeGiB(Role.NAMENODE),
  },
  { product: 'hdfs', target: 'readMiBps', values: magnitude(1, 20_000) },
  { product: 'hdfs', target: 'writeMiBps', values: magnitude(1, 5_000) },
  {
    product: 'hdfs',
    target: 'restoreRedundancyHours',
    values: magnitude(5, 70),
    inverse: true,
  },
  {
    product: 'hbase',
    target: 'datasetTiB',
    values: magnitude(0.01, 100),
    capacity: (plan) => plan.hbase?.regions ?? 0,
  },
  { product: 'hbase', target: 'readsPerSecond', values: magnitude(1, 1e6) },
  { product: 'hbase', target: 'writesPerSecond', values: magnitude(1, 1e5) },
  { product: 'hbase', target: 'scansPerSecond', values: magnitude(1, 1e4) },
  { product: 'hbase', target: 'hotSetFraction', values: magnitude(0.001, 0.1), capacity: cacheMiB },
  { product: 'yarn', target: 'production.guaranteedVcores', values: magnitude(1, 5_000), capacity: vcores },
  {
    product: 'yarn',
    target: 'production.guaranteedMemoryGiB',
    values: magnitude(1, 20_000),
    capacity: containersMiB,
  },
  {
    product: 'yarn',
    target: 'nonProduction.guaranteedVcores',
    values: magnitude(1, 5_000),
    capacity: vcores,
  },
  {
    product: 'yarn',
    target: 'nonProduction.guaranteedMemoryGiB',
    values: magnitude(1, 20_000),
    capacity: containersMiB,
  },
  {
    product: 'yarn',
    target: 'largestContainerMemoryGiB',
    values: magnitude(0.5, 15),
    capacity: (plan) => plan.yarn?.maxAllocationMiB ?? 0,
  },
];

/** The description with one target in place of its own. */
function withTarget(environment: Environment, { product, target }: Growth, value: number): Environment {
  const [name = '', nested] = target.split('.');
  if (product === 'zookeeper') return { ...environment, zookeeper: [{ name: 'main', [name]: value }] };
  const targets = (environment[product] ?? {}) as unknown as Record<string, Targets>;
  const of = nested === undefined ? value : { guaranteedVcores: 1, guaranteedMemoryGiB: 1, [nested]: value };
  return { ...environment, [product]: { ...targets, [name]: of } };
}

/** Caches move to disks where that saves a quarter, not before: only where the price alone decides it never falls. */
const PRICE_ALONE = { cacheDiskLeastSaving: { value: 0 } };

function grows(growth: Growth, sharing: NodeSharing, check: (less: Plan, more: Plan) => void): void {
  fc.assert(
    fc.property(
      environments({ tiers: [Tier.STAGING, Tier.PROD], sharings: [sharing] }),
      growth.values,
      fc.double({ min: 1.02, max: 10, noNaN: true }),
      (drawn, value, factor) => {
        // With the quota reached, one more group makes masters share nodes, which may cost less than it did.
        const environment = {
          ...drawn,
          nodeSharing: sharing,
          cluster: { nodeGroupQuota: 1_000 },
          assumptions: PRICE_ALONE,
        };
        const whole = Number.isInteger(value) ? Math.ceil : (x: number): number => x;
        const other = growth.inverse === true ? value / factor : whole(value * factor);
        const [a, b] = [withTarget(environment, growth, value), withTarget(environment, growth, other)];
        check(planOrSkip(a), planOrSkip(b));
      },
    ),
    { numRuns: 60 },
  );
}

describe('a plan grows with its targets', () => {
  test.each(GROWTHS.map((growth) => [`${growth.product}.${growth.target}`, growth] as const))(
    'GIVEN nodes of their own WHEN %s asks for more THEN neither the price nor the capacity for it falls',
    (_, growth) => {
      grows(growth, NodeSharing.DEDICATED, (less, more) => {
        // Sizes are rounded up to a GiB per disk, and a disk may be spared for a dollar.
        // A node of a few in a zone may be spared when larger pods happen to lie better.
        expect(monthlyUsd(more)).toBeGreaterThanOrEqual(0.998 * monthlyUsd(less));
        const { capacity = monthlyUsd } = growth;
        expect(capacity(more)).toBeGreaterThanOrEqual(0.995 * capacity(less));
      });
    },
  );

  test.each(['hdfs.filesMillions', 'zookeeper.dataTreeMiB', 'zookeeper.clients'])(
    'GIVEN masters that share nodes WHEN %s asks for more THEN the price does not fall but for how pods happen to lie',
    (name) => {
      const growth = GROWTHS.find(({ product, target }) => `${product}.${target}` === name);
      if (growth === undefined) throw new Error(`no growth ${name}`);
      grows(growth, NodeSharing.MASTERS, (less, more) => {
        // A node of a few in a zone may be spared when larger pods happen to lie better.
        expect(monthlyUsd(more)).toBeGreaterThanOrEqual(0.9 * monthlyUsd(less));
      });
    },
  );
});
