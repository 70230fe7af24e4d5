import { natGatewayPerZone, ResolvedEnvironment } from '../model/resolved';
import { PRIVATE_SERVICES } from '../network/private-services';

/** Resources of an environment in addition to its nodes and volumes. */
export interface SharedItems {
  /** NAT gateways of a new VPC. */
  readonly natGateways: number;
  /** Interface endpoints, counted per zone. */
  readonly interfaceEndpoints: number;
}

/** NAT gateways and endpoints of a new VPC. Those of an imported VPC are not part of the price. */
export function sharedItems({ source }: ResolvedEnvironment, zones: number): SharedItems {
  const network = source.network ?? {};
  if (network.importedVpc !== undefined) return { natGateways: 0, interfaceEndpoints: 0 };
  if (network.privateOnly === true) {
    return { natGateways: 0, interfaceEndpoints: PRIVATE_SERVICES.length * zones };
  }
  return { natGateways: natGatewayPerZone(source) ? zones : 1, interfaceEndpoints: 0 };
}
