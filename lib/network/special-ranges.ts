import { AddressRange, overlaps, parseCidr } from './cidr';

/** An address range with a meaning of its own. */
interface SpecialRange {
  readonly cidr: string;
  readonly name: string;
}

/**
 * Ranges that no network can have: AWS refuses them for a VPC, and no machine routes them.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const UNUSABLE: readonly SpecialRange[] = [
  { cidr: '0.0.0.0/8', name: "'this network'" },
  { cidr: '127.0.0.0/8', name: 'loopback' },
  { cidr: '169.254.0.0/16', name: 'link-local' },
  { cidr: '224.0.0.0/4', name: 'multicast' },
  { cidr: '240.0.0.0/4', name: 'reserved' },
];

/** Ranges that the Internet does not route: RFC 1918, carrier-grade NAT (RFC 6598) and benchmarks (RFC 2544). */
const PRIVATE: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '198.18.0.0/15',
];

/**
 * Ranges that EKS takes the addresses of Services from, where none is given: one that does not overlap the VPC. Which
 * of the two it takes where both are free is not documented.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
export const SERVICE_RANGES: readonly string[] = ['10.100.0.0/16', '172.20.0.0/16'];

/**
 * Docker's bridge, which services of AWS use, too (Cloud9, SageMaker): their hosts cannot reach a VPC with it.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export const DOCKER_BRIDGE = '172.17.0.0/16';

/** The range that makes this one unusable, in words. */
export function unusablePart(range: AddressRange): string | undefined {
  const found = UNUSABLE.find(({ cidr }) => overlapsCidr(range, cidr));
  return found && `${found.name} range ${found.cidr}`;
}

/** Whether hosts of the Internet may have addresses of this range. */
export function isPublic(range: AddressRange): boolean {
  return !PRIVATE.some((cidr) => overlapsCidr(range, cidr));
}

export function overlapsCidr(range: AddressRange, cidr: string): boolean {
  const other = parseCidr(cidr);
  return other !== undefined && overlaps(range, other);
}
