import { editDistance } from '../text/edit-distance';
import { Finding, Plan, RolePlan, Severity } from '../plan/plan';
import { Product } from '../roles/role';
import defaults from './data/default-keys.json';

type DefaultFile = keyof typeof defaults.files;

/** Files in which the products document the keys that they know. ZooKeeper has none. */
const FILES: Readonly<Record<Product, readonly DefaultFile[]>> = {
  [Product.ZOOKEEPER]: [],
  [Product.HDFS]: ['core-default.xml', 'hdfs-default.xml'],
  [Product.YARN]: ['core-default.xml', 'hdfs-default.xml', 'yarn-default.xml'],
  [Product.HBASE]: ['core-default.xml', 'hdfs-default.xml', 'hbase-default.xml'],
};

/** The keys of each file, split once. */
const KEYS = new Map(Object.entries(defaults.files).map(([file, keys]) => [file, keys.split(' ')]));

/** Letters by which a key may differ from one that was meant. */
const MOST_TYPOS = 3;

/**
 * Settings whose key is nearly one of the product's own. The products read some keys that they do not document, and
 * users add keys of their extensions: a key that resembles none is taken for one of those.
 */
export function unknownSettings(plan: Plan): Finding[] {
  return plan.roles.flatMap((role) => Object.keys(role.settings).flatMap((key) => typoIn(role, key)));
}

function typoIn({ role, product }: RolePlan, key: string): Finding[] {
  const known = FILES[product].flatMap((file) => KEYS.get(file) ?? []);
  if (known.includes(key)) return [];
  const [nearest] = known
    .map((name) => ({ name, typos: editDistance(name, key, MOST_TYPOS) }))
    .filter(({ typos }) => typos <= MOST_TYPOS)
    .sort((a, b) => a.typos - b.typos);
  if (nearest === undefined) return [];
  return [
    {
      code: 'settings/unknown-key',
      severity: Severity.WARNING,
      subject: `overrides.${role}.settings[${JSON.stringify(key)}]`,
      message: `${product} documents no such key in the version that runs; the setting may have no effect`,
      figure: key,
      allowed: `did you mean ${nearest.name}?`,
    },
  ];
}
