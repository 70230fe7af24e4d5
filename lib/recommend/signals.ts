import { ROWS_PER_SCAN } from '../model/resolved';
import { VolumeContent } from '../roles/role-facts';
import { isShared, roleFacts } from '../roles/roles';
import { Role } from '../roles/role';
import { Plan, RolePlan } from '../plan/plan';
import { HEAP_METRICS, MetricName, METRICS } from './metrics';

/** An additional label that series must have, such as `cluster` with value `prod`. */
export interface LabelMatcher {
  readonly label: string;
  readonly value: string;
}

/** A measured quantity. */
export interface Signal {
  /** Stable name: `hbase/reads`, `cpu/namenode`. Unique together with the group. */
  readonly id: string;
  /** Group of the role whose pods provide it. */
  readonly group: string;
  /** Description in words. */
  readonly what: string;
  readonly unit: string;
  readonly metrics: readonly MetricName[];
  /** Pods with one series each. One unnamed pod for a series of the whole platform. */
  readonly pods: readonly string[];
  /** PromQL with one series per pod, with the label `pod`. */
  readonly query: string;
}

/** Minimum range of a rate: two scrapes at a long interval, and one missed scrape. */
const LEAST_RATE_SECONDS = 600;
/** Time in which a garbage collector certainly runs in any active process. */
const COLLECTED = '1h';

/** Contents of volumes whose traffic grows with what clients do. */
const LOADED: readonly VolumeContent[] = [VolumeContent.DATA, VolumeContent.SCRATCH];

/** All measured signals of the platform of a plan, in the order of its roles. */
export function signalsOf(plan: Plan, stepSeconds: number, matchers: readonly LabelMatcher[]): Signal[] {
  const rate = `${Math.max(LEAST_RATE_SECONDS, 2 * stepSeconds)}s`;
  return [
    ...plan.roles.flatMap((role) => roleSignals(new Asked(plan, [role], rate, matchers))),
    ...plan.ensembles.flatMap(({ name }) => {
      const roles = plan.roles.filter(({ ensemble }) => ensemble === name);
      return roles.length === 0 ? [] : ensembleSignals(new Asked(plan, roles, rate, matchers));
    }),
    ...plan.roles.flatMap((role) => productSignals(plan, new Asked(plan, [role], rate, matchers))),
  ];
}

/** What to scrape to get missing series of a role. */
export function scrapeHint(role: Role, metrics: readonly MetricName[]): string {
  if (metrics.some((name) => METRICS[name].kubelet)) {
    return 'the kubelet of each node, /metrics/cadvisor, with its labels namespace, pod and container';
  }
  const { port, path } = roleFacts(role).metrics;
  return `port ${port}${path} of the ${role} pods, with the labels namespace and pod`;
}

/** Roles to query, and how to select their series. */
class Asked {
  public constructor(
    private readonly plan: Plan,
    private readonly roles: readonly RolePlan[],
    private readonly rateRange: string,
    private readonly matchers: readonly LabelMatcher[],
  ) {}

  public get role(): RolePlan {
    const [role] = this.roles;
    if (role === undefined) throw new Error('a signal needs a role');
    return role;
  }

  /** A signal with one series per pod. */
  public each(id: string, what: string, unit: string, metrics: readonly MetricName[], query: string): Signal {
    const pods = this.roles.flatMap(({ members }) => members.map(({ pod }) => pod));
    return { id, group: this.role.group, what, unit, metrics, pods, query };
  }

  /** A signal with one series. */
  public one(id: string, what: string, unit: string, metrics: readonly MetricName[], query: string): Signal {
    return { id, group: this.role.group, what, unit, metrics, pods: [''], query };
  }

  /** The series of a metric. */
  public series(metric: MetricName, more = ''): string {
    const groups = this.roles.map(({ group }) => group).join('|');
    const zones = [...new Set(this.roles.flatMap((role) => role.zones.map(({ zone }) => zone)))].sort();
    const labels = [
      `namespace="${this.plan.namespace}"`,
      `pod=~"(${groups})-(${zones.join('|')})-[0-9]+"`,
      ...(more === '' ? [] : [more]),
      ...this.matchers.map(({ label, value }) => `${label}=${JSON.stringify(value)}`),
    ];
    return `${METRICS[metric].name}{${labels.join(',')}}`;
  }

  /** A gauge by pod. Merges the series of two Prometheus servers that scrape the same pod. */
  public gauge(metric: MetricName, more = ''): string {
    return `max by (pod) (${this.series(metric, more)})`;
  }

  /** Rate of a counter per second, by pod. */
  public rate(metric: MetricName, more = ''): string {
    return `max by (pod) (rate(${this.series(metric, more)}[${this.rateRange}]))`;
  }

  /** The same for counters with one series per device of a pod. */
  public rateOver(metric: MetricName, device: string, more = ''): string {
    return `sum by (pod) (max by (pod,${device}) (rate(${this.series(metric, more)}[${this.rateRange}])))`;
  }
}

const MIB = '/ 2^20';

function roleSignals(asked: Asked): Signal[] {
  const { role } = asked;
  const containers = role.containers.flatMap(({ name }) => {
    const own = `container="${name}"`;
    return [
      asked.each(`cpu/${name}`, `CPU of ${name}`, 'vCPU', ['containerCpu'], asked.rate('containerCpu', own)),
      asked.each(
        `memory/${name}`,
        `working set of ${name}`,
        'MiB',
        ['containerMemory'],
        `${asked.gauge('containerMemory', own)} ${MIB}`,
      ),
    ];
  });
  return [
    ...containers,
    heapSignal(asked),
    ...(isShared(role.role) ? [networkSignal(asked)] : []),
    ...(LOADED.includes(roleFacts(role.role).volumes) ? [diskSignal(asked)] : []),
  ];
}

/**
 * Minimum heap in use within an hour, which approximates the heap after garbage collection. Only newer libraries of
 * ZooKeeper provide the heap after collection directly, and the release does not include them.
 */
function heapSignal(asked: Asked): Signal {
  const metric = HEAP_METRICS[asked.role.product];
  const zooKeeper = metric === 'zooKeeperHeapUsed';
  const series = asked.series(metric, zooKeeper ? 'area="heap"' : '');
  return asked.each(
    'heap',
    `minimum heap in an hour of ${asked.role.role}`,
    'MiB',
    [metric],
    `max by (pod) (min_over_time(${series}[${COLLECTED}]))${zooKeeper ? ` ${MIB}` : ''}`,
  );
}

function networkSignal(asked: Asked): Signal {
  const outside = 'interface!="lo"';
  const way = (metric: MetricName, name: string): string =>
    `label_replace(${asked.rateOver(metric, 'interface', outside)}, "way", "${name}", "", "")`;
  return asked.each(
    'network',
    `network traffic of ${asked.role.role}, the busier direction`,
    'Gbit/s',
    ['podReceived', 'podSent'],
    `max by (pod) (${way('podReceived', 'in')} or ${way('podSent', 'out')}) * 8 / 1e9`,
  );
}

function diskSignal(asked: Asked): Signal {
  const own = `container="${asked.role.containers[0]?.name ?? ''}"`;
  const reads = asked.rateOver('containerReads', 'device', own);
  const writes = asked.rateOver('containerWrites', 'device', own);
  return asked.each(
    'disk',
    `disk traffic of ${asked.role.role}`,
    'MiB/s',
    ['containerReads', 'containerWrites'],
    `(${reads} + ${writes}) ${MIB}`,
  );
}

function ensembleSignals(asked: Asked): Signal[] {
  const gauge = (id: string, what: string, metric: MetricName, unit: string = METRICS[metric].unit): Signal =>
    asked.each(
      `zookeeper/${id}`,
      what,
      unit,
      [metric],
      `${asked.gauge(metric)}${unit === 'MiB' ? ` ${MIB}` : ''}`,
    );
  return [
    gauge('clients', 'connections', 'connections', 'clients'),
    gauge('znodes', 'znodes', 'znodes'),
    gauge('watches', 'watches', 'watches'),
    gauge('data-tree', 'data tree', 'dataTree', 'MiB'),
    gauge('outstanding', 'outstanding requests', 'outstanding'),
    asked.each('zookeeper/writes', 'writes', 'writes/s', ['proposals'], asked.rate('proposals')),
  ];
}

function productSignals(plan: Plan, asked: Asked): Signal[] {
  switch (asked.role.role) {
    case Role.NAMENODE:
      return nameNodeSignals(asked);
    case Role.DATANODE:
      return [
        throughput(asked, 'hdfs/read', 'reads from DataNodes', 'dataNodeRead'),
        throughput(asked, 'hdfs/written', 'writes to DataNodes, all replicas', 'dataNodeWritten'),
      ];
    case Role.REGIONSERVER:
      return regionServerSignals(asked);
    case Role.RESOURCEMANAGER:
      return (plan.yarn?.queues ?? []).flatMap(({ name }) => queueSignals(asked, name));
    case Role.ZOOKEEPER:
    case Role.ZOOKEEPER_OBSERVER:
      // Participants and observers are one ensemble: see ensembleSignals.
      return [];
    case Role.JOURNALNODE:
    case Role.NODEMANAGER:
    case Role.HISTORYSERVER:
    case Role.HMASTER:
      return [];
  }
}

function throughput(asked: Asked, id: string, what: string, metric: MetricName): Signal {
  return asked.each(id, what, 'MiB/s', [metric], `${asked.rate(metric)} ${MIB}`);
}

function nameNodeSignals(asked: Asked): Signal[] {
  return [
    asked.each(
      'hdfs/used',
      'space in use, all replicas',
      'TiB',
      ['capacityUsed'],
      tib(asked, 'capacityUsed'),
    ),
    asked.each('hdfs/files', 'files', 'million', ['files'], `${asked.gauge('files')} / 1e6`),
    asked.each('hdfs/blocks', 'blocks', 'million', ['blocks'], `${asked.gauge('blocks')} / 1e6`),
    asked.each(
      'hdfs/queue',
      'client calls that wait for a handler',
      'calls',
      ['rpcQueue'],
      asked.gauge('rpcQueue', `port="${portOf(asked.role, 'rpc')}"`),
    ),
  ];
}

function portOf({ ports }: RolePlan, name: string): number {
  return ports.find((port) => port.name === name)?.port ?? 0;
}

function tib(asked: Asked, metric: MetricName): string {
  return `${asked.gauge(metric)} / 2^40`;
}

function regionServerSignals(asked: Asked): Signal[] {
  const gets = asked.rate('gets');
  const rows = asked.rate('rowsRead');
  const hits = `sum(${asked.rate('cacheHits')})`;
  const misses = `sum(${asked.rate('cacheMisses')})`;
  return [
    asked.each('hbase/reads', 'gets', 'gets/s', ['gets'], gets),
    asked.each('hbase/writes', 'rows written', 'rows/s', ['rowsWritten'], asked.rate('rowsWritten')),
    asked.each(
      'hbase/scans',
      'rows read by scans, in hundreds',
      'scans/s',
      ['rowsRead', 'gets'],
      `clamp_min(${rows} - ${gets}, 0) / ${ROWS_PER_SCAN}`,
    ),
    asked.each('hbase/dataset', 'store files', 'TiB', ['storeFiles'], tib(asked, 'storeFiles')),
    asked.each('hbase/regions', 'regions', 'regions', ['regions'], asked.gauge('regions')),
    asked.each(
      'hbase/queue',
      'calls that wait for a handler',
      'calls',
      ['hbaseQueue'],
      asked.gauge('hbaseQueue'),
    ),
    asked.each(
      'hbase/cache-size',
      'block caches in use',
      'GiB',
      ['cacheSize'],
      `${asked.gauge('cacheSize')} / 2^30`,
    ),
    asked.one(
      'hbase/cache-hits',
      'share of reads answered by the block caches',
      'share',
      ['cacheHits', 'cacheMisses'],
      `${hits} / (${hits} + ${misses})`,
    ),
  ];
}

function queueSignals(asked: Asked, queue: string): Signal[] {
  // Users of a queue have separate metrics.
  const own = `queue=~"(root[.])?${queue}",user=""`;
  const signal = (id: string, what: string, unit: string, metric: MetricName): Signal =>
    asked.one(
      `yarn/${queue}/${id}`,
      `${what} of queue ${queue}`,
      unit,
      [metric],
      `max(${asked.series(metric, own)})`,
    );
  return [
    signal('vcores', 'allocated virtual cores', 'vcores', 'allocatedVcores'),
    signal('memory', 'allocated memory', 'MiB', 'allocatedMiB'),
    signal('pending', 'pending containers', 'containers', 'pendingContainers'),
  ];
}
