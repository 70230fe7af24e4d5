import { PROBE_DATANODE, PROBE_HTTP } from './probe-scripts';
import { CONFIG_DIR, ProbeSpec } from './role-runtime';

/** Ten minutes: 25 JVMs that start at once on two cores take several. */
const STARTUP = { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 120 };
/** Longer than the scripts' own limits, so that the scripts say what is wrong. */
const READINESS = { periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 3 };
/** A minute. */
const LIVENESS = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 };

/** An answer to expect: a path, and an extended regular expression that its body has. */
export type HttpExpectation = readonly [path: string, pattern: string];

/** Pattern of a member of a JSON object, whatever spaces its writer puts around the colon. */
export function jsonMember(key: string, value: string): string {
  return `"${key}" *: *${value}`;
}

/** How a process is checked. */
export interface Probes {
  readonly startup: ProbeSpec;
  readonly readiness: ProbeSpec;
  readonly liveness: ProbeSpec;
}

function script(name: string, ...args: string[]): { readonly command: readonly string[] } {
  return { command: ['bash', `${CONFIG_DIR}/${name}`, ...args] };
}

/**
 * Checks of a process whose port is open as soon as it runs. Start-up and liveness never look further: what else is
 * missing (a quorum, an active NameNode) would not come back by a restart, and a restart of all would lose more.
 * @param port a port that is open early and stays open
 * @param ready what tells that the process is of use; by default, the port
 */
function probes(port: number, ready: { readonly command: readonly string[] } | undefined): Probes {
  return {
    startup: { tcpPort: port, ...STARTUP },
    readiness: { ...(ready ?? { tcpPort: port }), ...READINESS },
    liveness: { tcpPort: port, ...LIVENESS },
  };
}

/** A process that is ready when its port is open. */
export function tcpProbes(port: number): Probes {
  return probes(port, undefined);
}

/** A process that is ready when its web server says so. */
export function httpProbes(port: number, expectations: readonly HttpExpectation[]): Probes {
  return probes(port, script(PROBE_HTTP, String(port), ...expectations.flat()));
}

/**
 * A ZooKeeper server: ready when it is part of a quorum. Neither of the usual questions tells: `ruok` says `imok` and
 * the admin server answers 200 without a quorum, and `isro` and `srvr` fail on a leader that serves no clients.
 */
export function zooKeeperProbes(port: number, adminPort: number): Probes {
  const path = '/commands/is_read_only';
  const answers = [path, jsonMember('error', 'null'), path, jsonMember('read_only', 'false')];
  return probes(port, script(PROBE_HTTP, String(adminPort), ...answers));
}

/** A DataNode: ready when an active NameNode knows it. */
export function dataNodeProbes(port: number, heartbeatSeconds: number): Probes {
  return probes(port, script(PROBE_DATANODE, String(port), String(heartbeatSeconds)));
}
