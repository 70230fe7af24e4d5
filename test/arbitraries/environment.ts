import * as fc from 'fast-check';
import { Architecture } from '../../lib/catalog/instance-type';
import { Environment, NodeSharing, Tier } from '../../lib/model/environment';
import { RoleOverrides } from '../../lib/model/overrides';
import {
  HBaseTargets,
  HdfsTargets,
  YarnDemand,
  YarnTargets,
  ZooKeeperTargets,
} from '../../lib/model/targets';

/** Zones by region, as AWS names them: more than three, exactly three, and with a letter missing. */
export const REGIONS: Record<string, string[]> = {
  'us-east-1': ['a', 'b', 'c', 'd', 'e', 'f'],
  'us-west-2': ['a', 'b', 'c', 'd'],
  'eu-west-1': ['a', 'b', 'c'],
  'ap-northeast-1': ['a', 'c', 'd'],
};

/** A number whose magnitude, not whose value, is spread evenly: small and large loads are drawn alike. */
export function magnitude(min: number, max: number): fc.Arbitrary<number> {
  return fc
    .double({ min: Math.log10(min), max: Math.log10(max), noNaN: true })
    .map((exponent) => Math.min(max, Math.max(min, Number((10 ** exponent).toPrecision(4)))));
}

/** A whole number, spread like `magnitude`. */
export function count(min: number, max: number): fc.Arbitrary<number> {
  return magnitude(min, max).map(Math.round);
}

/** Any part of an object: a target that is left out has its default. */
function some<T extends object>(shape: {
  [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>>;
}): fc.Arbitrary<T> {
  return fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<T>;
}

const ensemble = (name: string): fc.Arbitrary<ZooKeeperTargets> =>
  some<Omit<ZooKeeperTargets, 'name'>>({
    clients: count(1, 600_000),
    znodes: count(1, 5_000_000),
    dataTreeMiB: count(1, 4_096),
    watches: count(1, 10_000_000),
    writesPerSecond: magnitude(0.5, 15_000),
    participants: fc.constantFrom(3, 5),
    tenants: fc.constantFrom([], [{ name: 'locks', maxZnodes: 1_000 }, { name: 'config' }]),
    isolated: fc.boolean(),
  }).map((targets) => ({ name, ...targets }));

const ensembles = fc
  .integer({ min: 1, max: 3 })
  .chain((size) => fc.tuple(...['main', 'services', 'locks'].slice(0, size).map(ensemble)));

const hdfs = some<Omit<HdfsTargets, 'coldFraction' | 'coldPaths'>>({
  usableTiB: magnitude(0.01, 5_000),
  growthPerYear: fc.double({ min: 0, max: 2, noNaN: true }),
  filesMillions: magnitude(0.001, 60),
  replication: fc.constantFrom(1, 2, 3),
  restoreRedundancyHours: magnitude(0.5, 48),
  readMiBps: magnitude(1, 50_000),
  writeMiBps: magnitude(1, 20_000),
});

const hbase = some<HBaseTargets>({
  datasetTiB: magnitude(0.001, 300),
  readsPerSecond: magnitude(1, 1_000_000),
  writesPerSecond: magnitude(1, 200_000),
  scansPerSecond: magnitude(1, 50_000),
  averageRowBytes: count(10, 20_000),
  hotSetFraction: fc.double({ min: 0, max: 0.3, noNaN: true }),
  regionSizeGiB: magnitude(2, 50),
  maxRegionUnavailabilitySeconds: magnitude(15, 180),
});

const demand: fc.Arbitrary<YarnDemand> = fc
  .record({
    vcores: count(1, 4_000),
    gibPerVcore: fc.constantFrom(1, 2, 4, 8, 12),
    burst: fc.double({ min: 1, max: 5, noNaN: true }),
    peak: fc.boolean(),
  })
  .map(({ vcores, gibPerVcore, burst, peak }) => ({
    guaranteedVcores: vcores,
    guaranteedMemoryGiB: vcores * gibPerVcore,
    ...(peak ? { peakVcores: vcores * burst, peakMemoryGiB: vcores * gibPerVcore * burst } : {}),
  }));

const yarn = some<Omit<YarnTargets, 'fileSystem'>>({
  production: demand,
  nonProduction: demand,
  largestContainerVcores: count(1, 16),
  largestContainerMemoryGiB: magnitude(0.5, 100),
  minNodeManagersPerZone: count(1, 5),
  maxNodeManagersPerZone: fc.constant(400),
});

const overrides: fc.Arbitrary<Record<string, RoleOverrides>> = fc.record(
  {
    regionserver: fc.constant({
      settings: { 'hbase.regionserver.thread.compaction.small': '3', 'hbase.hregion.majorcompaction': '0' },
    }),
    datanode: fc.record({ figures: fc.record({ handlers: count(10, 200), overheadMiB: count(800, 3_000) }) }),
    namenode: fc.record({ figures: fc.record({ heapMiB: fc.constantFrom(31_744, 49_152, 65_536) }) }),
    journalnode: fc.record({
      figures: fc.record({ replicas: fc.constantFrom(3, 5), dataGiB: count(10, 200) }),
    }),
    nodemanager: fc.record({ spot: fc.constant(false), figures: fc.record({ dataDisks: count(1, 4) }) }),
  },
  { requiredKeys: [] },
);

/** What of the space of descriptions is drawn. */
export interface EnvironmentOptions {
  readonly tiers?: readonly Tier[];
  readonly sharings?: readonly NodeSharing[];
  /** Also draw overrides of figures. */
  readonly overrides?: boolean;
  /** Also draw descriptions with two acknowledged zones. */
  readonly twoZones?: boolean;
}

interface Place {
  readonly region: string;
  readonly zones: string[];
}

const placeOf = (fewest: number): fc.Arbitrary<Place> =>
  fc
    .constantFrom(...Object.keys(REGIONS))
    .chain((region) =>
      fc
        .shuffledSubarray(REGIONS[region] ?? [], { minLength: fewest })
        .map((letters) => ({ region, zones: letters.map((letter) => region + letter) })),
    );

/** Pod ranges of any number of zones, apart from each other. */
function podCidrsOf(zones: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(
    [...zones].sort().map((zone, position) => [zone, [`198.18.${16 * position}.0/20`]]),
  );
}

function environmentIn(options: EnvironmentOptions, tier: Tier): fc.Arbitrary<Environment> {
  const fewest = options.twoZones === true && tier !== Tier.PROD ? 2 : 3;
  return fc
    .record({
      place: placeOf(fewest),
      targets: some<Pick<Environment, 'zookeeper' | 'hdfs' | 'hbase' | 'yarn'>>({
        zookeeper: ensembles,
        hdfs,
        hbase,
        yarn,
      }),
      choices: some<Pick<Environment, 'architecture' | 'nodeSharing'>>({
        architecture: fc.constantFrom(Architecture.ARM64, Architecture.AMD64),
        nodeSharing: fc.constantFrom(...(options.sharings ?? Object.values(NodeSharing))),
      }),
      overrides:
        options.overrides === true ? fc.option(overrides, { nil: undefined }) : fc.constant(undefined),
    })
    .map(({ place, targets, choices, overrides: given }): Environment => {
      const { region, zones } = place;
      const local = tier === Tier.LOCAL;
      const { nodeSharing, ...anywhere } = choices;
      return consistent({
        name: 'generated',
        tier,
        zones,
        ...(local ? { network: { podCidrs: podCidrsOf(zones) } } : { region }),
        ...(zones.length === 2 ? { acknowledgeTwoZones: true } : {}),
        ...targets,
        ...anywhere,
        ...(local || nodeSharing === undefined ? {} : { nodeSharing }),
        ...(given === undefined ? {} : { overrides: given }),
      });
    });
}

/** A description that contradicts itself is refused before it is planned; those are drawn in the tests of bad input. */
function consistent(environment: Environment): Environment {
  const { hdfs: storage, hbase: serving, zones } = environment;
  if (storage === undefined) return environment;
  const usableTiB =
    storage.usableTiB === undefined ? undefined : Math.max(storage.usableTiB, serving?.datasetTiB ?? 0);
  const replication =
    storage.replication === undefined ? undefined : Math.min(storage.replication, zones.length);
  return {
    ...environment,
    hdfs: {
      ...storage,
      ...(usableTiB === undefined ? {} : { usableTiB }),
      ...(replication === undefined ? {} : { replication }),
    },
  };
}

/** Descriptions that are valid by themselves, over the whole space unless the options narrow it. */
export function environments(options: EnvironmentOptions = {}): fc.Arbitrary<Environment> {
  return fc
    .constantFrom(...(options.tiers ?? Object.values(Tier)))
    .chain((tier) => environmentIn(options, tier));
}
