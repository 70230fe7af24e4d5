import { mainSettings, surroundings } from '../config/settings';
import { Plan, RolePlan } from '../plan/plan';

type Settings = Readonly<Record<string, string>>;

/** What the products do where the plan sets nothing, by key. */
const PRODUCT_DEFAULTS: Settings = {
  'dfs.heartbeat.interval': '3',
  'dfs.namenode.redundancy.interval.seconds': '3',
  'dfs.client.failover.sleep.max.millis': '15000',
  'dfs.journalnode.sync.interval': '120000',
  'hadoop.zk.timeout-ms': '10000',
  'hbase.lease.recovery.first.pause': '4000',
  'hbase.lease.recovery.pause': '1000',
  'yarn.nm.liveness-monitor.expiry-interval-ms': '600000',
  'yarn.nodemanager.disk-health-checker.interval-ms': '120000',
};

/**
 * The settings that a role's processes run with, read from its rendered files, so that a prediction follows them.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml
 */
export function settingsOf(plan: Plan, role: RolePlan): Settings {
  return { ...PRODUCT_DEFAULTS, ...surroundings(plan, role), ...mainSettings(plan, role) };
}

/** A setting that is a number. */
export function numberIn(settings: Settings, key: string): number {
  const value = Number(settings[key] ?? NaN);
  if (!Number.isFinite(value))
    throw new Error(`setting ${key} is '${settings[key] ?? 'not there'}': expected a number`);
  return value;
}

/** A setting in milliseconds, as seconds. */
export function secondsIn(settings: Settings, key: string): number {
  return numberIn(settings, key) / 1000;
}
