import { CLIENT_LABEL } from './clients';
import { Cluster } from './cluster';
import { Container, isReady, KubernetesObject, LiveObject, PodSpec, StatefulSet } from './objects';
import { E2ePlatform } from './platform';
import { until } from './wait';

const CONTAINER = 'disks';

/**
 * Seconds in which a pod is gone, and another one of its claims is there. One that is still in its first steps takes
 * its own time to stop, up to the three minutes of a NameNode, whatever it is asked.
 */
const POD_SECONDS = 300;

/** The parts of a StatefulSet's template that decide which disks a pod has, where it runs, and as whom. */
interface Template extends PodSpec {
  readonly nodeSelector?: unknown;
  readonly tolerations?: unknown;
  readonly containers: readonly (Container & {
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  })[];
}

interface ClaimingStatefulSet extends LiveObject {
  readonly spec: Omit<StatefulSet['spec'], 'template'> & {
    readonly template: { readonly spec: Template };
    readonly volumeClaimTemplates: readonly { readonly metadata: { readonly name: string } }[];
  };
}

/** The disks of a pod that is down, at the places where the pod has them. */
export class Disks {
  public constructor(
    private readonly cluster: Cluster,
    private readonly holder: string,
    /** Directories where the disks are mounted. */
    public readonly mountPaths: readonly string[],
  ) {}

  /** Runs a script of bash, which must succeed. */
  public async bash(script: string, args: readonly string[] = [], input?: string): Promise<string> {
    const command = ['bash', '-euc', script, 'bash', ...args];
    const { code, stdout, stderr } = await this.cluster.exec(this.holder, CONTAINER, command, {
      timeoutSeconds: POD_SECONDS,
      ...(input === undefined ? {} : { input }),
    });
    if (code !== 0) throw new Error(`${this.holder}: ended with ${code}: ${stderr}${stdout}`);
    return stdout;
  }

  /** Leaves nothing on disks, as if they were new. `lost+found` is the file system's own. */
  public async wipe(mountPaths: readonly string[] = this.mountPaths): Promise<void> {
    await this.bash(
      `shopt -s dotglob nullglob
       for disk in "$@"; do
         for entry in "$disk"/*; do [ "$entry" = "$disk/lost+found" ] || rm -rf "$entry"; done
       done`,
      mountPaths,
    );
  }

  /** Puts back what `copyOf` took. */
  public async restore(copy: string): Promise<void> {
    await this.bash('base64 -d | tar -xzf - -C /', [], copy);
  }
}

/** A copy of a directory of a running pod, as a snapshot of its volume would be: whatever is on the disk just now. */
export async function copyOf(
  cluster: Cluster,
  pod: string,
  container: string,
  directory: string,
): Promise<string> {
  // 1: a file changed while it was read.
  const script = '{ tar -czf - -C / "${1#/}" || [ $? -eq 1 ]; } | base64 -w 0';
  const { code, stdout, stderr } = await cluster.exec(pod, container, [
    'bash',
    '-c',
    script,
    'bash',
    directory,
  ]);
  if (code !== 0 || stdout === '') throw new Error(`${directory} of ${pod} was not copied: ${stderr}`);
  return stdout;
}

/**
 * Kills pods, lets the test have their disks, and starts them again, whatever happens. It needs no more of a cluster
 * than a StatefulSet of one pod less, and a pod that has the claims meanwhile.
 *
 * @param pods each the last one of its StatefulSet
 */
export async function whileDown<T>(
  { cluster }: E2ePlatform,
  pods: readonly string[],
  use: (disks: readonly Disks[]) => Promise<T>,
): Promise<T> {
  const sets = await Promise.all(pods.map((pod) => setOf(cluster, pod)));
  const scale = async (by: number): Promise<void> => {
    for (const { metadata, spec } of sets) {
      const replicas = `--replicas=${spec.replicas + by}`;
      await cluster.kubectl(['scale', 'statefulset', metadata.name, replicas]);
    }
  };
  try {
    await scale(-1);
    // At once: what a process does when it is told to stop would only make it look better.
    await cluster.kubectl([
      'delete',
      'pod',
      ...pods,
      '--ignore-not-found',
      '--grace-period=1',
      '--wait=false',
    ]);
    await cluster.kubectl([
      'wait',
      '--for=delete',
      ...pods.map((pod) => `pod/${pod}`),
      `--timeout=${POD_SECONDS}s`,
    ]);
    return await withDisks(cluster, pods, sets, use);
  } finally {
    await scale(0);
  }
}

async function setOf(cluster: Cluster, pod: string): Promise<ClaimingStatefulSet> {
  const [, name = '', ordinal = ''] = /^(.*)-(\d+)$/.exec(pod) ?? [];
  const set = await cluster.get<ClaimingStatefulSet>('statefulset', name);
  if (set.spec.replicas !== Number(ordinal) + 1)
    throw new Error(`${pod} is not the last of the ${set.spec.replicas} pods of ${name}`);
  return set;
}

async function withDisks<T>(
  cluster: Cluster,
  pods: readonly string[],
  sets: readonly ClaimingStatefulSet[],
  use: (disks: readonly Disks[]) => Promise<T>,
): Promise<T> {
  const holders = pods.map((pod) => `e2e-disks-${pod}`);
  const names = holders.map((holder) => `pod/${holder}`);
  const remove = (): Promise<string> =>
    cluster.kubectl(['delete', ...names, '--ignore-not-found', '--grace-period=1', '--wait=true']);
  await remove();
  try {
    const items = sets.map((set, index) => holderPod(holders[index] ?? '', pods[index] ?? '', set));
    await cluster.kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    await until(
      `the disks of ${pods.join(', ')}`,
      async () => {
        const there = await Promise.all(holders.map((holder) => cluster.pod(holder)));
        return there.every(isReady) ? true : undefined;
      },
      { timeoutSeconds: POD_SECONDS },
    );
    return await use(
      sets.map(
        (set, index) =>
          new Disks(
            cluster,
            holders[index] ?? '',
            disksOf(set).map(({ mountPath }) => mountPath),
          ),
      ),
    );
  } finally {
    // Gone before its disks are wanted again, perhaps on another node.
    await remove();
  }
}

function disksOf({ spec }: ClaimingStatefulSet): { readonly name: string; readonly mountPath: string }[] {
  const claimed = new Set(spec.volumeClaimTemplates.map(({ metadata }) => metadata.name));
  return (spec.template.spec.containers[0]?.volumeMounts ?? []).filter(({ name }) => claimed.has(name));
}

/** A pod that does nothing with the claims of another one, as that one's user and where it would run. */
function holderPod(holder: string, pod: string, set: ClaimingStatefulSet): KubernetesObject {
  const { nodeSelector, tolerations, securityContext, containers } = set.spec.template.spec;
  const disks = disksOf(set);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: holder, labels: CLIENT_LABEL },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      nodeSelector,
      tolerations,
      securityContext,
      containers: [
        {
          name: CONTAINER,
          image: containers[0]?.image,
          imagePullPolicy: 'IfNotPresent',
          command: ['bash', '-c', 'trap "exit 0" TERM; sleep infinity & wait'],
          resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
          securityContext: containers[0]?.securityContext,
          volumeMounts: disks.map(({ name, mountPath }) => ({ name, mountPath })),
        },
      ],
      volumes: disks.map(({ name }) => ({ name, persistentVolumeClaim: { claimName: `${name}-${pod}` } })),
    },
  };
}
