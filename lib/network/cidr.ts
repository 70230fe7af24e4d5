import { Address4 } from 'ip-address';

/** An IPv4 address range as two numbers, both inclusive. */
export interface AddressRange {
  readonly cidr: string;
  readonly first: number;
  readonly last: number;
  /** Prefix length. */
  readonly prefix: number;
}

/** Parses a CIDR such as `10.0.0.0/16`. Returns undefined unless it is the address of a network with its prefix. */
export function parseCidr(cidr: string): AddressRange | undefined {
  if (!/^[\d.]+\/\d+$/.test(cidr) || !Address4.isValid(cidr)) return undefined;
  const address = new Address4(cidr);
  const first = Number(address.startAddress().bigInt());
  if (Number(address.bigInt()) !== first) return undefined;
  return { cidr, first, last: Number(address.endAddress().bigInt()), prefix: address.subnetMask };
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** The `index`-th (from 0) range of `prefix` within `outer`. */
export function subnet(outer: AddressRange, prefix: number, index: number): string {
  const first = outer.first + index * 2 ** (32 - prefix);
  return `${Address4.fromBigInt(BigInt(first)).correctForm()}/${prefix}`;
}
