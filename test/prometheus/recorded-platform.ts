import { InstanceCatalog } from '../../lib/catalog/instance-catalog';
import { Environment } from '../../lib/model/environment';
import { Role } from '../../lib/roles/role';
import { Plan, RolePlan } from '../../lib/plan/plan';
import { planPlatform } from '../../lib/planner/planner';
import { Course, daily, growing, Labels, Recording, steady } from './recording';

const MIB = 2 ** 20;
const TIB = 2 ** 40;

/** What a platform was recorded to do. Rates are peaks of a day; shares are of what the plan has. */
export interface Use {
  readonly readsPerSecond: number;
  readonly writesPerSecond: number;
  readonly scansPerSecond: number;
  readonly datasetTiB: number;
  /** Space in use at the end, before replication, and its growth. */
  readonly usedTiB: number;
  readonly growthTiBPerDay: number;
  readonly filesMillions: number;
  readonly readMiBps: number;
  readonly writeMiBps: number;
  readonly production: { readonly vcores: number; readonly memoryGiB: number; readonly pending: number };
  readonly nonProduction: { readonly vcores: number; readonly memoryGiB: number; readonly pending: number };
  readonly zooKeeper: {
    readonly clients: number;
    readonly znodes: number;
    readonly watches: number;
    readonly treeMiB: number;
    readonly writesPerSecond: number;
    readonly outstanding: number;
  };
  readonly cacheHits: number;
  /** CPU of RegionServers by what the planner assumes for the operations. */
  readonly operationCost: number;
  /** CPU of the other roles as a share of their request; those that differ by name. */
  readonly cpuShare: Readonly<Record<string, number>>;
  /** Least heap of an hour as a share of the heap; those that differ by name. */
  readonly heapShare: Readonly<Record<string, number>>;
  /** Working set as a share of the limit; those that differ by name. */
  readonly memoryShare: Readonly<Record<string, number>>;
  /** Calls that wait for a NameNode's handlers. */
  readonly nameNodeQueue: number;
  /** Metrics that nobody scraped. */
  readonly unscraped?: RegExp;
}

const CPU_SHARE = 0.4;
const HEAP_SHARE = 0.55;
const MEMORY_SHARE = 0.8;
const NETWORK_SHARE = 0.3;
/** Operations that the planner assumes on a vCPU, and gets of a scan; as its documentation has them. */
const OPERATIONS_PER_VCPU = 1_400;
const GETS_PER_SCAN = 10;

/** Records every series that the pods of a plan and their kubelets show. */
export function recordPlatform(recording: Recording, environment: Environment, use: Use, end: number): void {
  const recorder = new Recorder(recording, planPlatform(environment), use, end);
  recorder.record();
}

class Recorder {
  private seed = 0;

  public constructor(
    private readonly to: Recording,
    private readonly plan: Plan,
    private readonly use: Use,
    private readonly end: number,
  ) {}

  public record(): void {
    for (const role of this.plan.roles) {
      for (const { pod } of role.members) {
        this.kubelet(role, pod);
        this.process(role, pod);
      }
    }
  }

  private gauge(name: string, labels: Labels, value: Course): void {
    if (this.use.unscraped?.test(name) !== true) this.to.gauge(name, labels, value);
  }

  private counter(name: string, labels: Labels, rate: Course): void {
    if (this.use.unscraped?.test(name) !== true) this.to.counter(name, labels, rate);
  }

  private get next(): number {
    return (this.seed += 1);
  }

  private kubelet(role: RolePlan, pod: string): void {
    const labels = { namespace: this.plan.namespace, job: 'kubelet', pod };
    for (const { name, cpuMillis, memoryMiB } of role.containers) {
      const own = { ...labels, container: name };
      const cpu =
        role.role === Role.REGIONSERVER
          ? this.operationsCpu() / role.members.length
          : (cpuMillis / 1000) * (this.use.cpuShare[name] ?? CPU_SHARE);
      this.counter('container_cpu_usage_seconds_total', own, daily(cpu, this.next));
      const memory = memoryMiB * MIB * (this.use.memoryShare[name] ?? MEMORY_SHARE);
      this.gauge('container_memory_working_set_bytes', own, steady(memory, this.next));
    }
    if (![Role.DATANODE, Role.NODEMANAGER, Role.REGIONSERVER].includes(role.role)) return;
    const type = this.plan.pools.find(({ name }) => name === role.pool)?.instanceType ?? '';
    const bytes = (InstanceCatalog.default().get(type).networkBaselineGbps * 1e9 * NETWORK_SHARE) / 8;
    // The host's own interface is no traffic of a pod's.
    for (const [metric, most] of [
      ['container_network_receive_bytes_total', bytes],
      ['container_network_transmit_bytes_total', bytes / 2],
    ] as const) {
      this.counter(metric, { ...labels, interface: 'eth0' }, daily(most, this.next));
      this.counter(metric, { ...labels, interface: 'lo' }, steady(bytes * 100, this.next));
    }
    if (role.role === Role.REGIONSERVER) return;
    const own = { ...labels, container: role.containers[0]?.name ?? '' };
    for (const device of ['/dev/nvme1n1', '/dev/nvme2n1']) {
      this.counter('container_fs_reads_bytes_total', { ...own, device }, daily(20 * MIB, this.next));
      this.counter('container_fs_writes_bytes_total', { ...own, device }, daily(20 * MIB, this.next));
    }
  }

  private operationsCpu(): number {
    const { readsPerSecond, writesPerSecond, scansPerSecond, operationCost } = this.use;
    const gets = readsPerSecond + writesPerSecond + GETS_PER_SCAN * scansPerSecond;
    return (gets / OPERATIONS_PER_VCPU) * operationCost;
  }

  private process(role: RolePlan, pod: string): void {
    const labels = { namespace: this.plan.namespace, job: 'hadoop', pod };
    const container = role.containers[0];
    const heapMiB = (container?.heapMiB ?? 0) * (this.use.heapShare[role.role] ?? HEAP_SHARE);
    if (role.ensemble === undefined) {
      // Between two collections twice as much is in use; only the least says something.
      const used = steady(heapMiB, this.next);
      this.gauge('jvm_metrics_mem_heap_used_m', labels, (at) => used(at) * ((at / 300) % 3 === 0 ? 1 : 2));
    } else {
      this.gauge('jvm_memory_bytes_used', { ...labels, area: 'heap' }, steady(heapMiB * MIB, this.next));
      this.gauge('jvm_memory_bytes_used', { ...labels, area: 'nonheap' }, steady(9e12, this.next));
    }
    if (role.role === Role.NAMENODE) this.nameNode(labels);
    if (role.role === Role.DATANODE) this.dataNode(labels, role.members.length);
    if (role.role === Role.REGIONSERVER) this.regionServer(labels, role.members.length);
    if (role.role === Role.RESOURCEMANAGER) this.resourceManager(labels, pod === role.members[0]?.pod);
    if (role.role === Role.ZOOKEEPER) this.zooKeeper(labels, role.members.length, pod);
  }

  private nameNode(labels: Labels): void {
    const { usedTiB, growthTiBPerDay, filesMillions, nameNodeQueue } = this.use;
    const used = growing(3 * usedTiB * TIB, 3 * growthTiBPerDay * TIB, this.end);
    this.gauge('fs_namesystem_capacity_used', labels, used);
    this.gauge('fs_namesystem_files_total', labels, growing(filesMillions * 1e6, 100, this.end));
    this.gauge('fs_namesystem_blocks_total', labels, growing(filesMillions * 1.5e6, 100, this.end));
    this.gauge('rpc_call_queue_length', { ...labels, port: '8020' }, steady(nameNodeQueue, this.next));
    // The service port has a queue of its own, which is not the clients'.
    this.gauge('rpc_call_queue_length', { ...labels, port: '8021' }, steady(9_999, this.next));
  }

  private dataNode(labels: Labels, pods: number): void {
    const { readMiBps, writeMiBps } = this.use;
    this.counter('datanode_bytes_read', labels, daily((readMiBps * MIB) / pods, this.next));
    this.counter('datanode_bytes_written', labels, daily((3 * writeMiBps * MIB) / pods, this.next));
  }

  private regionServer(labels: Labels, pods: number): void {
    const { readsPerSecond, writesPerSecond, scansPerSecond, datasetTiB, cacheHits } = this.use;
    const gets = daily(readsPerSecond / pods, this.next);
    const scans = daily(scansPerSecond / pods, this.next);
    this.counter('server_get_num_ops', labels, gets);
    this.counter('server_read_request_count', labels, (at) => gets(at) + 100 * scans(at));
    this.counter('server_write_request_count', labels, daily(writesPerSecond / pods, this.next));
    this.gauge('server_store_file_size', labels, steady((datasetTiB * TIB) / pods, this.next));
    this.gauge('server_region_count', labels, steady(20, this.next));
    this.gauge('server_block_cache_size', labels, steady(30 * 2 ** 30, this.next));
    this.counter('server_block_cache_hit_caching_count', labels, daily(1_000 * cacheHits, this.next));
    this.counter('server_block_cache_miss_caching_count', labels, daily(1_000 * (1 - cacheHits), this.next));
    this.gauge('region_server_num_calls_in_general_queue', labels, steady(1, this.next));
  }

  /** The active one knows the queues; the other shows none of them as used. */
  private resourceManager(labels: Labels, active: boolean): void {
    for (const [name, { vcores, memoryGiB, pending }] of [
      ['production', this.use.production],
      ['nonproduction', this.use.nonProduction],
    ] as const) {
      const queue = { ...labels, queue: `root.${name}` };
      const share = active ? 1 : 0;
      this.gauge('queue_metrics_allocated_v_cores', queue, steady(share * vcores, this.next));
      this.gauge('queue_metrics_allocated_mb', queue, steady(share * memoryGiB * 1024, this.next));
      this.gauge('queue_metrics_pending_containers', queue, steady(share * pending, this.next));
      this.gauge('queue_metrics_allocated_v_cores', { ...queue, user: 'etl' }, steady(9_999, this.next));
    }
  }

  private zooKeeper(labels: Labels, pods: number, pod: string): void {
    const { clients, znodes, watches, treeMiB, writesPerSecond, outstanding } = this.use.zooKeeper;
    this.gauge('num_alive_connections', labels, steady(clients / pods, this.next));
    this.gauge('znode_count', labels, steady(znodes, this.next));
    this.gauge('watch_count', labels, steady(watches / pods, this.next));
    this.gauge('approximate_data_size', labels, steady(treeMiB * MIB, this.next));
    this.gauge('outstanding_requests', labels, steady(outstanding, this.next));
    // Only the leader proposes.
    const leads = pod.endsWith('-1b-0') ? 1 : 0;
    this.counter('proposal_count', labels, daily(leads * writesPerSecond, this.next));
  }
}
