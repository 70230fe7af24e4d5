import { Role } from '../roles/role';
import { pluralText } from '../text/number';
import { diskUtilisation } from '../resilience/remaining-capacity';
import { storedTiB } from '../draft/loads';
import { Plan, RolePlan } from '../plan/plan';
import { givenUpSeconds } from '../draft/restore';
import { BlockLoss, blockLoss, dataNodesOf } from './block-replicas';
import { FigureList, planned, ruled, target } from './figure-list';
import { brokenDisks, left, lost } from './loss';
import { dataNodeLoad } from './hdfs-load';
import { blocksOf, reReplication, Restore } from './re-replication';
import { figureOf } from '../config/plan-parts';
import { settingOf } from './settings-in-force';
import { addStall, percent, quorumVerdict, standbyVerdict } from './standing';
import { hdfsStall } from './stalls';
import { coordinationRole, offersTheDead, quorumMargin } from './structure';
import { Standing, Topic, Verdict } from './what-if-report';
import { DegradedPlatform } from './degraded-platform';

const HDFS_DEFAULT = 'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml';
const PLACEMENT =
  'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsBlockPlacementPolicies.html';

function roleOf(plan: Plan, role: Role): RolePlan | undefined {
  return plan.roles.find((candidate) => candidate.role === role);
}

/** Whether a new active master can be elected. An imported ensemble is assumed to be available. */
export function canElect({ plan, loss }: DegradedPlatform): boolean {
  const ensemble = coordinationRole(plan);
  return ensemble === undefined || quorumMargin(ensemble, loss) >= 0;
}

/** HDFS after a loss. */
export function hdfsPart(platform: DegradedPlatform, figures: FigureList): Verdict[] {
  const { plan, loss, environment } = platform;
  const journalnode = roleOf(plan, Role.JOURNALNODE);
  const namenode = roleOf(plan, Role.NAMENODE);
  const datanode = dataNodesOf(plan);
  if (
    environment.hdfs === undefined ||
    journalnode === undefined ||
    namenode === undefined ||
    datanode === undefined
  )
    return [];
  const journal = quorumVerdict(journalnode, loss, figures);
  const master = standbyVerdict(namenode, loss, figures, canElect(platform));
  if (lost(loss, journalnode) > 0) journalResync(platform, figures, journalnode);
  const blocks = blockFigures(platform, figures);
  const restore = reReplication(platform, datanode, figures);
  const load = dataNodeLoad(platform, datanode, figures, restore?.nodeMiBps ?? 0);
  if (left(loss, datanode) > 0) addStall(figures, 'hdfs', 'longestWait', hdfsStall(plan, loss));
  return [
    journal,
    master,
    blocksVerdict(blocks, blocksOf(platform)),
    writesVerdict(platform, datanode, [journal, master], figures),
    ...roomVerdict(platform, datanode, figures),
    ...load,
    ...inTimeVerdict(platform, datanode, restore),
  ];
}

/** Under-replicated blocks. */
function blockFigures(platform: DegradedPlatform, figures: FigureList): BlockLoss {
  const blocks = blocksOf(platform);
  const loss = blockLoss(platform.plan, platform.loss);
  const source = `${PLACEMENT}; each replica in a different zone`;
  const given = (share: number) => [
    planned('namenode.blocksMillions', blocks / 1e6, 'million'),
    ruled('share of the blocks, from the lost shares of their zones', share, 'share'),
  ];
  for (const [name, share, formula] of [
    ['blocksWithFewerReplicas', loss.fewer, 'blocks x probability that at least one replica is lost'],
    ['blocksWithOneReplica', loss.last, 'blocks x probability that all replicas but one are lost'],
    ['blocksWithoutReplica', loss.none, 'blocks x probability that all replicas are lost'],
  ] as const) {
    figures.add(Topic.RISK, 'hdfs', name, blocks * share, {
      unit: 'blocks',
      formula,
      source,
      inputs: given(share),
    });
  }
  return loss;
}

function blocksVerdict(loss: BlockLoss, blocks: number): Verdict {
  const subject = { subject: 'hdfs', promise: 'every block is available' };
  if (loss.none > 0) {
    const count = Math.max(1, Math.round(loss.none * blocks));
    return {
      ...subject,
      standing: Standing.FAILS,
      message: `${pluralText(count, 'block has', 'blocks have')} no remaining replica`,
    };
  }
  if (loss.last > 0) {
    return {
      ...subject,
      standing: Standing.AT_RISK,
      message: `${pluralText(Math.max(1, Math.round(loss.last * blocks)), 'block has', 'blocks have')} one remaining replica`,
    };
  }
  const least = loss.fewer > 0 ? `at least ${loss.replication > 2 ? '2' : '1'}` : String(loss.replication);
  return {
    ...subject,
    standing: Standing.HOLDS,
    message: `every block has ${least} of ${loss.replication} replicas`,
  };
}

/** Whether clients can write, and how many zones a new block spans. */
function writesVerdict(
  { plan, loss }: DegradedPlatform,
  role: RolePlan,
  needed: readonly Verdict[],
  figures: FigureList,
): Verdict {
  const subject = { subject: 'hdfs', promise: 'writes' };
  const living = left(loss, role);
  const zones = role.zones.filter(({ zone }) => left(loss, role, zone) > 0).length;
  const replication = plan.hdfs?.replication ?? 0;
  const spread = Math.min(replication, zones);
  // The same number as without a loss is not a risk.
  if (spread < Math.min(replication, role.zones.length)) {
    figures.add(Topic.RISK, 'hdfs', 'zonesOfNewBlocks', spread, {
      unit: 'zones',
      formula:
        'the smaller of replication and zones with a DataNode: the remaining zones get the replicas of a lost zone',
      source:
        'BlockPlacementPolicyRackFaultTolerant of 3.4.3, verified by test/images/built/placement.test.ts',
      inputs: [
        target('hdfs.replication', replication, 'replicas'),
        planned('zones with a DataNode', zones, 'zones'),
      ],
    });
  }
  const missing = needed.find(({ standing }) => standing === Standing.FAILS);
  if (missing !== undefined) {
    return {
      ...subject,
      standing: Standing.FAILS,
      message: `writes fail without the ${missing.subject}: ${missing.message}`,
    };
  }
  if (living === 0) return { ...subject, standing: Standing.FAILS, message: 'no DataNode remains' };
  if (offersTheDead(plan, loss)) {
    const dead = givenUpSeconds(plan.hdfs?.heartbeatRecheckMs ?? 0);
    return {
      ...subject,
      standing: Standing.FAILS,
      message: `${pluralText(living, 'DataNode')} left for ${pluralText(replication, 'replica')}: the NameNode keeps offering lost DataNodes until it considers them dead after ${dead} s`,
    };
  }
  return {
    ...subject,
    standing: spread < Math.min(2, replication) ? Standing.AT_RISK : Standing.HOLDS,
    message: `a new block gets ${pluralText(Math.min(replication, living), 'replica')} in ${pluralText(spread, 'zone')}`,
  };
}

/** Whether the remaining DataNodes have space for all replicas. */
function roomVerdict(platform: DegradedPlatform, role: RolePlan, figures: FigureList): Verdict[] {
  const { plan, loss, environment } = platform;
  const { hdfs } = environment;
  const [disk] = role.volumes;
  const living = left(loss, role);
  if (hdfs === undefined || disk === undefined || living === 0) return [];
  const broken = [...loss.diskLosses.keys()].reduce((sum, zone) => sum + brokenDisks(loss, role, zone), 0);
  const use = figures.add(
    Topic.SURVIVORS,
    role.group,
    'disk',
    100 * diskUtilisation(plan, role, hdfs, living - broken),
    {
      unit: '%',
      formula:
        'all replicas after a year of growth / (remaining DataNodes x disks x (GiB - reserve)), after copying',
      source: `${HDFS_DEFAULT} dfs.datanode.du.reserved`,
      inputs: [
        planned('all replicas', storedTiB(hdfs), 'TiB'),
        planned('DataNodes left', living - broken, 'DataNodes'),
        ...role.volumes.flatMap(({ name, disks, gib }) => [
          planned(`datanode.${name}Disks`, disks, 'disks'),
          planned(`datanode.${name}GiB`, gib, 'GiB'),
        ]),
        planned('datanode.reservedGiBPerVolume', plan.hdfs?.reservedGiBPerVolume ?? 0, 'GiB'),
      ],
      most: 100,
    },
  );
  // The disks fill up only through copies of lost replicas: the planner targets 98 % with one of three zones down.
  return [
    {
      subject: role.group,
      promise: 'room',
      standing: use > 100 ? Standing.FAILS : Standing.HOLDS,
      message: `disks are ${percent(use)} full after all copies and a year of growth`,
    },
  ];
}

/** Whether the blocks of a lost DataNode are redundant again within the target time. */
function inTimeVerdict(
  { environment, loss }: DegradedPlatform,
  role: RolePlan,
  restore: Restore | undefined,
): Verdict[] {
  const disks = [...loss.diskLosses.values()].reduce((sum, count) => sum + count, 0);
  const { hdfs } = environment;
  // The target applies to one DataNode. A lost zone is waited for.
  if (restore === undefined || hdfs === undefined || lost(loss, role) + disks !== 1 || loss.zones.length > 0)
    return [];
  const hours = restore.minutes / 60;
  const late = hours > hdfs.restoreRedundancyHours;
  return [
    {
      subject: 'hdfs',
      promise: 'redundancy in time',
      standing: late ? Standing.FAILS : Standing.HOLDS,
      message: `all replicas are restored after ${hours.toFixed(1)} h; target: ${hdfs.restoreRedundancyHours} h`,
    },
  ];
}

/** Time until a returning JournalNode has all edits. */
function journalResync({ plan }: DegradedPlatform, figures: FigureList, role: RolePlan): void {
  const namenode = roleOf(plan, Role.NAMENODE);
  if (namenode === undefined) return;
  const roll = figureOf(namenode, 'journalRollSeconds');
  const sync = settingOf(role, 'dfs.journalnode.sync.interval') / 1000;
  figures.add(Topic.RECOVERY, role.group, 'secondsToResync', roll + sync, {
    unit: 's',
    formula:
      'log roll period + sync interval, after it runs again: it receives edits from the next segment, and fetches the earlier ones',
    source: `${HDFS_DEFAULT} dfs.journalnode.sync.interval`,
    inputs: [ruled('dfs.ha.log-roll.period', roll, 's'), ruled('dfs.journalnode.sync.interval', sync, 's')],
  });
}
