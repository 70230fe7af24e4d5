import { Role } from '../../../lib/roles/role';
import { LABELS } from '../../../lib/topology/names';
import { ApiServer, HttpAnswer } from './api-server';
import { CommandOptions, Outcome, run, succeed } from './command';
import { LiveObject, Pod } from './objects';
import { Lab } from './lab';

/** Signals that a test sends to a process. */
export type Signal = 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT';

/** Options of `Cluster.list`. */
export interface ListOptions {
  /** Label selector: `a=b,c=d`. */
  readonly selector?: string;
  readonly allNamespaces?: boolean;
}

/** The cluster of a platform, by the kubectl program; what pods serve over HTTP, by the API server's own proxy. */
export class Cluster {
  private apiServer?: Promise<ApiServer>;

  public constructor(
    private readonly env: NodeJS.ProcessEnv,
    public readonly namespace: string,
    /** The test bed whose nodes these are. */
    private readonly lab?: Lab,
  ) {}

  /** Runs kubectl, which must succeed. The namespace is the platform's if the arguments name no other. */
  public async kubectl(args: readonly string[], input?: string): Promise<string> {
    return succeed('kubectl', ['-n', this.namespace, ...args], { env: this.env, input });
  }

  /** Runs kubectl, which may fail. */
  public tryKubectl(args: readonly string[], options: Omit<CommandOptions, 'env'> = {}): Promise<Outcome> {
    return run('kubectl', ['-n', this.namespace, ...args], { ...options, env: this.env });
  }

  /** Variables with which other programs find the cluster. */
  public get variables(): NodeJS.ProcessEnv {
    return this.env;
  }

  /** An object by its kind and name. */
  public async get<T extends LiveObject>(kind: string, name: string): Promise<T> {
    return JSON.parse(await this.kubectl(['get', kind, name, '-o', 'json'])) as T;
  }

  /** Objects of a kind. */
  public async list<T extends LiveObject>(kind: string, options: ListOptions = {}): Promise<T[]> {
    const args = ['get', kind, '-o', 'json'];
    if (options.selector !== undefined) args.push('-l', options.selector);
    if (options.allNamespaces === true) args.push('-A');
    const { items } = JSON.parse(await this.kubectl(args)) as { items: T[] };
    return items;
  }

  /** The pods of a role, or of all roles, by name. Clients and Jobs are not among them. */
  public async pods(role?: Role | string): Promise<Pod[]> {
    const selector = role === undefined ? LABELS.instance : `${LABELS.instance},${LABELS.component}=${role}`;
    const pods = await this.list<Pod>('pods', { selector });
    return pods.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  /** The pods of a role in a zone, by the zone's key: `1a`. */
  public async podsOf(role: Role | string, zone: string): Promise<Pod[]> {
    return (await this.pods(role)).filter(({ metadata }) => metadata.labels?.[LABELS.zone] === zone);
  }

  public pod(name: string): Promise<Pod> {
    return this.get<Pod>('pod', name);
  }

  /** Runs a command in a container. Its failure is a code, not an error. */
  public exec(
    pod: string,
    container: string,
    command: readonly string[],
    options: { readonly timeoutSeconds?: number; readonly input?: string } = {},
  ): Promise<Outcome> {
    const stdin = options.input === undefined ? [] : ['-i'];
    return this.tryKubectl(['exec', ...stdin, pod, '-c', container, '--', ...command], {
      timeoutSeconds: options.timeoutSeconds ?? 60,
      input: options.input,
    });
  }

  /** What a port of a pod answers over HTTP. Error codes are answers; where nothing answers, it is the proxy's 50x. */
  public async http(pod: string, port: number, path: string, timeoutSeconds = 10): Promise<HttpAnswer> {
    const url = `/api/v1/namespaces/${this.namespace}/pods/${pod}:${port}/proxy${path}`;
    this.apiServer ??= ApiServer.connect(this.env);
    return (await this.apiServer).get(url, timeoutSeconds);
  }

  /** The parsed answer of a port of a pod; an error if it is not a 200 with JSON. */
  public async json<T>(pod: string, port: number, path: string): Promise<T> {
    const { status, body } = await this.http(pod, port, path);
    if (status !== 200) throw new Error(`${pod}:${port}${path} answered ${status}: ${body.slice(0, 200)}`);
    return JSON.parse(body) as T;
  }

  /**
   * Sends a signal to the main process of a container, from its node: the kernel ignores what a container's processes
   * send to process 1 of their own.
   */
  public async kill(pod: string, container: string, signal: Signal = 'SIGKILL'): Promise<void> {
    const { spec, status } = await this.pod(pod);
    const id = status.containerStatuses?.find(({ name }) => name === container)?.containerID;
    if (id === undefined || spec.nodeName === undefined)
      throw new Error(`${pod} has no running container ${container}`);
    if (this.lab === undefined) throw new Error('processes can be killed on nodes of the test bed only');
    const task = id.replace(/^containerd:\/\//, '');
    await this.lab.exec(spec.nodeName, ['ctr', '-n', 'k8s.io', 'tasks', 'kill', '--signal', signal, task]);
  }
}
