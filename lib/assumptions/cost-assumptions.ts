import { Assumption, FROM_ZERO, SHARE, SHARE_OR_NONE } from './assumption';

/** Assumptions about prices that no list has, and about what is billed by use. */
export const COST_ASSUMPTIONS = {
  spotPriceShare: {
    value: 0.35,
    unit: 'share',
    meaning: 'Price of spot capacity as a share of the list price on demand',
    reason: 'the median of the 554 types of the c, m and r families in us-east-1 on 2025-06-28',
    plausible: { least: 0.14, most: 0.63 },
    rangeReason: 'the cheapest and the dearest of those types; prices differ by zone and from day to day',
    possible: SHARE,
    counts: 'price of spot nodes, and the choice of their machines',
    source:
      'https://aws.amazon.com/ec2/spot/instance-advisor/ (savings over on-demand, us-east-1, Linux, 2025-06-28)',
    measuredBy:
      'aws ec2 describe-spot-price-history of the type in its zones: mean of a month over the price on demand',
  },
  averageLoad: {
    value: 0.5,
    unit: 'share',
    meaning: 'Average of a month as a share of the target rates',
    reason: 'targets are what must be carried at the peak; nights and weekends are half as busy or less',
    plausible: { least: 0.1, most: 1 },
    rangeReason: 'least: a few busy hours a day; most: a load that never changes',
    possible: SHARE,
    counts: 'traffic and the unit costs by operation; no size',
    measuredBy:
      'requests, and bytes read and written, of a month divided by its seconds and by the targets ' +
      '(totalRequestCount of the RegionServers, BytesWritten and BytesRead of the DataNodes)',
  },
  shuffledShare: {
    value: 0.3,
    unit: 'share',
    meaning: 'Bytes that jobs shuffle for each byte that they read from HDFS',
    reason: 'filters and aggregations shuffle little, sorts and joins all that they read',
    plausible: { least: 0, most: 1.5 },
    rangeReason: 'least: map-only jobs; most: joins whose intermediate data is larger than their input',
    possible: { least: 0, most: 100 },
    counts: 'cross-zone traffic of YARN; no size',
    measuredBy: 'REDUCE_SHUFFLE_BYTES over HDFS_BYTES_READ of the jobs of a month, from the history server',
  },
  snapshotDailyChange: {
    value: 0.1,
    unit: 'share',
    meaning: "Share of a master's volume that changes from one daily snapshot to the next",
    reason: 'logs and images are written anew and removed, on volumes that are far from full',
    plausible: { least: 0.01, most: 0.5 },
    rangeReason: 'least: few changes; most: images and logs of most of the volume every day',
    possible: SHARE_OR_NONE,
    counts: 'price of snapshots; no size',
    source:
      'https://docs.aws.amazon.com/ebs/latest/userguide/how_snapshots_work.html (only changes are stored)',
    measuredBy: 'aws ebs list-changed-blocks of two snapshots that follow each other: blocks over all blocks',
  },
  egressGbPerNode: {
    value: 10,
    unit: 'GB',
    meaning: 'Traffic of a node with services of AWS and the outside, in a month',
    reason:
      'logs, metrics and API calls, and images when nodes are replaced; image layers come from S3 without a NAT',
    plausible: { least: 0.5, most: 500 },
    rangeReason: 'least: images and API calls alone; most: metrics and logs that are sent outside',
    possible: FROM_ZERO,
    counts: 'price of NAT and endpoint data; no size',
    measuredBy:
      'BytesOutToDestination and BytesInFromDestination of the NAT gateways, by the number of nodes',
  },
} satisfies Record<string, Assumption>;
