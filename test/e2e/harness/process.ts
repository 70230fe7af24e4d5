import { Cluster } from './cluster';

const MIB_OF_KB = 1 / 1024;

/** What the kernel knows of the main process of a container. Memory in MiB. */
export interface ProcessFacts {
  /** Resident now, and at the most so far. */
  readonly residentMiB: number;
  readonly peakMiB: number;
  /** Resident now, without what is mapped from files: of that the kernel lets go when it needs to. */
  readonly anonymousMiB: number;
  /** Resident part of the Java heap. Undefined where the heap is not where small ones are. */
  readonly heapMiB?: number;
  /** Of the whole container, without the cache of files that the kernel takes back when it needs to. */
  readonly containerMiB: number;
  /** Times that the kernel killed a process of the container for memory. */
  readonly memoryKills: number;
  readonly openFiles: number;
  readonly openFilesLimit: number;
}

const MARK = '--- e2e ---';

/** Both versions of control groups; a container sees its own at the root. */
const SCRIPT = [
  'cat /proc/1/status',
  'cat /proc/1/limits',
  'set -- /proc/1/fd/*; echo "files $#"',
  'cd /sys/fs/cgroup',
  'cat memory.stat memory.events memory/memory.stat memory/memory.oom_control 2>/dev/null',
  'cat /proc/1/smaps',
]
  .map((command) => `${command}; echo '${MARK}'`)
  .join('\n');

/** Reads what the kernel knows of the main process of a container. */
export async function processFacts(cluster: Cluster, pod: string, container: string): Promise<ProcessFacts> {
  const { stdout } = await cluster.exec(pod, container, ['bash', '-c', SCRIPT]);
  const [status = '', limits = '', files = '', , memory = '', smaps = ''] = stdout.split(`${MARK}\n`);
  const heap = heapKb(smaps);
  return {
    residentMiB: numberIn(status, /^VmRSS:\s*(\d+)/m) * MIB_OF_KB,
    peakMiB: numberIn(status, /^VmHWM:\s*(\d+)/m) * MIB_OF_KB,
    anonymousMiB: numberIn(status, /^RssAnon:\s*(\d+)/m) * MIB_OF_KB,
    ...(heap === 0 ? {} : { heapMiB: heap * MIB_OF_KB }),
    containerMiB: numberIn(memory, /^(?:anon|total_rss) (\d+)/m) / 2 ** 20,
    memoryKills: numberIn(memory, /^oom_kill (\d+)/m),
    openFiles: numberIn(files, /^files (\d+)/m),
    openFilesLimit: numberIn(limits, /^Max open files\s+(\d+)/m),
  };
}

function numberIn(text: string, pattern: RegExp): number {
  const [, found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`no ${pattern} in: ${text.slice(0, 300)}`);
  return Number(found);
}

/** A JVM puts a heap that has room there below 4 GiB, and puts nothing else there; nor does Linux. */
function heapKb(smaps: string): number {
  const mappings = smaps.split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  return mappings
    .filter((mapping) => Number.parseInt(mapping.slice(0, mapping.indexOf('-')), 16) < 2 ** 32)
    .map((mapping) => Number(/^Rss:\s*(\d+)/m.exec(mapping)?.[1] ?? 0))
    .reduce((sum, kb) => sum + kb, 0);
}
