import { contains, overlaps, parseCidr, subnet } from '../../../lib/network/cidr';

function range(cidr: string): NonNullable<ReturnType<typeof parseCidr>> {
  const parsed = parseCidr(cidr);
  if (parsed === undefined) throw new Error(`${cidr} is no range`);
  return parsed;
}

/** An address as a number, by the definition of dotted quads. */
function address(dotted: string): number {
  return dotted.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

describe('reading a range', () => {
  test.each([
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
    ['172.16.0.0/12', '172.16.0.0', '172.31.255.255'],
    ['192.168.1.128/25', '192.168.1.128', '192.168.1.255'],
    ['203.0.113.7/32', '203.0.113.7', '203.0.113.7'],
    ['255.255.255.0/24', '255.255.255.0', '255.255.255.255'],
  ])('GIVEN %s WHEN read THEN it begins at %s and ends at %s', (cidr, first, last) => {
    expect(range(cidr)).toMatchObject({ first: address(first), last: address(last) });
  });

  test.each([
    '10.0.0.1/16',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/16',
    '256.0.0.0/8',
    ' 10.0.0.0/16',
    '::/0',
    '',
    '10.0.0.0/16/8',
    '10.0.0.0/',
  ])('GIVEN %p WHEN read THEN it is no range', (cidr) => {
    expect(parseCidr(cidr)).toBeUndefined();
  });
});

describe('comparing ranges', () => {
  test.each([
    ['10.0.0.0/16', '10.0.128.0/17', true, true],
    ['10.0.128.0/17', '10.0.0.0/16', true, false],
    ['10.0.0.0/16', '10.0.0.0/16', true, true],
    ['10.0.0.0/17', '10.0.128.0/17', false, false],
    ['10.0.0.0/24', '10.0.1.0/24', false, false],
  ])(
    'GIVEN %s and %s WHEN compared THEN overlap is %s and the first holds the second is %s',
    (a, b, overlap, holds) => {
      expect(overlaps(range(a), range(b))).toBe(overlap);
      expect(overlaps(range(b), range(a))).toBe(overlap);
      expect(contains(range(a), range(b))).toBe(holds);
    },
  );
});

test.each([
  ['10.0.0.0/16', 24, 0, '10.0.0.0/24'],
  ['10.0.0.0/16', 24, 255, '10.0.255.0/24'],
  ['172.31.240.0/20', 23, 3, '172.31.246.0/23'],
  ['192.168.0.0/16', 17, 1, '192.168.128.0/17'],
])('GIVEN %s WHEN its /%i number %i is asked for THEN it is %s', (outer, prefix, index, expected) => {
  expect(subnet(range(outer), prefix, index)).toBe(expected);
});
