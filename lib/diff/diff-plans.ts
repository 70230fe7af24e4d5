import { EnsemblePlan, Endpoint, Plan, ProductField } from '../plan/plan';
import { diffFindings } from './finding-differences';
import { nodeGroupEffects } from './node-group-effects';
import { PlanDiff, PlanIdentity } from './plan-diff';
import { platformEffects } from './platform-effects';
import { diffPools } from './pool-differences';
import { diffPrices } from './price-differences';
import { diffRole, RoleOf, sortedEffects } from './role-differences';
import { valueChanges } from './value-changes';
import { diffVolumes } from './volume-differences';

/** Compares two plans and derives the impact of the changes. A pure function. */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  // A plan that was saved before this was part of it says nothing of it: it does not say that there was none.
  return before.deployment === undefined || after.deployment === undefined
    ? differenceOf({ ...before, deployment: undefined }, { ...after, deployment: undefined })
    : differenceOf(before, after);
}

function differenceOf(before: Plan, after: Plan): PlanDiff {
  const groups = [...new Set([...after.roles, ...before.roles].map(({ group }) => group))];
  const pools = diffPools(before, after);
  const roles = groups.map((group) => {
    const was = roleIn(before, group);
    const is = roleIn(after, group);
    const volumes = diffVolumes(was, is);
    return { volumes, diff: diffRole(was, is, pools, volumes) };
  });
  return {
    before: identityOf(before),
    after: identityOf(after),
    platform: valueChanges(platformOf(before), platformOf(after)),
    effects: sortedEffects([...platformEffects(before, after), ...nodeGroupEffects(before, after, pools)]),
    roles: roles.map(({ diff }) => diff).filter((diff) => diff !== undefined),
    pools,
    volumes: roles.flatMap(({ volumes }) => volumes),
    settings: valueChanges(settingsOf(before), settingsOf(after)),
    findings: diffFindings(before, after),
    price: diffPrices(before, after),
  };
}

/** Whether there is any visible difference. */
export function hasDifferences({
  platform,
  effects,
  roles,
  pools,
  volumes,
  settings,
  findings,
  price,
}: PlanDiff): boolean {
  const lists = [platform, effects, roles, pools, volumes, settings, price.items];
  return [...lists, findings.appeared, findings.gone, findings.changed].some((list) => list.length > 0);
}

function roleIn(plan: Plan, group: string): RoleOf | undefined {
  const role = plan.roles.find((each) => each.group === group);
  return role === undefined ? undefined : { plan, role };
}

function identityOf({ environment, tier, namespace, region }: Plan): PlanIdentity {
  return { environment, tier, namespace, region };
}

function platformOf(plan: Plan): unknown {
  const { tier, account, region, namespace, clusterDomain, kubernetesVersion, architecture } = plan;
  const { nodeVersion, versions, products, zones, deployment } = plan;
  const place = { tier, account, region, namespace, clusterDomain, kubernetesVersion, architecture };
  return { ...place, nodeVersion, versions, products, zones, deployment };
}

/** Settings by product, without addresses that follow from the servers. */
function settingsOf(plan: Plan): unknown {
  const { ensembles, hdfs, hdfsClient, hbase, yarn } = plan;
  return {
    coordination: coordinationOf(plan),
    ensembles: ensembles.map(ensembleSettings),
    hdfs: hdfs && {
      ...hdfs,
      namenodes: addressesOf(hdfs.namenodes),
      journalnodes: addressesOf(hdfs.journalnodes),
    },
    hdfsClient:
      hdfs === undefined && hdfsClient !== undefined
        ? { ...hdfsClient, namenodes: addressesOf(hdfsClient.namenodes) }
        : undefined,
    hbase,
    yarn: yarn && { ...yarn, resourcemanagers: addressesOf(yarn.resourcemanagers) },
  } satisfies Record<ProductField | 'coordination' | 'hdfsClient', unknown>;
}

/** Name of the ensemble that HDFS, YARN and HBase use, or the addresses of an imported one. */
function coordinationOf({ coordination, ensembles }: Plan): string | undefined {
  return ensembles.find(({ connectString }) => connectString === coordination)?.name ?? coordination;
}

function ensembleSettings({ connectString: _connectString, servers, ...settings }: EnsemblePlan): unknown {
  return {
    ...settings,
    servers: Object.fromEntries(
      servers.map(({ id, host, observer }) => [id, `${host}${observer ? ' (observer)' : ''}`]),
    ),
  };
}

function addressesOf(endpoints: readonly Endpoint[]): Record<string, string> {
  return Object.fromEntries(endpoints.map(({ id, host, port }) => [id, `${host}:${port}`]));
}
