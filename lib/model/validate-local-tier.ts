import { Problems } from './description-error';
import { Environment, Tier } from './environment';
import { NodeKind } from './overrides';
import { isAws } from './resolved';

/** AWS settings have no effect in the local tier. They are errors, so that they are not silently ignored. */
export function validateLocalTier(environment: Environment, problems: Problems): void {
  if (isAws(environment.tier)) return;
  const { account, region, nodeKind, nodeSharing, existingVolumes, existingVolumeKeys, network, cluster } =
    environment;
  const { snapshotRetentionDays, destroyData, prices, tags, images } = environment;
  const fields: Record<string, unknown> = {
    account,
    region,
    nodeKind: nodeKind === NodeKind.VM ? undefined : nodeKind,
    nodeSharing,
    existingVolumes,
    existingVolumeKeys,
    snapshotRetentionDays,
    destroyData,
    prices,
    tags,
    // Its pods have no IAM role.
    'yarn.fileSystem': environment.yarn?.fileSystem,
    'network.vpcCidr': network?.vpcCidr,
    'network.importedVpc': network?.importedVpc,
    'network.privateOnly': network?.privateOnly,
    'network.natGatewayPerZone': network?.natGatewayPerZone,
    'cluster.nodeVersion': cluster?.nodeVersion,
    'cluster.upgradePolicy': cluster?.upgradePolicy,
    'cluster.deletionProtection': cluster?.deletionProtection,
    'cluster.zonalShift': cluster?.zonalShift,
    'cluster.publicAccessCidrs': cluster?.publicAccessCidrs,
    'cluster.adminRoles': cluster?.adminRoles,
    'cluster.nodeGroupQuota': cluster?.nodeGroupQuota,
    'cluster.nodesPerGroupQuota': cluster?.nodesPerGroupQuota,
    'cluster.hybridNetwork': cluster?.hybridNetwork,
    // The CDK deploys nothing, so it builds no images.
    'images.directory': images?.directory,
    'images.baseImage': images?.baseImage,
    'images.mirror': images?.mirror,
    'images.mavenRepository': images?.mavenRepository,
    'images.archives': images?.archives,
    'images.sha512': images?.sha512,
  };
  for (const [role, { instanceType, spot, volumeType }] of Object.entries(environment.overrides ?? {})) {
    fields[`overrides.${role}.instanceType`] = instanceType;
    fields[`overrides.${role}.spot`] = spot;
    fields[`overrides.${role}.volumeType`] = volumeType;
  }
  for (const [field, value] of Object.entries(fields)) {
    if (saysNothing(value)) continue;
    problems.add(field, value, `no value: the tier ${Tier.LOCAL} runs on an existing cluster without AWS`);
  }
}

/** Omitted, or equal to the default. */
function saysNothing(value: unknown): boolean {
  if (value === undefined || value === false || value === 0) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
