import { editDistance } from '../text/edit-distance';
import { Finding, Plan, RolePlan, Severity } from '../plan/plan';
import { Product } from '../roles/role';
import defaults from './data/default-keys.json';

type DefaultFile = keyof typeof defaults.files;

/** Files that document the known keys of the products. ZooKeeper has no such file. */
const FILES: Readonly<Record<Product, readonly DefaultFile[]>> = {
  [Product.ZOOKEEPER]: [],
  [Product.HDFS]: ['core-default.xml', 'hdfs-default.xml'],
  [Product.YARN]: ['core-default.xml', 'hdfs-default.xml', 'yarn-default.xml'],
  [Product.HBASE]: ['core-default.xml', 'hdfs-default.xml', 'hbase-default.xml'],
};

/** The keys of each file, split only once. */
const KEYS = new Map(Object.entries(defaults.files).map(([file, keys]) => [file, keys.split(' ')]));

/** Maximum number of letters by which a mistyped key differs from the intended one. */
const MOST_TYPOS = 3;

/**
 * Settings whose key closely resembles a documented key of the product. The products read some undocumented keys, and
 * users add keys for their extensions. So a key that resembles no documented key is accepted.
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
