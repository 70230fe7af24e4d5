/**
 * Addresses that differ in one part, in shell braces: `zk-{1a-0,1b-0}.zk.hadoop.svc:2181`. The full connect string of
 * five servers has about 400 characters and repeats most of them.
 */
export function addressesText(connectString: string): string {
  const addresses = connectString.split(',');
  const [first = ''] = addresses;
  const prefix = /^.*-/.exec(first.slice(0, commonLength(addresses)))?.[0] ?? '';
  const tail = first.slice(first.length - commonLength(addresses, (text, index) => text.at(-1 - index)));
  const suffix = /\..*$/.exec(tail)?.[0] ?? '';
  const overlaps = addresses.some((address) => address.length <= prefix.length + suffix.length);
  if (addresses.length < 2 || prefix === '' || suffix === '' || overlaps) return connectString;
  const parts = addresses.map((address) => address.slice(prefix.length, -suffix.length));
  return `${prefix}{${parts.join(',')}}${suffix}`;
}

/** Number of characters that all texts have in common at one end. */
function commonLength(
  texts: readonly string[],
  read: (text: string, index: number) => string | undefined = (text, index) => text.at(index),
): number {
  const [first = ''] = texts;
  let length = 0;
  while (length < first.length && texts.every((text) => read(text, length) === read(first, length))) length++;
  return length;
}
