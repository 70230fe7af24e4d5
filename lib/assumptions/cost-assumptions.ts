import { Assumption, FROM_ZERO, SHARE, SHARE_OR_NONE } from './assumption';

/** Assumptions about prices without a price list, and about usage-based billing. */
export const COST_ASSUMPTIONS = {
  spotPriceShare: {
    value: 0.35,
    unit: 'share',
    meaning: 'Price of Spot capacity as a share of the On-Demand list price',
    reason: 'the median of the 554 types of the c, m and r families in us-east-1 on 2025-06-28',
    plausible: { least: 0.14, most: 0.63 },
    rangeReason: 'the cheapest and the most expensive of those types; prices vary by zone and by day',
    possible: SHARE,
    counts: 'price of Spot nodes, and the choice of their machines',
    source:
      'https://aws.amazon.com/ec2/spot/instance-advisor/ (savings over on-demand, us-east-1, Linux, 2025-06-28)',
    measuredBy:
      'aws ec2 describe-spot-price-history for the type in its zones: monthly mean divided by the On-Demand price',
  },
  averageLoad: {
    value: 0.5,
    unit: 'share',
    meaning: 'Monthly average as a share of the target rates',
    reason: 'targets are peak rates; nights and weekends are at most half as busy',
    plausible: { least: 0.1, most: 1 },
    rangeReason: 'low: a few busy hours a day; high: a constant load',
    possible: SHARE,
    counts: 'traffic, and the unit costs per operation; does not affect sizes',
    measuredBy:
      'requests and bytes read and written in a month, divided by its seconds and by the targets ' +
      '(totalRequestCount of the RegionServers, BytesWritten and BytesRead of the DataNodes)',
  },
  shuffledShare: {
    value: 0.3,
    unit: 'share',
    meaning: 'Bytes that jobs shuffle per byte that they read from HDFS',
    reason: 'filters and aggregations shuffle little; sorts and joins shuffle all that they read',
    plausible: { least: 0, most: 1.5 },
    rangeReason: 'low: map-only jobs; high: joins whose intermediate data exceeds their input',
    possible: { least: 0, most: 100 },
    counts: 'cross-zone traffic of YARN; does not affect sizes',
    measuredBy:
      'REDUCE_SHUFFLE_BYTES divided by HDFS_BYTES_READ of the jobs of a month, from the history server',
  },
  snapshotDailyChange: {
    value: 0.1,
    unit: 'share',
    meaning: "Share of a master's volume that changes between daily snapshots",
    reason: 'logs and images are rewritten and removed, on volumes that are far from full',
    plausible: { least: 0.01, most: 0.5 },
    rangeReason: 'low: few changes; high: images and logs rewrite most of the volume every day',
    possible: SHARE_OR_NONE,
    counts: 'price of snapshots; does not affect sizes',
    source:
      'https://docs.aws.amazon.com/ebs/latest/userguide/how_snapshots_work.html (only changes are stored)',
    measuredBy:
      'aws ebs list-changed-blocks for two consecutive snapshots: changed blocks divided by all blocks',
  },
  egressGbPerNode: {
    value: 10,
    unit: 'GB',
    meaning: 'Monthly traffic of a node with AWS services and the internet',
    reason:
      'logs, metrics, API calls, and images when nodes are replaced; image layers come from S3 without a NAT gateway',
    plausible: { least: 0.5, most: 500 },
    rangeReason: 'low: only images and API calls; high: metrics and logs go to the internet',
    possible: FROM_ZERO,
    counts: 'price of NAT gateway and endpoint data; does not affect sizes',
    measuredBy:
      'BytesOutToDestination and BytesInFromDestination of the NAT gateways, divided by the number of nodes',
  },
} satisfies Record<string, Assumption>;
