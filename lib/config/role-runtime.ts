import { ImageName } from '../roles/product-facts';

export type { ImageName };

/** A check of a process by the kubelet: a command in the container, or a TCP connection to a port. */
export interface ProbeSpec {
  /** The command; exit code 0 is healthy. Undefined for a check of `tcpPort`. */
  readonly command?: readonly string[];
  /** A port that must accept connections. Undefined for a check by `command`. */
  readonly tcpPort?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  /** Failures in a row after which the check has failed. */
  readonly failureThreshold: number;
}

/** A process of a pod: what to start, not how large it is. */
export interface ProcessSpec {
  /** Name of the container; equal to that of its `ContainerPlan`, for the main processes. */
  readonly name: string;
  readonly image: ImageName;
  /** Program and arguments. The kubelet fills in `$(POD_NAME)` and `$(POD_IP)`. */
  readonly command: readonly string[];
  /** Environment variables beside `POD_NAME` and `POD_IP`. */
  readonly env: Readonly<Record<string, string>>;
  /** Until it succeeds the other checks wait. Undefined for init processes. */
  readonly startup?: ProbeSpec;
  /** While it fails the pod gets no traffic and the next pod of a roll waits. Undefined for init processes. */
  readonly readiness?: ProbeSpec;
  /** When it fails the process is restarted. Undefined for init processes. */
  readonly liveness?: ProbeSpec;
  /** What to run before the process is told to stop. */
  readonly preStop?: readonly string[];
}

/** What the pods of a role run, as plain values. */
export interface RoleRuntime {
  /** Processes that run to completion, one after the other, before the main ones. All are idempotent. */
  readonly init: readonly ProcessSpec[];
  /** The main processes, in the order of the role's `ContainerPlan`s. */
  readonly processes: readonly ProcessSpec[];
  /** Files of the role by name. They are mounted, read-only and executable, at `CONFIG_DIR`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Where the files of a role are mounted. */
export const CONFIG_DIR = '/etc/cdk-hadoop';

/** The user and group that all processes run as; the owner of all volumes. */
export const RUN_AS = 10000;
