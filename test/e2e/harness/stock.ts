import { createHash } from 'node:crypto';
import { KubernetesObject } from './objects';

/** Settings by file, with what the default does in their place. */
type StockSettings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * What the platform sets so that it recovers fast, by file. Without these keys the products' own defaults rule. What
 * is not here stays in both: addresses and directories, sizes, the placement of replicas over zones, the number of
 * masters. So a comparison shows what the settings are worth, and nothing else.
 */
export const FAST_SETTINGS: StockSettings = {
  'core-site.xml': {
    'ipc.client.connect.timeout': 'how long a call waits for an address that is gone: 20 s',
    'ipc.client.connect.max.retries.on.timeouts': 'and how often: 45 times',
    'ipc.client.rpc-timeout.ms': 'how long a call waits for a server that is silent: 120 s',
    'ha.zookeeper.session-timeout.ms': 'how long a lost NameNode stays the active one',
    'ha.failover-controller.graceful-fence.connection.retries': 'how often a lost one is asked to step down',
  },
  'hdfs-site.xml': {
    'dfs.namenode.avoid.read.stale.datanode': 'readers are sent to DataNodes that have fallen silent',
    'dfs.namenode.avoid.write.stale.datanode': 'and writers',
    'dfs.namenode.stale.datanode.interval': 'when a DataNode counts as silent',
    'dfs.heartbeat.interval': 'when a DataNode hears what it shall do: 3 s',
    'dfs.namenode.heartbeat.recheck-interval': 'when it counts as dead: after 630 s',
    'dfs.namenode.redundancy.considerLoad': 'load keeps blocks away from the few DataNodes that are left',
    'dfs.client.block.write.retries': 'DataNodes of a lost zone that a new block may meet: 3',
    'dfs.client.failover.sleep.base.millis':
      'the pauses of a client that looks for the active NameNode: 500 ms',
    'dfs.client.failover.sleep.max.millis': 'and up to 15 s',
    'dfs.client.failover.max.attempts': 'and how many NameNodes it asks: 15',
    'dfs.client.socket-timeout': 'how long a pipeline waits for a silent DataNode: 60 s',
    'dfs.datanode.socket.write.timeout': 'and a DataNode for the next: 480 s',
    'dfs.client.block.write.replace-datanode-on-failure.best-effort':
      'a file fails when no DataNode can replace another',
    'dfs.ha.log-roll.period': 'when a JournalNode that was away is written to again: within 120 s',
    'dfs.ha.tail-edits.in-progress': 'a standby reads segments of the journal that are not finished',
  },
  'hbase-site.xml': {
    'zookeeper.session.timeout': 'when a server counts as dead: 90 s, or what the ensemble allows',
    'hbase.fs.async.create.retries': 'how many DataNodes a new log may try',
    'hbase.regionserver.async.wal.max.exclude.datanode.count': 'and how many of them it remembers as bad',
    'hbase.lease.recovery.dfs.timeout': "how soon the lease of a dead server's log is tried again: 64 s",
    'hbase.lease.recovery.pause': 'how often it is looked whether that is done: every second',
    'hbase.lease.recovery.first.pause': 'how long to wait before the first look at it: 4 s',
    'hbase.rpc.timeout': 'how long a call waits for a server that is gone: 60 s',
    'hbase.rpc.shortoperation.timeout': 'and a call of a RegionServer to the master: 10 s',
    'hbase.client.pause': 'the unit of the pauses between tries: 100 ms, and up to 20 s in the end',
    'hbase.client.retries.number': 'and how many there are: 15',
    'hbase.regionserver.wal.max.splitters': 'logs that a server splits at once',
    'hbase.regionserver.executor.openregion.threads': 'regions that a server opens at once',
    'hbase.regionserver.executor.closeregion.threads': 'and closes',
    'hbase.master.procedure.threads': 'dead servers that a master cares for at once',
  },
  'yarn-site.xml': {
    'yarn.resourcemanager.connect.retry-interval.ms':
      'how long everybody sleeps before the other ResourceManager: 30 s',
  },
  'zoo.cfg': {
    minSessionTimeout: 'the shortest session a client may have',
    maxSessionTimeout: 'and the longest: 20 ticks',
    cnxTimeout: 'how long a server tries the address of another one for an election: 5 s',
    'fastleader.maxNotificationInterval': 'longest pause between two votes: 60 s',
    connectToLearnerMasterLimit: 'how long a server that joins tries one other',
  },
  'security.properties': {
    'networkaddress.cache.ttl': 'how long a JVM remembers the address of a name: 30 s',
    'networkaddress.cache.negative.ttl': 'and that there is none: 10 s',
  },
};

/** Rendered objects whose products run with their own defaults in place of what makes recovery fast. */
export function withStockSettings(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const renamed = new Map<string, string>();
  const changed = objects.map((object) => {
    if (object.kind !== 'ConfigMap') return object;
    const data = Object.fromEntries(
      Object.entries(object.data as Record<string, string>).map(([file, text]) => [
        file,
        stockFile(file, text),
      ]),
    );
    if (JSON.stringify(data) === JSON.stringify(object.data)) return object;
    const name = stockName(object.metadata.name, data);
    renamed.set(object.metadata.name, name);
    return { ...object, metadata: { ...object.metadata, name }, data };
  });
  return changed.map((object) => (object.kind === 'ConfigMap' ? object : withNames(object, renamed)));
}

/** Keys of a file of the platform that are settings for fast recovery. */
export function fastKeysIn(file: string, text: string): string[] {
  const keys = Object.keys(FAST_SETTINGS[file] ?? {});
  return keys.filter((key) => without(file, text, key) !== text);
}

function stockFile(file: string, text: string): string {
  return Object.keys(FAST_SETTINGS[file] ?? {}).reduce((rest, key) => without(file, rest, key), text);
}

function without(file: string, text: string, key: string): string {
  const escaped = key.replace(/[.]/g, '\\.');
  return file.endsWith('.xml')
    ? text.replace(new RegExp(`\\s*<property>\\s*<name>${escaped}</name>[^]*?</property>`), '')
    : text.replace(new RegExp(`^${escaped}=.*\\n`, 'm'), '');
}

/** ConfigMaps are immutable and named by their content. */
function stockName(name: string, data: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 10);
  return `${name.replace(/-[0-9a-f]{10}$/, '')}-${hash}`;
}

/** An object in which every text that is an old name is the new one. */
function withNames<T>(value: T, renamed: ReadonlyMap<string, string>): T {
  if (typeof value === 'string') return (renamed.get(value) ?? value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => withNames(item, renamed)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key, withNames(item, renamed)]),
  ) as T;
}
