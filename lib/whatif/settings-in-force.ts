import { figureOf } from '../config/plan-parts';
import { Plan, RolePlan } from '../plan/plan';
import defaults from './product-defaults.json';

/** A key that the plan leaves at the default of the product. */
export type DefaultKey = keyof typeof defaults.keys;

/** A figure in milliseconds that is rendered into the files of a role, in seconds. */
export function secondsOf(role: RolePlan, figure: string): number {
  return figureOf(role, figure) / 1000;
}

/**
 * A number that the plan does not derive: the user's setting, otherwise the default of the bundled product version.
 * `npm run product-keys` reads the defaults from the products.
 */
export function settingOf(role: RolePlan, key: DefaultKey): number {
  const text = role.settings[key] ?? defaults.keys[key];
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`setting ${key} is '${text}': expected a number`);
  return value;
}

/** Seconds between heartbeats of a DataNode. An imported HDFS has the default of the product. */
export function heartbeatSeconds({ hdfs }: Plan): number {
  return hdfs?.heartbeatSeconds ?? Number(defaults.keys['dfs.heartbeat.interval']);
}
