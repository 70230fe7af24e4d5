import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { HADOOP_ENV } from '../../../lib/config/hadoop-env';
import { javaCommand } from '../../../lib/config/java-command';
import { POD_DNS, ROOT_AS_SEARCH_DOMAIN } from '../../../constructs/kubernetes/pod-dns';
import { CONTAINER_SECURITY } from '../../../constructs/kubernetes/pod-security';
import { CONFIG_DIR, ImageName, RUN_AS } from '../../../lib/config/role-runtime';
import { Role } from '../../../lib/roles/role';
import { LABELS } from '../../../lib/topology/names';
import { Cluster } from './cluster';
import { Outcome } from './command';
import { KubernetesObject, isReady, StatefulSet } from './objects';
import { E2ePlatform } from './platform';
import { until } from './wait';

/** Label of all pods and files of clients. */
export const CLIENT_LABEL = { 'cdk-hadoop.e2e': 'client' } as const;

/** Where the jar of the test's own programs is mounted. */
const JAR_DIR = '/e2e';
const JAR = 'clients.jar';

/** A pod from which a test uses the platform, as its users do. */
export interface ClientOptions {
  /** Name of the pod; one that a dead test left under it is replaced. */
  readonly name: string;
  readonly image: ImageName;
  /**
   * Key of the zone that it runs in.
   * @default - any
   */
  readonly zone?: string;
  /** The role whose files the client has at the place where the role's pods have them. */
  readonly roleConfigOf: Role;
  /**
   * The test's own programs, from `clientJar()`.
   * @default - none; the products' own programs are there
   */
  readonly jar?: Buffer;
  /**
   * Memory of the pod, for all programs that run in it at a time.
   * @default 384
   */
  readonly memoryMiB?: number;
}

/** Options of a program of a client. */
export interface ProgramOptions {
  /** @default 120 */
  readonly timeoutSeconds?: number;
  /** @default - a heap of 64 MiB and what makes short programs quick */
  readonly jvmFlags?: readonly string[];
  /**
   * Entries of the class path beside the image's own.
   * @default - none
   */
  readonly classPath?: readonly string[];
  /**
   * Variables beside those of the products' pods.
   * @default - none
   */
  readonly env?: Readonly<Record<string, string>>;
}

const JVM_FLAGS = ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData'];

/** A program that runs on while the test does something else. */
export class RunningProgram {
  /** Lines that it has written so far, to both streams. */
  public readonly lines: string[] = [];
  private code?: number;

  public constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    }
    child.once('close', (code) => {
      this.code = code ?? 1;
    });
  }

  public get running(): boolean {
    return this.code === undefined;
  }

  /** Waits for a line, and returns it. */
  public line(pattern: RegExp, timeoutSeconds: number): Promise<string> {
    return until(
      `a line like ${pattern}`,
      () => {
        const found = this.lines.find((line) => pattern.test(line));
        if (found === undefined) {
          const last = this.lines.slice(-5).join('\n');
          throw new Error(this.running ? last : `the program has ended with ${this.code}: ${last}`);
        }
        return Promise.resolve(found);
      },
      { timeoutSeconds, everySeconds: 0.2 },
    );
  }

  /** Waits for the end, and returns the exit code. */
  public end(timeoutSeconds: number): Promise<number> {
    return until(
      'a program to end',
      () => {
        if (this.code === undefined) throw new Error(this.lines.slice(-5).join('\n'));
        return Promise.resolve(this.code);
      },
      { timeoutSeconds, everySeconds: 0.2 },
    );
  }

  /** Writes to the input of the program. */
  public write(text: string): void {
    this.child.stdin?.write(text);
  }

  /** Ends the stream; the program itself ends with its pod at the latest. */
  public stop(): void {
    this.child.kill('SIGKILL');
  }
}

/** A running client. */
export class Client {
  private readonly programs: RunningProgram[] = [];

  public constructor(
    private readonly cluster: Cluster,
    private readonly options: ClientOptions,
  ) {}

  public get pod(): string {
    return this.options.name;
  }

  /** Runs a Java program to its end: the products', or the test's own. Its failure is a code, not an error. */
  public run(
    mainClass: string,
    args: readonly string[] = [],
    options: ProgramOptions = {},
  ): Promise<Outcome> {
    return this.exec(this.command(mainClass, args, options), options.timeoutSeconds ?? 120);
  }

  /** Runs a Java program that must succeed, and returns what it wrote to its output. */
  public async java(
    mainClass: string,
    args: readonly string[] = [],
    options: ProgramOptions = {},
  ): Promise<string> {
    const { code, stdout, stderr } = await this.run(mainClass, args, options);
    if (code !== 0)
      throw new Error(`${mainClass} ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Starts a Java program that runs on. It ends with the client. */
  public start(
    mainClass: string,
    args: readonly string[] = [],
    options: ProgramOptions = {},
  ): RunningProgram {
    const command = this.command(mainClass, args, options);
    const all = ['-n', this.cluster.namespace, 'exec', '-i', this.pod, '-c', 'client', '--', ...command];
    const program = new RunningProgram(spawn('kubectl', all, { env: this.cluster.variables, stdio: 'pipe' }));
    this.programs.push(program);
    return program;
  }

  /** Runs any command. */
  public exec(command: readonly string[], timeoutSeconds = 60): Promise<Outcome> {
    return this.cluster.exec(this.pod, 'client', command, { timeoutSeconds });
  }

  /** Removes the pod, at once: nothing in it is to be saved. */
  public async delete(): Promise<void> {
    for (const program of this.programs) program.stop();
    await removeClient(this.cluster, this.pod);
  }

  private command(mainClass: string, args: readonly string[], options: ProgramOptions): string[] {
    const { image, jar } = this.options;
    const own = jar === undefined ? [] : [`${JAR_DIR}/${JAR}`];
    const env = { ...HADOOP_ENV, ...options.env };
    return [
      'env',
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
      ...javaCommand({
        image,
        jvmFlags: options.jvmFlags ?? JVM_FLAGS,
        mainClass,
        arguments: args,
        classPath: [...own, ...(options.classPath ?? [])],
      }),
    ];
  }
}

/** Starts a client and waits until programs can run in it. */
export async function startClient({ cluster, plan }: E2ePlatform, options: ClientOptions): Promise<Client> {
  const { name } = options;
  await removeClient(cluster, name);
  const zone = plan.zones.find(({ key }) => key === options.zone);
  if (options.zone !== undefined && zone === undefined)
    throw new Error(`the platform has no zone '${options.zone}'`);
  const objects = [
    ...(options.jar === undefined ? [] : [jarFile(name, options.jar)]),
    clientPod(options, {
      image: await imageOf(cluster, options.image),
      configMap: await configMapOf(cluster, options.roleConfigOf),
      zone: zone?.name,
    }),
  ];
  await cluster.kubectl(
    ['create', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );
  await until(
    `client ${name} to run`,
    async () => {
      const pod = await cluster.pod(name);
      if (isReady(pod)) return pod;
      const waiting = pod.status.containerStatuses?.[0]?.state?.waiting;
      throw new Error(`${pod.status.phase} ${waiting?.reason ?? ''} ${waiting?.message ?? ''}`);
    },
    { timeoutSeconds: 120 },
  );
  return new Client(cluster, options);
}

/** Uses a client and removes it, whatever happens. */
export async function withClient<T>(
  platform: E2ePlatform,
  options: ClientOptions,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await startClient(platform, options);
  try {
    return await use(client);
  } finally {
    await client.delete();
  }
}

/** A role that runs in each image. */
const ROLE_IN: Readonly<Record<ImageName, Role>> = {
  zookeeper: Role.ZOOKEEPER,
  hadoop: Role.JOURNALNODE,
  hbase: Role.HMASTER,
};

/** Reference of the image that the platform runs, whoever has built it. */
async function imageOf(cluster: Cluster, name: ImageName): Promise<string> {
  const image = (await statefulSetOf(cluster, ROLE_IN[name]))?.spec.template.spec.containers[0]?.image;
  if (image === undefined) throw new Error(`nothing of the platform runs in the image ${name}`);
  return image;
}

async function statefulSetOf(cluster: Cluster, role: Role): Promise<StatefulSet | undefined> {
  const [set] = await cluster.list<StatefulSet>('statefulsets', { selector: `${LABELS.component}=${role}` });
  return set;
}

/** Name of the ConfigMap that the pods of a role have now. */
export async function configMapOf(cluster: Cluster, role: Role): Promise<string> {
  const set = await statefulSetOf(cluster, role);
  const volume = set?.spec.template.spec.volumes?.find(({ configMap }) => configMap !== undefined);
  if (volume?.configMap === undefined)
    throw new Error(`there is no StatefulSet of role ${role} with a ConfigMap`);
  return volume.configMap.name;
}

async function removeClient(cluster: Cluster, name: string): Promise<void> {
  await cluster.kubectl([
    'delete',
    `pod/${name}`,
    `configmap/${name}`,
    '--ignore-not-found',
    '--grace-period=0',
    '--force',
    '--wait=true',
  ]);
}

function jarFile(name: string, jar: Buffer): Omit<KubernetesObject, 'spec'> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels: CLIENT_LABEL },
    binaryData: { [JAR]: jar.toString('base64') },
  };
}

interface ClientPlacement {
  readonly image: string;
  readonly configMap: string;
  readonly zone?: string;
}

function clientPod(options: ClientOptions, { image, configMap, zone }: ClientPlacement): KubernetesObject {
  const { name, jar, memoryMiB = 384 } = options;
  const withJar = jar !== undefined;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: CLIENT_LABEL },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 1,
      dnsConfig: POD_DNS,
      ...(zone === undefined ? {} : { nodeSelector: { 'topology.kubernetes.io/zone': zone } }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: RUN_AS,
        runAsGroup: RUN_AS,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'client',
          image,
          imagePullPolicy: 'IfNotPresent',
          // As process 1 a shell heeds no signal that it has no trap for.
          command: ['bash', '-c', 'trap "exit 0" TERM; sleep infinity & wait'],
          env: [ROOT_AS_SEARCH_DOMAIN],
          resources: {
            requests: { cpu: '10m', memory: '32Mi' },
            limits: { memory: `${memoryMiB}Mi` },
          },
          securityContext: CONTAINER_SECURITY,
          volumeMounts: [
            { name: 'config', mountPath: CONFIG_DIR, readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
            ...(withJar ? [{ name: 'jar', mountPath: JAR_DIR, readOnly: true }] : []),
          ],
        },
      ],
      volumes: [
        { name: 'config', configMap: { name: configMap, defaultMode: 0o555 } },
        { name: 'tmp', emptyDir: { sizeLimit: '512Mi' } },
        ...(withJar ? [{ name: 'jar', configMap: { name } }] : []),
      ],
    },
  };
}
