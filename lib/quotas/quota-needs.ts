import { sharedItems } from '../cost/shared-items';
import { VolumeMode } from '../model/overrides';
import { ResolvedEnvironment, snapshotRetentionDays } from '../model/resolved';
import { PRIVATE_SERVICES } from '../network/private-services';
import { QuotaNeed } from '../plan/quota-need';
import { MASTERS_WITH_STATE } from '../roles/roles';
import { claimsOf } from '../topology/volume-claims';
import {
  CountedGroup,
  countedGroups,
  countedVolumes,
  currentGroups,
  QuotaParts,
  rollingGroups,
  surgeOfLargest,
  useOf,
} from './platform-use';
import {
  CLUSTERS,
  ELASTIC_IPS,
  GATEWAY_ENDPOINTS,
  INTERFACE_ENDPOINTS,
  INTERNET_GATEWAYS,
  NAT_GATEWAYS,
  NODE_GROUPS,
  NODES_PER_GROUP,
  ON_DEMAND_VCPUS,
  PROVISIONED_IOPS,
  ServiceQuota,
  SPOT_VCPUS,
  VOLUME_SNAPSHOTS,
  VOLUME_STORAGE,
  VPCS,
} from './service-quotas';

/** Quotas that nodes and volumes count against, in display order. */
export const SIZED_QUOTAS: readonly ServiceQuota[] = [
  ON_DEMAND_VCPUS,
  SPOT_VCPUS,
  ...Object.values(VOLUME_STORAGE),
  PROVISIONED_IOPS,
  NODE_GROUPS,
  NODES_PER_GROUP,
];

/**
 * What an environment on AWS needs of the account's quotas, once it is deployed and during a change. Quotas that it
 * does not use are left out.
 * @param zones number of zones
 */
export function quotaNeeds(environment: ResolvedEnvironment, parts: QuotaParts, zones: number): QuotaNeed[] {
  const groups = countedGroups(parts);
  const deployed = useOf(groups, countedVolumes(parts));
  const extra = changeOf(groups, currentGroups(parts));
  const sized = SIZED_QUOTAS.map((quota): QuotaNeed => {
    const now = deployed.get(quota.code) ?? 0;
    return needOf(quota, now, now + (now === 0 ? 0 : (extra.get(quota.code) ?? 0)));
  });
  const shared = sharedNeeds(environment, parts, zones).map(([quota, count]) => needOf(quota, count, count));
  return [...sized, ...shared].filter(({ deployed: now, change }) => now > 0 || change > 0);
}

/** A quota with the amounts that a platform needs. */
export function needOf(quota: ServiceQuota, deployed: number, change: number): QuotaNeed {
  return { ...quota, deployed: amountOf(deployed), change: amountOf(change) };
}

/** Rounds an amount to thousandths: binary fractions of a TiB leave rounding noise. */
export function amountOf(amount: number): number {
  return Number(amount.toFixed(3));
}

/**
 * What a change adds at most, by quota code: a second set of machines for one pool, or the surge of all pools that
 * roll. If a pool has groups of an earlier generation, its machines already exist twice, and no other pool moves in the
 * meantime.
 */
function changeOf(
  groups: readonly CountedGroup[],
  current: readonly CountedGroup[],
): ReadonlyMap<string, number> {
  const pools = groups.length > current.length ? [] : [...new Set(current.map(({ name }) => name))];
  const replaced = pools.map((pool) =>
    useOf(
      current.filter((group) => group.name === pool),
      [],
    ),
  );
  const rolled = useOf(rollingGroups(current), []);
  return new Map(
    SIZED_QUOTAS.map(({ code }) => {
      const replacing = Math.max(0, ...replaced.map((use) => use.get(code) ?? 0));
      if (code === NODE_GROUPS.code) return [code, replacing];
      if (code === NODES_PER_GROUP.code) return [code, surgeOfLargest(groups, current)];
      return [code, Math.max(replacing, rolled.get(code) ?? 0)];
    }),
  );
}

/** Resources that the whole platform has one or a few of. */
function sharedNeeds(
  environment: ResolvedEnvironment,
  { roles }: QuotaParts,
  zones: number,
): (readonly [ServiceQuota, number])[] {
  const { source } = environment;
  const { network } = source;
  const { natGateways } = sharedItems(environment, zones);
  const imported = network?.importedVpc;
  const newVpc = imported === undefined;
  const privateOnly = network?.privateOnly === true;
  const given = Object.keys(source.existingVolumes ?? {});
  const snapshotted = roles
    .filter(({ role }) => MASTERS_WITH_STATE.includes(role))
    .flatMap(claimsOf)
    .filter(({ name, template }) => template.volume.mode === VolumeMode.STATIC && !given.includes(name));
  return [
    [VOLUME_SNAPSHOTS, snapshotted.length * snapshotRetentionDays(source)],
    [CLUSTERS, 1],
    [VPCS, newVpc ? 1 : 0],
    [INTERNET_GATEWAYS, newVpc && !privateOnly ? 1 : 0],
    [NAT_GATEWAYS, natGateways > 0 ? 1 : 0],
    [ELASTIC_IPS, natGateways],
    [GATEWAY_ENDPOINTS, newVpc || imported.privateRouteTableIds !== undefined ? 1 : 0],
    [INTERFACE_ENDPOINTS, privateOnly ? PRIVATE_SERVICES.length : 0],
  ];
}
