import { AddressRange, subnet } from './cidr';

/** Subnets of a zone in a new VPC. */
export interface ZoneSubnets {
  readonly privateCidr: string;
  readonly publicCidr: string;
}

/** Prefix bits that a private subnet adds to the VPC: an eighth of the VPC, for zones 1 to 6. */
const PRIVATE_BITS = 3;
/** Public subnets hold only a NAT gateway: a 128th of the VPC, all in its first eighth. */
const PUBLIC_BITS = 7;

/**
 * Subnets of a zone. They depend only on the number of the zone, so that adding a zone does not move another.
 * Private subnets are the second to seventh eighth of the VPC. Public subnets are in the first.
 */
export function zoneSubnets(vpc: AddressRange, zoneIndex: number): ZoneSubnets {
  return {
    privateCidr: subnet(vpc, vpc.prefix + PRIVATE_BITS, zoneIndex),
    publicCidr: subnet(vpc, vpc.prefix + PUBLIC_BITS, zoneIndex),
  };
}
