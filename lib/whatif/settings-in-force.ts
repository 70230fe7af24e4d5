import { figureOf } from '../config/plan-parts';
import { Plan, RolePlan } from '../plan/plan';
import defaults from './product-defaults.json';

/** A key that the plan leaves at the product's default. */
export type DefaultKey = keyof typeof defaults.keys;

/** Seconds of a figure in milliseconds that a role's files are rendered from. */
export function secondsOf(role: RolePlan, figure: string): number {
  return figureOf(role, figure) / 1000;
}

/**
 * A number that the plan does not derive: the user's setting, else the product's default of the version that is
 * shipped. `npm run product-keys` reads the defaults from the products.
 */
export function settingOf(role: RolePlan, key: DefaultKey): number {
  const text = role.settings[key] ?? defaults.keys[key];
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`setting ${key} is '${text}': expected a number`);
  return value;
}

/** Seconds between the heartbeats of a DataNode; an HDFS that is not the plan's has the product's. */
export function heartbeatSeconds({ hdfs }: Plan): number {
  return hdfs?.heartbeatSeconds ?? Number(defaults.keys['dfs.heartbeat.interval']);
}
