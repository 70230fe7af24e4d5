import { AddressRange, subnet } from './cidr';

/** Subnets of a zone in a new VPC. */
export interface ZoneSubnets {
  readonly privateCidr: string;
  readonly publicCidr: string;
}

/** Bits by which a zone's private subnet is smaller than the VPC: an eighth, for zones 1 to 6. */
const PRIVATE_BITS = 3;
/** Public subnets carry a NAT gateway only: a 128th of the VPC, all in its first eighth. */
const PUBLIC_BITS = 7;

/**
 * Subnets of a zone, from the number of the zone alone, so that adding a zone moves no other.
 * Private subnets are the second to seventh eighth of the VPC, public ones lie in the first.
 */
export function zoneSubnets(vpc: AddressRange, zoneIndex: number): ZoneSubnets {
  return {
    privateCidr: subnet(vpc, vpc.prefix + PRIVATE_BITS, zoneIndex),
    publicCidr: subnet(vpc, vpc.prefix + PUBLIC_BITS, zoneIndex),
  };
}
