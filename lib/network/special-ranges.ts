import { AddressRange, overlaps, parseCidr } from './cidr';

/** An address range with a special purpose. */
interface SpecialRange {
  readonly cidr: string;
  readonly name: string;
}

/**
 * Ranges that no network can use: AWS refuses them for a VPC, and hosts do not route them.
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

/** Ranges that the internet does not route: RFC 1918, carrier-grade NAT (RFC 6598) and benchmarks (RFC 2544). */
const PRIVATE: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '198.18.0.0/15',
];

/**
 * Default ranges of EKS for the addresses of Services. EKS uses one that does not overlap the VPC. If both are free,
 * the documentation does not say which one it uses.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
export const SERVICE_RANGES: readonly string[] = ['10.100.0.0/16', '172.20.0.0/16'];

/**
 * Range of the Docker bridge, which AWS services such as Cloud9 and SageMaker also use. Their hosts cannot reach a
 * VPC with this range.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export const DOCKER_BRIDGE = '172.17.0.0/16';

/** The name of the special range that makes this range unusable. */
export function unusablePart(range: AddressRange): string | undefined {
  const found = UNUSABLE.find(({ cidr }) => overlapsCidr(range, cidr));
  return found && `${found.name} range ${found.cidr}`;
}

/** Whether hosts on the internet can have addresses in this range. */
export function isPublic(range: AddressRange): boolean {
  return !PRIVATE.some((cidr) => overlapsCidr(range, cidr));
}

export function overlapsCidr(range: AddressRange, cidr: string): boolean {
  const other = parseCidr(cidr);
  return other !== undefined && overlaps(range, other);
}
