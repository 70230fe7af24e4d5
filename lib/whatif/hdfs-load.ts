import { RolePlan } from '../plan/plan';
import { assumed, catalogued, FigureList, planned, target } from './figure-list';
import { left } from './loss';
import { podBandwidth } from './machine';
import { gravest, percent, standingOf } from './standing';
import { Topic, Verdict } from './what-if-report';
import { DegradedPlatform } from './degraded-platform';

const EBS =
  'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-optimized.html; EBS baseline of the machine and volumes';
const NETWORK =
  'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth.html; baseline of the machine';

/** Load of the remaining DataNodes. */
export function dataNodeLoad(
  platform: DegradedPlatform,
  role: RolePlan,
  figures: FigureList,
  restoreMiBps: number,
): Verdict[] {
  const { hdfs } = platform.environment;
  const living = left(platform.loss, role);
  if (hdfs === undefined || living === 0) return [];
  const { ebsMiBps, ebsIops, networkMiBps } = podBandwidth(platform.plan, role);
  const inputs = [
    target('hdfs.readMiBps', hdfs.readMiBps, 'MiB/s'),
    target('hdfs.writeMiBps', hdfs.writeMiBps, 'MiB/s'),
    target('hdfs.replication', hdfs.replication, 'replicas'),
    planned('remaining DataNodes', living, 'DataNodes'),
  ];
  const clients = (hdfs.readMiBps + hdfs.writeMiBps * hdfs.replication) / living;
  const uses: number[] = [];
  if (ebsMiBps !== undefined) {
    const most = catalogued('EBS baseline of a DataNode', ebsMiBps, 'MiB/s');
    uses.push(
      figures.add(Topic.SURVIVORS, role.group, 'ebsThroughput', (100 * clients) / ebsMiBps, {
        unit: '%',
        formula: '(reads + writes x replication) / remaining DataNodes / EBS baseline',
        source: EBS,
        inputs: [...inputs, most],
        most: 100,
      }),
    );
    if (restoreMiBps > 0) {
      figures.add(
        Topic.SURVIVORS,
        role.group,
        'ebsThroughputWithCopies',
        (100 * (clients + restoreMiBps)) / ebsMiBps,
        {
          unit: '%',
          formula:
            '((reads + writes x replication) / remaining DataNodes + copies) / EBS baseline, while replicas are copied',
          source: EBS,
          inputs: [...inputs, planned('copies per DataNode', restoreMiBps, 'MiB/s'), most],
        },
      );
    }
  }
  if (ebsIops !== undefined) uses.push(iopsUse(platform, role, figures, ebsIops, living));
  if (networkMiBps !== undefined) {
    uses.push(
      figures.add(Topic.SURVIVORS, role.group, 'network', (100 * clients) / networkMiBps, {
        unit: '%',
        formula: '(reads + writes x replication) / remaining DataNodes / network baseline',
        source: NETWORK,
        inputs: [...inputs, catalogued('network baseline of a DataNode', networkMiBps, 'MiB/s')],
        most: 100,
      }),
    );
  }
  if (uses.length === 0) return [];
  const highest = Math.max(...uses);
  return [
    {
      subject: role.group,
      promise: 'throughput',
      standing: gravest(uses.map(standingOf)),
      message: `clients use ${percent(highest)} of the scarcest resource (EBS throughput, IOPS or network)`,
    },
  ];
}

/** Reads of HBase that its caches do not answer. */
function iopsUse(
  { environment }: DegradedPlatform,
  role: RolePlan,
  figures: FigureList,
  ebsIops: number,
  living: number,
): number {
  const { hbase, assumptions } = environment;
  const reads = hbase === undefined ? 0 : hbase.readsPerSecond + hbase.scansPerSecond;
  const missed = reads * (1 - assumptions.hbaseCacheHitRatio);
  return figures.add(Topic.SURVIVORS, role.group, 'ebsOperations', (100 * missed) / living / ebsIops, {
    unit: '%',
    formula: '(reads + scans) x (1 - cache hit ratio) / remaining DataNodes / EBS IOPS',
    source: EBS,
    inputs: [
      target('hbase.readsPerSecond + scansPerSecond', reads, 'operations/s'),
      assumed('hbaseCacheHitRatio', assumptions.hbaseCacheHitRatio, 'share'),
      planned('remaining DataNodes', living, 'DataNodes'),
      catalogued('EBS IOPS of a DataNode', ebsIops, 'IOPS'),
    ],
    most: 100,
  });
}
