import { BYTES_PER_MIB } from '../catalog/units';
import { PriceTable } from '../catalog/prices';
import { hbasePutMiBps, hbaseReadMiBps, hbaseWriteMiBps } from '../model/resolved';
import { Product, Role } from '../roles/role';
import {
  callCrossings,
  fanOutCrossings,
  leastReplicas,
  pipelineCrossings,
  PLACEMENT_SOURCE,
  readCrossings,
} from './block-placement';
import { coordinationRates } from './coordination-traffic';
import { gbPerMonth } from './monthly-rate';
import { BlockPlacement, PlacementTraffic, TrafficFlow, TrafficPlan } from '../plan/traffic-plan';
import { Rate, TrafficSource } from './traffic-source';

/** Replicas of an imported HDFS: the default of the product. */
const IMPORTED_REPLICATION = 3;

const FAN_OUT =
  'https://github.com/apache/hbase/blob/rel/2.6.4/hbase-asyncfs/src/main/java/org/apache/hadoop/hbase/io/asyncfs/FanOutOneBlockAsyncDFSOutput.java';
const PIPELINE = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsDesign.html';
const NEAREST =
  'https://github.com/apache/hadoop/blob/rel/release-3.4.3/hadoop-hdfs-project/hadoop-hdfs/src/main/java/org/apache/hadoop/hdfs/server/blockmanagement/DatanodeManager.java';
const HBASE_REGIONS = 'https://hbase.apache.org/2.6/book.html#regions.arch';
const SHUFFLE =
  'https://hadoop.apache.org/docs/r3.4.3/hadoop-mapreduce-client/hadoop-mapreduce-client-core/MapReduceTutorial.html';

/** The placement in hdfs-site.xml. */
export const PLACEMENT_IN_FORCE = BlockPlacement.RACK_FAULT_TOLERANT;

/** Placement of blocks. */
interface Blocks {
  readonly placement: BlockPlacement;
  readonly replication: number;
}

/**
 * Monthly cross-zone traffic, with the current and with the other block placement. It does not include metadata
 * calls, journal edits, heartbeats, balancing and the restore of lost replicas, which are small compared with data,
 * or rare.
 * @see https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer_within_the_same_AWS_Region
 */
export function trafficOf(source: TrafficSource, list: PriceTable, own: PriceTable): TrafficPlan {
  const { averageLoad } = source.environment.assumptions;
  const others = Object.values(BlockPlacement).filter((placement) => placement !== PLACEMENT_IN_FORCE);
  return {
    averageLoad,
    placements: [PLACEMENT_IN_FORCE, ...others].map((placement) =>
      placementTraffic(source, placement, list, own),
    ),
  };
}

function placementTraffic(
  source: TrafficSource,
  placement: BlockPlacement,
  list: PriceTable,
  own: PriceTable,
): PlacementTraffic {
  const { environment, zones } = source;
  const replication = environment.hdfs?.replication ?? Math.min(IMPORTED_REPLICATION, zones);
  const flows = ratesOf(source, { placement, replication })
    .filter(({ bytesPerSecond }) => bytesPerSecond > 0)
    .map(({ bytesPerSecond, ...flow }): TrafficFlow => {
      const gb = gbPerMonth(bytesPerSecond * environment.assumptions.averageLoad);
      return { ...flow, gbPerMonth: gb, crossZoneGbPerMonth: gb * flow.crossings };
    });
  const crossZoneGbPerMonth = flows.reduce((sum, flow) => sum + flow.crossZoneGbPerMonth, 0);
  const left = leastReplicas(placement, replication, zones, 1);
  return {
    placement,
    inForce: placement === PLACEMENT_IN_FORCE,
    flows,
    crossZoneGbPerMonth,
    listUsdPerMonth: trafficUsd(flows, list),
    usdPerMonth: trafficUsd(flows, own),
    replicasWithZoneDown: left,
    replicasWithTwoZonesDown: leastReplicas(placement, replication, zones, 2),
    resilience: resilienceOf(left, replication),
  };
}

/** Price of flows in USD per month. Each is rounded to the cent, so that the total is the sum of their prices. */
export function trafficUsd(flows: readonly TrafficFlow[], { crossZoneGbUsd }: PriceTable): number {
  const cents = flows.map((flow) => Math.round(100 * flow.crossZoneGbPerMonth * crossZoneGbUsd));
  return cents.reduce((sum, part) => sum + part, 0) / 100;
}

function resilienceOf(left: number, replication: number): string {
  const share = `${left} of ${replication} replicas`;
  if (left === 0) return `with a zone down, some blocks have no replica left: their data is unavailable`;
  if (left === 1) {
    return `with a zone down, blocks have ${share} left: all data is available, but the loss of one more disk loses data permanently`;
  }
  return `with a zone down, every block has ${share} left: all data is available, and one more node or disk can fail`;
}

function ratesOf(source: TrafficSource, blocks: Blocks): Rate[] {
  const rates: Readonly<Record<Product, readonly Rate[]>> = {
    [Product.HDFS]: hdfsRates(source, blocks),
    [Product.HBASE]: hbaseRates(source, blocks),
    [Product.YARN]: shuffleRates(source),
    [Product.ZOOKEEPER]: coordinationRates(source),
  };
  return Object.values(rates).flat();
}

/** Clients of HDFS other than HBase. */
function hdfsRates({ environment, zones }: TrafficSource, blocks: Blocks): Rate[] {
  const { hdfs, hbase, assumptions, products } = environment;
  if (hdfs === undefined) return [];
  const { placement, replication } = blocks;
  const fromHBase = hbase === undefined ? 0 : hbaseWriteMiBps(hbase, assumptions);
  const written = BYTES_PER_MIB * Math.max(0, hdfs.writeMiBps - fromHBase);
  const read = BYTES_PER_MIB * hdfs.readMiBps;
  const owner = { product: Product.HDFS, subject: Role.DATANODE };
  const source = PLACEMENT_SOURCE[placement];
  // Jobs of the platform run in its zones. The NameNode has no rack for other clients.
  const inside = products.includes(Product.YARN) || products.includes(Product.HBASE);
  return [
    {
      ...owner,
      name: 'writes',
      bytesPerSecond: written,
      crossings: pipelineCrossings(placement, replication, zones),
      rule: 'zones of a block - 1: each DataNode forwards a byte to the next, the nearest first',
      source: `${source}; ${PIPELINE}`,
    },
    {
      ...owner,
      name: 'writes, to the first replica',
      bytesPerSecond: written,
      crossings: inside ? 0 : callCrossings(zones),
      rule: inside
        ? '0: the first replica is in the zone of the writer, a pod of the platform'
        : '(zones - 1) / zones: writers outside the platform get the first replica in any zone',
      source,
    },
    {
      ...owner,
      name: 'reads',
      bytesPerSecond: read,
      crossings: inside ? readCrossings(placement, replication, zones) : callCrossings(zones),
      rule: inside
        ? '1 - zones of a block / zones: the NameNode lists the nearest replica first'
        : '(zones - 1) / zones: readers outside the platform get a replica in any zone',
      source: NEAREST,
    },
  ];
}

function hbaseRates({ environment, zones }: TrafficSource, { placement, replication }: Blocks): Rate[] {
  const { hbase, assumptions } = environment;
  if (hbase === undefined) return [];
  const put = BYTES_PER_MIB * hbasePutMiBps(hbase);
  const rewritten = Math.max(0, BYTES_PER_MIB * hbaseWriteMiBps(hbase, assumptions) - 2 * put);
  const owner = { product: Product.HBASE, subject: Role.REGIONSERVER };
  const calls = {
    crossings: callCrossings(zones),
    rule: '(zones - 1) / zones: a region has one server, and its clients are in all zones',
    source: HBASE_REGIONS,
  };
  const pipeline = {
    crossings: pipelineCrossings(placement, replication, zones),
    rule: 'zones of a block - 1: store files use the write pipeline',
    source: `${PLACEMENT_SOURCE[placement]}; ${PIPELINE}`,
  };
  return [
    { ...owner, name: 'answers to clients', bytesPerSecond: BYTES_PER_MIB * hbaseReadMiBps(hbase), ...calls },
    { ...owner, name: 'puts of clients', bytesPerSecond: put, ...calls },
    {
      ...owner,
      name: 'write-ahead logs',
      bytesPerSecond: put,
      crossings: fanOutCrossings(placement, replication, zones),
      rule: 'replicas outside the zone of the writer, which sends to each directly',
      source: FAN_OUT,
    },
    { ...owner, name: 'flushes', bytesPerSecond: put, ...pipeline },
    { ...owner, name: 'compactions', bytesPerSecond: rewritten, ...pipeline },
    {
      ...owner,
      name: 'reads of compactions',
      bytesPerSecond: rewritten,
      crossings: 0,
      rule: '0: a server reads its own files, whose first replica is in its zone',
      source: 'https://hbase.apache.org/2.6/book.html#regions.arch.locality',
    },
  ];
}

/** Data between the map and reduce tasks of jobs. */
function shuffleRates({ environment, zones }: TrafficSource): Rate[] {
  const { hdfs, yarn, assumptions } = environment;
  if (hdfs === undefined || yarn === undefined) return [];
  return [
    {
      product: Product.YARN,
      subject: Role.NODEMANAGER,
      name: 'shuffle of jobs',
      bytesPerSecond: BYTES_PER_MIB * hdfs.readMiBps * assumptions.shuffledShare,
      crossings: callCrossings(zones),
      rule: '(zones - 1) / zones: every reduce fetches from every map; bytes are HDFS reads x shuffledShare',
      source: SHUFFLE,
    },
  ];
}
