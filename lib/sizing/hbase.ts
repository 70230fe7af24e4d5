import { isSmall, ResolvedHBase } from '../model/resolved';
import { Role } from '../roles/role';
import { spread } from '../topology/placement';
import { Tier } from '../model/environment';
import { SizingContext } from '../draft/context';
import {
  assumed,
  figuresOf,
  leastCpu,
  leastHeap,
  ruleNumber,
  target,
  zoneCount,
} from '../draft/figure-inputs';
import { HBasePlan, HdfsClientPlan, HdfsPlan } from '../plan/plan';
import { INDEX_CACHE_FRACTION, MEMSTORE_FRACTION } from './cache-disks';
import { RegionServerShape, sizeRegionServers } from './regionservers';
import { procedureThreads } from '../draft/recovery-figures';
import { draftRole, floorFor, NO_EBS, RoleDraft, sheetFor, sizeContainer } from '../draft/role-draft';

const CDP = 'https://docs.cloudera.com/cdp-private-cloud-base/latest/installation/topics/cdpdc-hbase.html';
const BOOK = 'https://hbase.apache.org/2.6/book.html';

export interface HBaseDraft {
  readonly hbase: HBasePlan;
  readonly roles: RoleDraft[];
}

/** Sizes HBase: masters and RegionServers. */
export function sizeHBase(
  context: SizingContext,
  targets: ResolvedHBase,
  hdfs: HdfsPlan | undefined,
  client: HdfsClientPlan,
): HBaseDraft {
  const { namespace } = context.environment;
  const regionservers = sizeRegionServers(context, targets);
  const hmasters = sizeMasters(context, regionservers);
  const datanodes = hdfs?.datanodes ?? 100;
  const datanodesPerZone = Math.ceil(datanodes / context.zones.length);
  return {
    hbase: {
      // These separate two clusters that share an ensemble or an HDFS.
      rootDir: `hdfs://${client.nameservice}/hbase-${namespace}`,
      znodeParent: `/hbase-${namespace}`,
      sessionTimeoutMs: regionservers.sessionTimeoutMs,
      regionServerHandlers: regionservers.handlers,
      bucketCacheMiB: regionservers.bucketCacheMiB,
      bucketCacheFiles: regionservers.bucketCacheFiles,
      memstoreFraction: MEMSTORE_FRACTION,
      // With a bucket cache, the heap holds only index and bloom blocks.
      blockCacheFraction: regionservers.bucketCacheMiB > 0 ? INDEX_CACHE_FRACTION : 0.3,
      regionSizeGiB: targets.regionSizeGiB,
      memstoreFlushMiB: 128,
      regions: regionservers.regions,
      walProvider: regionservers.walGroups > 1 ? 'multiwal' : 'asyncfs',
      walGroups: regionservers.walGroups,
      // More than the DataNodes of a zone, all of which can be dead before the NameNode knows it.
      asyncCreateRetries: Math.max(10, datanodesPerZone + 5),
      maxExcludeDatanodes: Math.max(3, datanodesPerZone + 1),
      compactionLowerMiBps: 50,
      compactionUpperMiBps: 100,
    },
    roles: [hmasters, regionservers.role],
  };
}

/** Heap of a master in MiB by the number of regions and servers. */
function masterHeapMiB(regions: number, servers: number): number {
  if (servers >= 300) return 12_288;
  return regions >= 10_000 && servers >= 200 ? 8_192 : 4_096;
}

function sizeMasters(context: SizingContext, regionservers: RegionServerShape): RoleDraft {
  const role = Role.HMASTER;
  const { tier } = context.environment.source;
  const small = isSmall(tier);
  const sheet = sheetFor(context, role);
  const floor = floorFor(context, role);
  const replicas = sheet.count(
    'replicas',
    tier === Tier.PROD ? Math.min(3, context.quorumZones.length) : 2,
    'pods',
    'one in each of three zones in prod, otherwise two',
    BOOK,
    tier === Tier.PROD
      ? [target('quorumZones', context.quorumZones.length, 'zones'), ruleNumber('HMasters', 3, 'pods')]
      : [ruleNumber('HMasters', 2, 'pods')],
  );
  const servers = regionservers.role.members.length;
  sheet.count(
    'procedureThreads',
    procedureThreads(servers),
    'threads',
    'two for each RegionServer that can fail with a zone, 16 to 128',
    `${BOOK} hbase.master.procedure.threads`,
    [zoneCount(context.zones), ...figuresOf(regionservers.role, 'replicasPerZone')],
  );
  return draftRole(context, {
    role,
    placement: spread(context.quorumZones, replicas),
    containers: [
      sizeContainer(context, role, sheet, {
        name: role,
        heapMiB: small
          ? floor.heapMiB
          : Math.max(floor.heapMiB, masterHeapMiB(regionservers.regions, servers)),
        heapRule: '4 GiB; 8 GiB for 10,000 regions on 200 servers; 12 GiB for 300 servers',
        heapSource: CDP,
        heapInputs: [
          ...(small
            ? []
            : [zoneCount(context.zones), ...figuresOf(regionservers.role, 'regions', 'replicasPerZone')]),
          leastHeap(floor),
        ],
        directMiB: small ? 64 : context.assumptions.hmasterDirectMiB,
        directRule: 'RPC buffers and the store files of the master region',
        ...(small ? {} : { directInputs: assumed(context.assumptions, 'hmasterDirectMiB') }),
        cpuMillis: floor.cpuMillis,
        cpuRule: 'a machine with four cores, minus the share of its node',
        cpuInputs: [leastCpu(floor)],
        threads: small ? 100 : 300,
      }),
    ],
    volumes: [],
    sheet,
    terminationGraceSeconds: 120,
    maxUnavailable: 1,
    ebsMiBps: 0,
    ebsRule: NO_EBS,
    networkGbps: small ? 0.1 : context.assumptions.hmasterNetworkGbps,
    networkRule:
      'reports of the RegionServers, by an assumption for any number of them; 0.1 Gbit/s in dev and local',
    ...(small ? {} : { networkInputs: assumed(context.assumptions, 'hmasterNetworkGbps') }),
  });
}
