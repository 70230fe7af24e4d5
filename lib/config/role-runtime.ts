import { ImageName } from '../roles/product-facts';

export type { ImageName };

/** A kubelet probe of a process: a command in the container, or a TCP connection to a port. */
export interface ProbeSpec {
  /** The command; exit code 0 means healthy. Undefined for a check of `tcpPort`. */
  readonly command?: readonly string[];
  /** A port that must accept connections. Undefined for a check with `command`. */
  readonly tcpPort?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  /** Consecutive failures after which the check has failed. */
  readonly failureThreshold: number;
}

/** A process of a pod: what to start, but not its size. */
export interface ProcessSpec {
  /** Name of the container. For main processes, it is the name of their `ContainerPlan`. */
  readonly name: string;
  readonly image: ImageName;
  /** Program and arguments. The kubelet substitutes `$(POD_NAME)` and `$(POD_IP)`. */
  readonly command: readonly string[];
  /** Environment variables in addition to `POD_NAME` and `POD_IP`. */
  readonly env: Readonly<Record<string, string>>;
  /** The other checks wait until it succeeds. Undefined for init processes. */
  readonly startup?: ProbeSpec;
  /** While it fails, the pod gets no traffic and a rolling update does not continue. Undefined for init processes. */
  readonly readiness?: ProbeSpec;
  /** When it fails, the kubelet restarts the process. Undefined for init processes. */
  readonly liveness?: ProbeSpec;
  /** Command to run before the process gets its stop signal. */
  readonly preStop?: readonly string[];
}

/** What the pods of a role run, as plain values. */
export interface RoleRuntime {
  /** Processes that run to completion, one after the other, before the main ones. All are idempotent. */
  readonly init: readonly ProcessSpec[];
  /** The main processes, in the order of the role's `ContainerPlan`s. */
  readonly processes: readonly ProcessSpec[];
  /** Files of the role by name. They are mounted read-only and executable at `CONFIG_DIR`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Mount path of a role's files. */
export const CONFIG_DIR = '/etc/cdk-hadoop';

/** The user and group that run all processes and own all volumes. */
export const RUN_AS = 10000;
