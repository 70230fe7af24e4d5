import { Plan, RolePlan } from '../plan/plan';
import { Product, Role } from '../roles/role';
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

/** The file that a role's settings go into: `zoo.cfg`, `hdfs-site.xml`, `hbase-site.xml` or `yarn-site.xml`. */
function derivedMain(plan: Plan, role: RolePlan): Properties {
  switch (role.product) {
    case Product.ZOOKEEPER:
      return zooCfg(plan, role);
    case Product.HDFS:
      return hdfsSite(plan, role);
    case Product.YARN:
      return yarnSite(plan, role);
    case Product.HBASE:
      return hbaseSite(plan, role);
  }
}

/** What a role's processes are told of the platform around them: the files of Hadoop and of its file system's clients. */
export function surroundings(plan: Plan, role: RolePlan): Properties {
  switch (role.product) {
    case Product.ZOOKEEPER:
      return {};
    case Product.HDFS:
      return coreSite(plan, role);
    case Product.YARN:
      return {
        ...coreSite(plan, role),
        ...(plan.hdfsClient === undefined ? {} : hdfsClientSite(plan, role)),
      };
    case Product.HBASE:
      return { ...coreSite(plan, role), ...hdfsClientSite(plan, role) };
  }
}

function yarnJobs(plan: Plan, role: RolePlan): Properties {
  if (role.product !== Product.YARN) return {};
  return role.role === Role.RESOURCEMANAGER ? capacityScheduler(plan) : mapredSite(plan);
}

/** All keys that a role's processes get from the plan, from whichever file: the products merge their files. */
function derived(plan: Plan, role: RolePlan): Properties {
  return {
    ...surroundings(plan, role),
    ...yarnJobs(plan, role),
    ...identityProperties(plan, role),
    ...derivedMain(plan, role),
  };
}

/** What is wrong with a user's setting. */
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

/** What is wrong with the user's settings for the product files, for all roles. */
export function settingsProblems(plan: Plan): SettingProblem[] {
  return plan.roles.flatMap((role) => roleProblems(plan, role));
}

/** Settings of a role's main product file: the plan's, then the user's. */
export function mainSettings(plan: Plan, role: RolePlan): Properties {
  const [problem] = roleProblems(plan, role);
  if (problem !== undefined)
    throw new Error(`${problem.field}: '${problem.value}'; allowed: ${problem.allowed}`);
  return { ...derivedMain(plan, role), ...role.settings };
}
