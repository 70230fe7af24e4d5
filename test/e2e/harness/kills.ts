import { Role } from '../../../lib/roles/role';
import { stalls } from './ledger';
import { Load, Service } from './load';
import { Measured } from './measured';
import { Pod } from './objects';
import { E2ePlatform } from './platform';
import { activeMaster, activeNameNode, activeResourceManager, zkLeader } from './products';
import { redundancy } from './redundancy';
import { until } from './wait';

/** A process to kill, and who is to feel it. */
export interface Kill {
  readonly what: string;
  readonly role: Role;
  /** What the process serves, itself or through others. */
  readonly services: readonly Service[];
  /** The pod that has the role now. Undefined while none has. */
  readonly victim: (platform: E2ePlatform) => Promise<string | undefined>;
}

/** One of several that do the same. The last: the first often has other roles' leaders beside it. */
function anyOf(role: Role): Kill['victim'] {
  return async ({ cluster }) => (await cluster.pods(role)).at(-1)?.metadata.name;
}

/** Every kind of process whose loss somebody could feel, leaders first. */
export const KILLS: readonly Kill[] = [
  { what: 'active NameNode', role: Role.NAMENODE, services: ['hdfs', 'hbase'], victim: activeNameNode },
  {
    what: 'ZooKeeper leader',
    role: Role.ZOOKEEPER,
    services: ['zookeeper', 'hdfs', 'hbase'],
    victim: zkLeader,
  },
  { what: 'RegionServer', role: Role.REGIONSERVER, services: ['hbase'], victim: anyOf(Role.REGIONSERVER) },
  { what: 'DataNode', role: Role.DATANODE, services: ['hdfs', 'hbase'], victim: anyOf(Role.DATANODE) },
  {
    what: 'JournalNode',
    role: Role.JOURNALNODE,
    services: ['hdfs', 'hbase'],
    victim: anyOf(Role.JOURNALNODE),
  },
  {
    what: 'active master of HBase',
    role: Role.HMASTER,
    services: ['hbase master', 'hbase'],
    victim: activeMaster,
  },
  {
    what: 'active ResourceManager',
    role: Role.RESOURCEMANAGER,
    services: ['yarn'],
    victim: activeResourceManager,
  },
  { what: 'NodeManager', role: Role.NODEMANAGER, services: ['yarn'], victim: anyOf(Role.NODEMANAGER) },
];

/** What a kill cost. */
export interface KillResult {
  readonly what: string;
  /** Longest time without an acknowledgement of each service that it serves, in seconds. */
  readonly stalls: Readonly<Partial<Record<Service, number>>>;
  /** Operations that failed, of all services. */
  readonly failures: readonly string[];
  /** Seconds until everything could be killed again. */
  readonly redundantSeconds: number;
}

/** Longest times to wait, in seconds. */
export interface Patience {
  readonly service: number;
  readonly redundancy: number;
}

/** Kills a process as the kernel would when memory is short, and waits until everything is as before. */
export async function killOne(
  platform: E2ePlatform,
  load: Load,
  kill: Kill,
  patience: Patience,
): Promise<KillResult> {
  const { cluster } = platform;
  await load.underWay(patience.service);
  const pod = await until(`a pod that is the ${kill.what}`, () => kill.victim(platform), {
    timeoutSeconds: 60,
  });
  const before = await cluster.pod(pod);
  const [container] = before.spec.containers;
  if (container === undefined) throw new Error(`${pod} has no container`);
  const killed = Date.now();
  await cluster.kill(pod, container.name);
  await until(
    `${pod} to have another process`,
    async () => mainContainer(await cluster.pod(pod)) !== mainContainer(before) || undefined,
    { timeoutSeconds: patience.service },
  );
  await load.underWay(patience.service);
  const redundantSeconds = await redundancy(platform, patience.redundancy, killed);
  const now = Date.now();
  return {
    what: kill.what,
    stalls: Object.fromEntries(
      kill.services.map((service) => [
        service,
        stalls(load.operations(service), killed, now)[0]?.seconds ?? Number.NaN,
      ]),
    ),
    failures: load.services.flatMap((service) => failuresSince(load, service, killed)),
    redundantSeconds,
  };
}

/** Operations of a service that failed after a moment, with their reasons. */
export function failuresSince(load: Load, service: Service, sinceMs: number): string[] {
  return load
    .operations(service)
    .flatMap(({ stream, sequence, startMs, latencyMs, failure }) =>
      failure === undefined || startMs + latencyMs < sinceMs
        ? []
        : [`${stream} ${sequence} after ${latencyMs} ms: ${failure}`],
    );
}

/** A row of the report for each kill. */
export function killRows({ what, stalls: longest, failures, redundantSeconds }: KillResult): Measured {
  return {
    [what]: {
      'longest wait, s': Object.entries(longest)
        .map(([service, seconds]) => `${service} ${seconds.toFixed(1)}`)
        .join(', '),
      failed: failures.length,
      'redundant after, s': Math.round(redundantSeconds),
    },
  };
}

function mainContainer({ spec, status }: Pod): string | undefined {
  return status.containerStatuses?.find(({ name }) => name === spec.containers[0]?.name)?.containerID;
}
