import table from '../../../lib/catalog/data/instance-types.json';
import { InstanceCatalog } from '../../../lib/catalog/instance-catalog';
import { Architecture, AttachKind, type InstanceType } from '../../../lib/catalog/instance-type';

const catalog = InstanceCatalog.default();

/** Names of the rows that break a rule: a failure says which, not merely that there is one. */
const breaking = (rule: (type: InstanceType) => boolean): string[] =>
  catalog.all.filter((type) => !rule(type)).map((type) => type.name);

/** A row of the published table below. */
interface PublishedRow {
  readonly name: string;
  readonly arch: string;
  readonly metal: boolean;
  readonly vcpu: number;
  readonly gib: number;
  readonly gbps: number;
  readonly ebsMBps: number;
  readonly iops: number;
  readonly limit: number;
  readonly kind: string;
  readonly localGB: number;
}

describe('the committed table', () => {
  test('says where its figures come from', () => {
    expect(table.source).toMatch(/^EC2 DescribeInstanceTypes, answered by /);
    expect(table.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(table.region).toMatch(/^[a-z]{2}-[a-z]+-\d$/);
  });

  test('gives every row a cell for every column', () => {
    expect(table.rows.filter((row) => row.length !== table.columns.length)).toEqual([]);
  });

  test('holds hundreds of types, each once', () => {
    expect(catalog.all.length).toBeGreaterThan(800);
    expect(new Set(catalog.all.map((type) => type.name)).size).toBe(catalog.all.length);
  });

  test('is sorted by family, then vCPUs, then name', () => {
    // padded, so that the order of strings is the order of numbers
    const keys = catalog.all.map(
      (type) => `${type.family} ${String(type.vcpu).padStart(4, '0')} ${type.name}`,
    );
    expect(keys).toEqual([...keys].sort());
  });

  test.each<[string, (type: InstanceType) => boolean]>([
    [
      'a name of family and size',
      ({ name }) => /^[cdimr]\w*\.(medium|\d*x?large|metal(-\d+xl)?)$/.test(name),
    ],
    ['the family of its name', ({ name, family }) => name.startsWith(`${family}.`)],
    ['metal in its name exactly where it is', ({ name, bareMetal }) => bareMetal === name.includes('.metal')],
    [
      'Graviton exactly where the letter after the generation is g',
      ({ family, architecture }) =>
        (architecture === Architecture.ARM64) === /^(im|is|[cmri])\d+g/.test(family),
    ],
    ['1 to 448 vCPUs', ({ vcpu }) => Number.isInteger(vcpu) && vcpu >= 1 && vcpu <= 448],
    [
      '1.5 to 33 GiB a vCPU',
      ({ memoryMiB, vcpu }) => memoryMiB / vcpu >= 1_536 && memoryMiB / vcpu <= 33_792,
    ],
    [
      'an OS that sees 85 % to 98.5 % of the memory',
      ({ osMemoryMiB, memoryMiB }) => osMemoryMiB > 0.85 * memoryMiB && osMemoryMiB < 0.985 * memoryMiB,
    ],
    ['whole MiB for the OS', ({ osMemoryMiB }) => Number.isInteger(osMemoryMiB)],
    ['0.1 to 600 Gbit/s', ({ networkBaselineGbps: gbps }) => gbps >= 0.1 && gbps <= 600],
    // up to 300 Gbit/s, on the b families
    ['15 to 36,000 MiB/s of EBS', ({ ebsBaselineMiBps: mibps }) => mibps >= 15 && mibps <= 36_000],
    ['500 to 1,440,000 IOPS of EBS', ({ ebsBaselineIops: iops }) => iops >= 500 && iops <= 1_440_000],
    ['3 to 128 attachments', ({ attachLimit }) => attachLimit >= 3 && attachLimit <= 128],
    [
      '0 to 24 local disks',
      ({ localDisks }) => Number.isInteger(localDisks) && localDisks >= 0 && localDisks <= 24,
    ],
    [
      'a disk size exactly where it has disks',
      ({ localDisks, localDiskGiB }) => localDisks > 0 === localDiskGiB > 0,
    ],
    ['2 to 24 interfaces', ({ enis }) => Number.isInteger(enis) && enis >= 2 && enis <= 24],
    ['3 to 64 addresses an interface', ({ ipv4PerEni }) => ipv4PerEni >= 3 && ipv4PerEni <= 64],
  ])('gives every type %s', (_, rule) => {
    expect(breaking(rule)).toEqual([]);
  });

  test('gives a family that is named for local disks some, and no other', () => {
    // GIVEN the letters of EC2's names: i, im, is and d as families, d behind the processor's letter elsewhere
    const named = (family: string): boolean => /^(i|d)/.test(family) || /^[cmr]\d+[a-z]*d/.test(family);
    // THEN
    expect(breaking(({ family, localDisks }) => named(family) === localDisks > 0)).toEqual([]);
  });

  test('holds no type whose baseline is below what it shows', () => {
    expect(breaking(({ family }) => !family.startsWith('t') && !family.includes('flex'))).toEqual([]);
  });

  test.each([
    'm6g',
    'm7i',
    'm8g',
    'r6i',
    'r7g',
    'r8g',
    'r8gd',
    'c8gn',
    'i4i',
    'i4g',
    'i7i',
    'i7ie',
    'i8g',
    'i8ge',
  ])('holds family %s in several sizes', (family) => {
    expect(catalog.all.filter((type) => type.family === family).length).toBeGreaterThan(4);
  });
});

/**
 * Rows of `DescribeInstanceTypes` as another reader put them down, in EC2's units.
 *
 * @see knowledge/sizing.md, table 5.1
 */
describe('facts of EC2', () => {
  test.each`
    name                | arch       | metal    | vcpu   | gib     | gbps     | ebsMBps | iops      | limit | kind           | localGB
    ${'m7g.4xlarge'}    | ${'arm64'} | ${false} | ${16}  | ${64}   | ${7.5}   | ${625}  | ${20000}  | ${27} | ${'shared'}    | ${0}
    ${'m9g.4xlarge'}    | ${'arm64'} | ${false} | ${16}  | ${64}   | ${8.5}   | ${750}  | ${24000}  | ${32} | ${'dedicated'} | ${0}
    ${'r8g.4xlarge'}    | ${'arm64'} | ${false} | ${16}  | ${128}  | ${7.5}   | ${625}  | ${20000}  | ${32} | ${'dedicated'} | ${0}
    ${'r8gb.4xlarge'}   | ${'arm64'} | ${false} | ${16}  | ${128}  | ${33.3}  | ${3125} | ${120000} | ${32} | ${'dedicated'} | ${0}
    ${'r6i.4xlarge'}    | ${'amd64'} | ${false} | ${16}  | ${128}  | ${6.25}  | ${625}  | ${20000}  | ${27} | ${'shared'}    | ${0}
    ${'i4i.4xlarge'}    | ${'amd64'} | ${false} | ${16}  | ${128}  | ${9.375} | ${625}  | ${20000}  | ${26} | ${'shared'}    | ${3750}
    ${'i7ie.6xlarge'}   | ${'amd64'} | ${false} | ${24}  | ${192}  | ${12.5}  | ${937}  | ${30000}  | ${32} | ${'dedicated'} | ${15000}
    ${'im4gn.4xlarge'}  | ${'arm64'} | ${false} | ${16}  | ${64}   | ${25}    | ${1250} | ${40000}  | ${26} | ${'shared'}    | ${7500}
    ${'d3en.4xlarge'}   | ${'amd64'} | ${false} | ${16}  | ${64}   | ${25}    | ${350}  | ${15000}  | ${19} | ${'shared'}    | ${111840}
    ${'m8g.metal-24xl'} | ${'arm64'} | ${true}  | ${96}  | ${384}  | ${40}    | ${3750} | ${120000} | ${39} | ${'dedicated'} | ${0}
    ${'r8g.metal-48xl'} | ${'arm64'} | ${true}  | ${192} | ${1536} | ${50}    | ${5000} | ${240000} | ${79} | ${'dedicated'} | ${0}
    ${'i4i.metal'}      | ${'amd64'} | ${true}  | ${128} | ${1024} | ${75}    | ${5000} | ${160000} | ${31} | ${'shared'}    | ${30000}
  `('$name', ({ name, arch, metal, vcpu, gib, gbps, ebsMBps, iops, limit, kind, localGB }: PublishedRow) => {
    // WHEN
    const type = catalog.get(name);

    // THEN
    expect(type).toMatchObject({
      architecture: arch,
      bareMetal: metal,
      vcpu,
      memoryMiB: gib * 1024,
      ebsBaselineIops: iops,
      attachLimit: limit,
      attachKind: kind,
    });
    expect(type.networkBaselineGbps).toBeCloseTo(gbps, 1);
    // decimal MB/s and GB, as EC2 states them; the source leaves out fractions
    expect(Math.abs((type.ebsBaselineMiBps * 2 ** 20) / 1e6 - ebsMBps)).toBeLessThan(1);
    expect(Math.abs((type.localDisks * type.localDiskGiB * 2 ** 30) / 1e9 - localGB)).toBeLessThanOrEqual(
      type.localDisks * 1.1,
    );
  });

  test.each(['i7i.metal-24xl', 'i7ie.metal-48xl', 'i8ge.metal-24xl', 'r8gn.metal-24xl', 'm8a.metal-48xl'])(
    '%s has a limit of its own, which the API calls shared and the EBS CSI driver overrides',
    (name) => {
      expect(catalog.get(name).attachKind).toBe(AttachKind.DEDICATED);
    },
  );

  test('a disk of d3en is a 14 TB drive, hence below 13,039 GiB', () => {
    expect(catalog.get('d3en.xlarge').localDiskGiB).toBeLessThan(14e12 / 2 ** 30);
  });

  test('the interfaces and bandwidth of r8gb.48xlarge are those of one of its two cards, which pods can use', () => {
    expect(catalog.get('r8gb.48xlarge')).toMatchObject({ enis: 12, networkBaselineGbps: 200 });
  });
});

describe('looking up', () => {
  test('finds a type by name, and nothing for a name that EC2 does not have', () => {
    expect(catalog.find('r8g.4xlarge')?.name).toBe('r8g.4xlarge');
    expect(catalog.find('r8g.5xlarge')).toBeUndefined();
  });

  test.each([
    ['r8g.4xlrage', 'r8g.4xlarge'],
    ['i4i.4xl', 'i4i.4xlarge'],
    ['m8g.metal', 'm6g.metal'],
  ])('fails for %s with an error that names %s', (wrong, near) => {
    expect(() => catalog.get(wrong)).toThrow(`unknown instance type '${wrong}': expected one of the`);
    expect(() => catalog.get(wrong)).toThrow(near);
  });

  test('builds the committed rows once', () => {
    expect(InstanceCatalog.default()).toBe(catalog);
  });

  test('takes a type that the table does not know', () => {
    // GIVEN
    const mine: InstanceType = { ...catalog.get('r8g.4xlarge'), name: 'r99g.4xlarge', family: 'r99g' };
    // WHEN
    const extended = new InstanceCatalog([...catalog.all, mine]);
    // THEN
    expect(extended.get('r99g.4xlarge')).toBe(mine);
    expect(catalog.find('r99g.4xlarge')).toBeUndefined();
  });

  test('fails for two rows of one name', () => {
    const type = catalog.get('r8g.4xlarge');
    expect(() => new InstanceCatalog([type, type])).toThrow(
      "instance type 'r8g.4xlarge' is listed twice: expected unique names",
    );
  });
});
