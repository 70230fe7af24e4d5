import table from './data/instance-types.json';
import { Architecture, AttachKind, type InstanceType } from './instance-type';
import { osMemoryMiB } from './os-memory';
import { editDistance } from '../text/edit-distance';

/** Region whose types the committed table has; others may lack some of them. */
export const CATALOG_REGION: string = table.region;

type Cell = string | number | boolean;

/** How the table writes these. */
const ARM64: string = Architecture.ARM64;
const DEDICATED: string = AttachKind.DEDICATED;

/** Names that an error offers in place of an unknown one. */
const SUGGESTIONS = 3;

/**
 * Instance types that suit a role, by name.
 *
 * Left out on purpose: burstable and `-flex` types (their baseline is below what they show), accelerators, and
 * families older than the 6th generation. Give `new InstanceCatalog([...InstanceCatalog.default().all, mine])` where
 * EC2 has a type that the table does not know yet.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html `scripts/catalog.ts`
 */
export class InstanceCatalog {
  private static shared?: InstanceCatalog;

  /** The committed table; its rows are built at the first call. */
  public static default(): InstanceCatalog {
    return (InstanceCatalog.shared ??= new InstanceCatalog(committedTypes()));
  }

  /** Every type, in the order given; by family, then vCPUs, then name in the committed table. */
  public readonly all: readonly InstanceType[];

  private readonly byName: ReadonlyMap<string, InstanceType>;

  /** @param types the rows; a name may occur once */
  public constructor(types: readonly InstanceType[]) {
    const byName = new Map<string, InstanceType>();
    for (const type of types) {
      if (byName.has(type.name)) throw new Error(`instance type '${type.name}' occurs twice: expected once`);
      byName.set(type.name, type);
    }
    this.all = types;
    this.byName = byName;
  }

  /** The type of that name, or `undefined`. */
  public find(name: string): InstanceType | undefined {
    return this.byName.get(name);
  }

  /** The type of that name; throws with the nearest names where there is none. */
  public get(name: string): InstanceType {
    const type = this.find(name);
    if (type === undefined) {
      throw new Error(
        `unknown instance type '${name}': expected one of the ${this.all.length} types of the catalog, ` +
          `such as ${this.nearest(name).join(', ')}`,
      );
    }
    return type;
  }

  /** The names of the catalog that are most like a name. */
  public nearest(name: string): string[] {
    return this.all
      .map((type) => ({ name: type.name, distance: editDistance(name, type.name) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, SUGGESTIONS)
      .map((candidate) => candidate.name);
  }
}

function committedTypes(): InstanceType[] {
  const columns: readonly string[] = table.columns;
  const rows: readonly (readonly Cell[])[] = table.rows;
  const at = (column: string): number => {
    const index = columns.indexOf(column);
    if (index < 0)
      throw new Error(`no column '${column}' in instance-types.json: expected one of ${columns.join(', ')}`);
    return index;
  };
  // A reader a column, found once: looking a column up in each of some 900 rows would cost more than all the rest.
  const text = (column: string) => reader(at(column), (cell): cell is string => typeof cell === 'string');
  const number = (column: string) => reader(at(column), (cell): cell is number => typeof cell === 'number');
  const flag = (column: string) => reader(at(column), (cell): cell is boolean => typeof cell === 'boolean');

  const name = text('name');
  const architecture = text('architecture');
  const bareMetal = flag('bareMetal');
  const vcpu = number('vcpu');
  const memoryMiB = number('memoryMiB');
  const networkBaselineGbps = number('networkBaselineGbps');
  const ebsBaselineMiBps = number('ebsBaselineMiBps');
  const ebsBaselineIops = number('ebsBaselineIops');
  const attachLimit = number('attachLimit');
  const attachKind = text('attachKind');
  const localDisks = number('localDisks');
  const localDiskGiB = number('localDiskGiB');
  const enis = number('enis');
  const ipv4PerEni = number('ipv4PerEni');

  return rows.map((row) => ({
    name: name(row),
    family: name(row).slice(0, name(row).indexOf('.')),
    architecture: architecture(row) === ARM64 ? Architecture.ARM64 : Architecture.AMD64,
    bareMetal: bareMetal(row),
    vcpu: vcpu(row),
    memoryMiB: memoryMiB(row),
    osMemoryMiB: osMemoryMiB(memoryMiB(row), bareMetal(row)),
    networkBaselineGbps: networkBaselineGbps(row),
    ebsBaselineMiBps: ebsBaselineMiBps(row),
    ebsBaselineIops: ebsBaselineIops(row),
    attachLimit: attachLimit(row),
    attachKind: attachKind(row) === DEDICATED ? AttachKind.DEDICATED : AttachKind.SHARED,
    localDisks: localDisks(row),
    localDiskGiB: localDiskGiB(row),
    enis: enis(row),
    ipv4PerEni: ipv4PerEni(row),
  }));
}

function reader<T extends Cell>(
  index: number,
  holds: (cell: Cell) => cell is T,
): (row: readonly Cell[]) => T {
  return (row) => {
    const cell = row[index];
    if (cell === undefined || !holds(cell)) {
      throw new Error(`cell ${index} of ${JSON.stringify(row)} in instance-types.json is of another type`);
    }
    return cell;
  };
}
