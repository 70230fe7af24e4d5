/** The parts of a ZooKeeper connect string. */
export interface ConnectString {
  /** `host:port` of each server, in order. */
  readonly servers: readonly string[];
  /** The chroot, a prefix of all paths: `/team`, or an empty string. */
  readonly chroot: string;
}

/** @see https://zookeeper.apache.org/doc/r3.9.4/zookeeperProgrammers.html#ch_zkSessions */
export function parseConnectString(connectString: string): ConnectString {
  const slash = connectString.indexOf('/');
  const servers = slash === -1 ? connectString : connectString.slice(0, slash);
  const chroot = slash === -1 ? '' : connectString.slice(slash);
  return { servers: servers.split(','), chroot: chroot === '/' ? '' : chroot };
}

/** The port of a `host:port`. */
export function portOf(server: string): string {
  return server.slice(server.lastIndexOf(':') + 1);
}
