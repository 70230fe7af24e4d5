import { Product, Role } from '../../lib/roles/role';
import { ContainerPlan, RolePlan } from '../../lib/plan/plan';
import { PORTS } from '../../lib/roles/ports';
import { Pod } from './harness/objects';
import { E2ePlatform, platformReady, START_SECONDS } from './harness/platform';
import { ProcessFacts, processFacts } from './harness/process';
import { bean, numberOf, showsBeans } from './harness/products';
import { figures, Row } from './harness/report';
import { scenario } from './harness/scenario';

const MIB = 2 ** 20;

/** A process with what was planned for it. */
interface Measured {
  readonly role: RolePlan;
  readonly plan: ContainerPlan;
  readonly pod: string;
  readonly facts: ProcessFacts;
  /** Direct memory in use; undefined where the process does not tell. */
  readonly directMiB?: number;
  /** From the start of the process until its pod was ready; undefined after a failure in between. */
  readonly startSeconds?: number;
}

let platform: E2ePlatform;
let all: Measured[];

/** Direct memory of the main process of a pod, by what it serves over HTTP. */
async function directMiB(role: RolePlan, pod: string): Promise<number> {
  if (role.product === Product.ZOOKEEPER) {
    const { body } = await platform.cluster.http(pod, PORTS.zookeeperMetrics, '/metrics');
    const [, bytes] = /^jvm_buffer_pool_used_bytes\{pool="direct",?\} (\S+)$/m.exec(body) ?? [];
    if (bytes === undefined)
      throw new Error(`${pod} has no metric jvm_buffer_pool_used_bytes of the direct pool`);
    return Number(bytes) / MIB;
  }
  return (
    numberOf(
      await bean(platform.cluster, role.role, pod, 'java.nio:type=BufferPool,name=direct'),
      'MemoryUsed',
    ) / MIB
  );
}

function startSeconds(pod: Pod, container: string): number | undefined {
  const started = pod.status.containerStatuses?.find(({ name }) => name === container)?.state?.running
    ?.startedAt;
  const ready = pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
  if (started === undefined || ready === undefined) return undefined;
  const seconds = (Date.parse(ready) - Date.parse(started)) / 1_000;
  // Longer than the whole platform has to start: it was not ready for a while in between.
  return seconds < 0 || seconds > START_SECONDS ? undefined : seconds;
}

async function measure(role: RolePlan, pod: Pod): Promise<Measured[]> {
  const { name } = pod.metadata;
  return Promise.all(
    role.containers.map(async (plan, index) => {
      const seconds = startSeconds(pod, plan.name);
      return {
        role,
        plan,
        pod: name,
        facts: await processFacts(platform.cluster, name, plan.name),
        ...(index === 0 && (role.product === Product.ZOOKEEPER || showsBeans(role.role))
          ? { directMiB: await directMiB(role, name) }
          : {}),
        ...(seconds === undefined ? {} : { startSeconds: seconds }),
      };
    }),
  );
}

beforeAll(async () => {
  platform = await platformReady();
  all = [];
  for (const role of platform.plan.roles) {
    for (const pod of await platform.cluster.pods(role.role)) all.push(...(await measure(role, pod)));
  }
});

/** What is neither heap nor direct memory, nor a file: classes, code, threads, the collector. */
function overheadMiB({ facts, directMiB: direct = 0 }: Measured): number | undefined {
  return facts.heapMiB === undefined ? undefined : facts.anonymousMiB - facts.heapMiB - direct;
}

/** What the process itself may take: a NodeManager's overhead holds the containers of jobs beside it. */
function ownLimitMiB({ role, plan }: Measured): number {
  const forJobs = role.role === Role.NODEMANAGER ? (platform.plan.yarn?.nodeMemoryMiB ?? 0) : 0;
  return plan.memoryMiB - forJobs;
}

function most(of: readonly Measured[], value: (one: Measured) => number | undefined): number {
  return Math.max(...of.map((one) => value(one) ?? Number.NaN).filter((number) => !Number.isNaN(number)));
}

/** `planned / measured`, the latter the most of all pods of the role. */
function against(planned: number, measured: number): string {
  return `${planned.toFixed(0)} / ${Number.isFinite(measured) ? measured.toFixed(0) : '-'}`;
}

function rowOf(of: readonly Measured[]): Row {
  const [first] = of;
  if (first === undefined) throw new Error('a row of no process');
  const { role, plan } = first;
  const own = ownLimitMiB(first);
  const peak = most(of, ({ facts }) => facts.peakMiB);
  return {
    process: plan === role.containers[0] ? role.group : `${role.group} ${plan.name}`,
    pods: of.length,
    heap: against(
      plan.heapMiB,
      most(of, ({ facts }) => facts.heapMiB),
    ),
    direct: against(
      plan.directMiB,
      most(of, (one) => one.directMiB),
    ),
    overhead: against(own - plan.heapMiB - plan.directMiB, most(of, overheadMiB)),
    'limit / peak RSS': against(own, peak),
    'peak %': Math.round((100 * peak) / own),
    'start s': Math.round(most(of, (one) => one.startSeconds)),
    files: most(of, ({ facts }) => facts.openFiles),
    'of files': Math.min(...of.map(({ facts }) => facts.openFilesLimit)),
  };
}

scenario(
  'GIVEN the platform WHEN its processes are measured THEN each part of their memory is within what was planned',
  () => {
    const groups = new Map<string, Measured[]>();
    for (const one of all) {
      const key = `${one.role.group} ${one.plan.name}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    figures('11 truth of sizes: planned / measured, MiB', [...groups.values()].map(rowOf));

    const over = all.flatMap((one) => {
      const { plan, pod, facts, directMiB: direct = 0 } = one;
      const planned = ownLimitMiB(one);
      const overhead = overheadMiB(one) ?? 0;
      const overheadPlanned = planned - plan.heapMiB - plan.directMiB;
      const where = `${pod}/${plan.name}`;
      return [
        ...(facts.peakMiB > planned ? [`${where}: ${facts.peakMiB.toFixed(0)} MiB of ${planned}`] : []),
        ...(direct > plan.directMiB
          ? [`${where}: ${direct.toFixed(0)} MiB direct of ${plan.directMiB}`]
          : []),
        ...(overhead > overheadPlanned
          ? [`${where}: ${overhead.toFixed(0)} MiB overhead of ${overheadPlanned.toFixed(0)}`]
          : []),
      ];
    });
    expect(over).toEqual([]);
    return Promise.resolve();
  },
  { minutes: 1 },
);

scenario(
  'GIVEN the platform WHEN its containers are looked at THEN none was killed for memory, now or before',
  async () => {
    const killed = all
      .filter(({ facts }) => facts.memoryKills > 0)
      .map(({ pod, plan }) => `${pod}/${plan.name}`);
    expect(killed).toEqual([]);
    const earlier = (await platform.cluster.pods()).flatMap(({ metadata, status }) =>
      [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]
        .filter(({ state, lastState }) =>
          [state, lastState].some((of) => of?.terminated?.reason === 'OOMKilled'),
        )
        .map(({ name }) => `${metadata.name}/${name}`),
    );
    expect(earlier).toEqual([]);
  },
  { minutes: 1 },
);

scenario(
  'GIVEN the platform WHEN its processes are measured THEN none has half of the files open that it may',
  () => {
    const many = all
      .filter(({ facts }) => facts.openFiles > facts.openFilesLimit / 2)
      .map(({ pod, facts }) => `${pod}: ${facts.openFiles} of ${facts.openFilesLimit}`);
    expect(many).toEqual([]);
    return Promise.resolve();
  },
  { minutes: 1 },
);
