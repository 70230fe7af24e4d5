import { PROBE_DATANODE, PROBE_HTTP } from './probe-scripts';
import { CONFIG_DIR, ProbeSpec } from './role-runtime';

/** Ten minutes: when 25 JVMs start at once on two cores, they take several minutes. */
const STARTUP = { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 120 };
/** Longer than the scripts' own limits, so that a script can report what is wrong. */
const READINESS = { periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 3 };
/** A minute. */
const LIVENESS = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 };

/** An expected answer: a path, and an extended regular expression that the body must match. */
export type HttpExpectation = readonly [path: string, pattern: string];

/** Pattern of a member of a JSON object, with any spaces around the colon. */
export function jsonMember(key: string, value: string): string {
  return `"${key}" *: *${value}`;
}

/** The checks of a process. */
export interface Probes {
  readonly startup: ProbeSpec;
  readonly readiness: ProbeSpec;
  readonly liveness: ProbeSpec;
}

function script(name: string, ...args: string[]): { readonly command: readonly string[] } {
  return { command: ['bash', `${CONFIG_DIR}/${name}`, ...args] };
}

/**
 * Checks of a process that opens its port as soon as it runs. The startup and liveness probes check nothing else: a
 * restart would not fix another problem, such as a missing quorum or active NameNode, and restarting all processes
 * would make it worse.
 * @param port a port that is open early and stays open
 * @param ready the readiness check; by default, the port
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

/** A process that is ready when its web server reports that it is. */
export function httpProbes(port: number, expectations: readonly HttpExpectation[]): Probes {
  return probes(port, script(PROBE_HTTP, String(port), ...expectations.flat()));
}

/**
 * A ZooKeeper server: ready when it is part of a quorum. The usual checks do not show this. Without a quorum, `ruok`
 * still returns `imok` and the admin server still returns 200. `isro` and `srvr` fail on a leader that serves no
 * clients.
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
