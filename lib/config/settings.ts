import { Plan, RolePlan } from '../plan/plan';
import { Product, Role } from '../roles/role';
import { entryOf, YarnRole } from '../roles/roles';
import { capacityScheduler } from './capacity-scheduler';
import { coreSite } from './core-site';
import { hbaseSite } from './hbase-site';
import { hdfsClientSite } from './hdfs-client-site';
import { hdfsSite } from './hdfs-site';
import { identityProperties } from './identity';
import { mapredSite } from './mapred-site';
import { isXmlText } from './xml';
import { yarnSite } from './yarn-site';
import { zooCfg } from './zoo-cfg';

type Properties = Record<string, string>;

/** Keys that the plan sets for the roles of a product. */
interface DerivedSettings {
  /** The file for users' settings: `zoo.cfg`, `hdfs-site.xml`, `hbase-site.xml` or `yarn-site.xml`. */
  readonly main: (plan: Plan, role: RolePlan) => Properties;
  /** Hadoop files that its processes also read. */
  readonly hadoop: (plan: Plan, role: RolePlan) => Properties;
  /** Files that only some of the product's roles have. */
  readonly ofRole: (plan: Plan, role: RolePlan) => Properties;
}

const none = (): Properties => ({});

const DERIVED: Readonly<Record<Product, DerivedSettings>> = {
  [Product.ZOOKEEPER]: { main: zooCfg, hadoop: none, ofRole: none },
  [Product.HDFS]: { main: hdfsSite, hadoop: coreSite, ofRole: none },
  [Product.YARN]: {
    main: yarnSite,
    hadoop: (plan, role) => ({
      ...coreSite(plan, role),
      ...(plan.hdfsClient === undefined ? {} : hdfsClientSite(plan, role)),
    }),
    ofRole: (plan, role) => entryOf(YARN_FILES, role.role)(plan),
  },
  [Product.HBASE]: {
    main: hbaseSite,
    hadoop: (plan, role) => ({ ...coreSite(plan, role), ...hdfsClientSite(plan, role) }),
    ofRole: none,
  },
};

const YARN_FILES: Readonly<Record<YarnRole, (plan: Plan) => Properties>> = {
  [Role.RESOURCEMANAGER]: capacityScheduler,
  [Role.NODEMANAGER]: mapredSite,
  [Role.HISTORYSERVER]: mapredSite,
};

/** Keys of the Hadoop files that a role's processes read: `core-site.xml` and, for clients, `hdfs-site.xml`. */
export function hadoopSettings(plan: Plan, role: RolePlan): Properties {
  return DERIVED[role.product].hadoop(plan, role);
}

/** All keys that the plan sets for a role's processes, in any file: the products merge their files. */
function derived(plan: Plan, role: RolePlan): Properties {
  const { main, hadoop, ofRole } = DERIVED[role.product];
  return {
    ...hadoop(plan, role),
    ...ofRole(plan, role),
    ...identityProperties(plan, role),
    ...main(plan, role),
  };
}

/** A problem with a user's setting. */
export interface SettingProblem {
  /** Path of the setting: `overrides.hmaster.settings["hbase.rootdir"]`. */
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

function roleProblems(plan: Plan, role: RolePlan): SettingProblem[] {
  if (Object.keys(role.settings).length === 0) return [];
  const taken = derived(plan, role);
  return Object.entries(role.settings).flatMap(([key, value]) => {
    const field = `overrides.${role.role}.settings[${JSON.stringify(key)}]`;
    const own = taken[key];
    if (own !== undefined)
      return [{ field, value, allowed: `keys that the plan does not derive; this one is '${own}'` }];
    if (!/^[\x21-\x7e]+$/.test(key))
      return [{ field, value, allowed: 'keys of printable ASCII without spaces' }];
    if (!isXmlText(value)) return [{ field, value, allowed: 'text without control characters' }];
    return [];
  });
}

/** Problems with the user's settings for the product files, for all roles. */
export function settingsProblems(plan: Plan): SettingProblem[] {
  return plan.roles.flatMap((role) => roleProblems(plan, role));
}

/** Settings of a role's main product file: the plan's settings, then the user's. */
export function mainSettings(plan: Plan, role: RolePlan): Properties {
  const [problem] = roleProblems(plan, role);
  if (problem !== undefined)
    throw new Error(`${problem.field}: '${problem.value}'; allowed: ${problem.allowed}`);
  return { ...DERIVED[role.product].main(plan, role), ...role.settings };
}
