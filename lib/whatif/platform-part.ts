import { Plan, PoolPlan } from '../plan/plan';
import { totalsOf } from '../report/plan-totals';
import { machinesOf } from './other-machines';
import { assumed, FigureList, planned } from './figure-list';
import { left, lost } from './loss';
import { Topic, ValueChange } from './what-if-report';
import { DegradedPlatform } from './degraded-platform';

/** Minutes until a lost EC2 node is replaced and its pods run again. Volumes are force-detached after 6. */
const NODE_REPLACEMENT_MINUTES = 10;
const SCHEDULING = 'https://kubernetes.io/docs/concepts/scheduling-eviction/resource-bin-packing/';

/** Remaining shares of roles, and capacity on the remaining nodes for the pods of lost nodes. */
export function platformPart(platform: DegradedPlatform, figures: FigureList): void {
  const { plan, loss } = platform;
  for (const role of plan.roles) {
    figures.add(Topic.DOWN, role.group, 'left', (100 * left(loss, role)) / role.members.length, {
      unit: '%',
      formula: '(pods - pods that are down) / pods',
      source: 'the plan',
      inputs: [
        planned(`${role.group}.pods`, role.members.length, 'pods'),
        planned('pods that are down', lost(loss, role), 'pods'),
      ],
    });
  }
  for (const { pool: name, zone, nodes } of loss.nodes) {
    const pool = plan.pools.find((candidate) => candidate.name === name);
    if (pool === undefined || loss.zones.includes(zone)) continue;
    figures.add(Topic.RECOVERY, name, 'minutesToReplacement', NODE_REPLACEMENT_MINUTES, {
      unit: 'min',
      formula:
        'a new machine starts and joins; the volumes of the lost machine are force-detached after 6 min',
      source: 'assumption, docs/what-if.md; kubernetes/kubernetes maxWaitForUnmountDuration',
      inputs: [assumed('nodeReplacementMinutes', NODE_REPLACEMENT_MINUTES, 'min')],
    });
    crowding(plan, pool, zone, nodes, figures);
  }
}

/** Requests of all pods of a pool in a zone, relative to the remaining nodes. */
function crowding(plan: Plan, pool: PoolPlan, zone: string, gone: number, figures: FigureList): void {
  const nodes = (pool.zones.find((candidate) => candidate.zone === zone)?.nodes ?? 0) - gone;
  const roles = plan.roles.filter(({ group }) => pool.groups.includes(group));
  if (nodes === 0 || roles.length < 2) return;
  for (const [name, unit, allocatable, size] of [
    ['cpuRequested', 'm', pool.allocatableCpuMillis, 'cpuMillis'],
    ['memoryRequested', 'MiB', pool.allocatableMemoryMiB, 'memoryMiB'],
  ] as const) {
    const requested = roles.reduce((sum, role) => {
      const pods = role.zones.find((placed) => placed.zone === zone)?.replicas ?? 0;
      return sum + pods * role.containers.reduce((pod, container) => pod + container[size], 0);
    }, 0);
    figures.add(
      Topic.SURVIVORS,
      `pool ${pool.name} in ${zone}`,
      name,
      (100 * requested) / (nodes * allocatable),
      {
        unit: '%',
        formula:
          'requests of all pods / (remaining nodes x allocatable); pods of the lost node restart on another node with ' +
          'enough capacity and no pod of the same role, otherwise on the new node',
        source: SCHEDULING,
        inputs: [
          planned('requests of all pods', requested, unit),
          planned('remaining nodes', nodes, 'nodes'),
          planned('allocatable per node', allocatable, unit),
        ],
      },
    );
  }
}

/** Differences between two plans: pods, volumes and machines. */
export function changesBetween(before: Plan, after: Plan, figures: FigureList): ValueChange[] {
  const price = [totalsOf(before), totalsOf(after)].map(({ usdPerMonth }) => usdPerMonth);
  const [was = 0, is = 0] = price;
  const inputs = [planned('price before', was, 'USD'), planned('price after', is, 'USD')];
  const source = 'the price items of both plans';
  figures.add(Topic.CHANGE, 'platform', 'usdPerMonth', is, {
    unit: 'USD',
    formula: 'sum of the price items per month',
    source,
    inputs: inputs.slice(1),
  });
  figures.add(Topic.CHANGE, 'platform', 'usdPerMonthMore', Math.round(100 * (is - was)) / 100, {
    unit: 'USD',
    formula: 'price after - price before',
    source,
    inputs,
  });
  return [
    ...compared(podsOf(before), podsOf(after), 'pods'),
    ...compared(volumesOf(before), volumesOf(after), 'volumes per pod'),
    ...compared(machinesOf(before), machinesOf(after), 'machine'),
    ...compared(nodesOf(before), nodesOf(after), 'nodes'),
  ];
}

function podsOf(plan: Plan): ReadonlyMap<string, string> {
  return new Map(plan.roles.map(({ group, members }) => [group, String(members.length)]));
}

function volumesOf(plan: Plan): ReadonlyMap<string, string> {
  return new Map(
    plan.roles
      .filter(({ volumes }) => volumes.length > 0)
      .map(({ group, volumes }) => [
        group,
        volumes.map(({ name, disks, gib, type }) => `${name} ${disks} x ${gib} GiB ${type}`).join(', '),
      ]),
  );
}

function nodesOf(plan: Plan): ReadonlyMap<string, string> {
  return new Map(
    plan.pools.map(({ name, zones }) => [name, String(zones.reduce((sum, { nodes }) => sum + nodes, 0))]),
  );
}

function compared(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  name: string,
): ValueChange[] {
  const subjects = [...new Set([...before.keys(), ...after.keys()])];
  return subjects
    .map((subject) => ({
      subject,
      name,
      before: before.get(subject) ?? '-',
      after: after.get(subject) ?? '-',
    }))
    .filter((change) => change.before !== change.after);
}
