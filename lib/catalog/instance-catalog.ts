import table from './data/instance-types.json';
import { Architecture, AttachKind, type InstanceType } from './instance-type';
import { osMemoryMiB } from './os-memory';
import { editDistance } from '../text/edit-distance';

/** Region that the committed table lists. Other regions may lack some of its types. */
export const CATALOG_REGION: string = table.region;

type Cell = string | number | boolean;

/** Spelling of architectures and attachment kinds in the table. */
const ARM64: string = Architecture.ARM64;
const DEDICATED: string = AttachKind.DEDICATED;

/** Number of names that an error suggests for an unknown one. */
const SUGGESTIONS = 3;

/**
 * Instance types that roles can run on, by name.
 *
 * The catalog deliberately omits burstable and `-flex` types (their baseline is below their advertised performance),
 * accelerators, and families older than the 6th generation. For a type that is newer than the table, pass `new
 * InstanceCatalog([...InstanceCatalog.default().all, mine])`.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html `scripts/catalog.ts`
 */
export class InstanceCatalog {
  private static shared?: InstanceCatalog;

  /** The committed table. The first call builds its rows. */
  public static default(): InstanceCatalog {
    return (InstanceCatalog.shared ??= new InstanceCatalog(committedTypes()));
  }

  /** Every type, in the given order. The committed table is ordered by family, then vCPUs, then name. */
  public readonly all: readonly InstanceType[];

  private readonly byName: ReadonlyMap<string, InstanceType>;

  /** @param types the rows; each name must be unique */
  public constructor(types: readonly InstanceType[]) {
    const byName = new Map<string, InstanceType>();
    for (const type of types) {
      if (byName.has(type.name))
        throw new Error(`instance type '${type.name}' is listed twice: expected unique names`);
      byName.set(type.name, type);
    }
    this.all = types;
    this.byName = byName;
  }

  /** Returns the type with that name, or `undefined`. */
  public find(name: string): InstanceType | undefined {
    return this.byName.get(name);
  }

  /** Returns the type with that name. Throws an error that suggests the nearest names if there is none. */
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

  /** The names in the catalog that are closest to a name. */
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
  // One reader per column, resolved once. Looking up each column again in some 900 rows would dominate the cost.
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
      throw new Error(
        `cell ${index} of ${JSON.stringify(row)} in instance-types.json has an unexpected type`,
      );
    }
    return cell;
  };
}
