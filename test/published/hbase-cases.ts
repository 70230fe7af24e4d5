import { Product, Role } from '../../lib/roles/role';
import { Plan } from '../../lib/plan/plan';
import { described, PublishedCase } from './published-case';
import { figure, heapGiB, nodes, pods, tebibytes, vcpus, volumesTiB } from './quantities';

const HUBSPOT_GC = {
  title: 'HubSpot, "Tuning G1GC For Your HBase Cluster"',
  url: 'https://product.hubspot.com/blog/g1gc-tuning-your-hbase-cluster',
};
const HUBSPOT_LOCALITY = {
  title: 'HubSpot, "Healing HBase Locality At Scale"',
  url: 'https://product.hubspot.com/blog/healing-hbase-locality-at-scale',
};
const HUBSPOT_SHARE = {
  title: 'HubSpot, "HBase: Share Resources"',
  url: 'https://product.hubspot.com/blog/hbase-share-resources',
};
const YAHOO_2014 = {
  title: 'Yahoo, "Harmonizing Multi-tenant HBase Clusters", HBaseCon 2014',
  url: 'https://www.slideshare.net/slideshow/operations-session-1-35938494/35938494',
};
const YAHOO_2016 = {
  title: 'Yahoo, "Apache HBase at Yahoo Scale", HBaseCon 2016',
  url: 'https://www.slideshare.net/slideshow/keynote-apache-hbase-at-yahoo-scale/64264520',
};
const FLURRY = {
  title: 'Flurry, "HBase at Flurry", 2013',
  url: 'https://www.slideshare.net/slideshow/hbase-at-flurry/25530427',
};
const FINRA = {
  title: 'AWS Big Data Blog, "Low-Latency Access on Trillions of Records: FINRA\'s Architecture"',
  url: 'https://aws.amazon.com/blogs/big-data/low-latency-access-on-trillions-of-records-finras-architecture-using-apache-hbase-on-amazon-emr-with-amazon-s3/',
};
const PINTEREST_UPGRADE = {
  title: 'Pinterest, "Upgrading Pinterest to HBase 1.2 from 0.94", in a copy',
  url: 'https://engineeringjobs4u.co.uk/upgrading-pinterest-to-hbase-1-2-from-0-94-pinterest-engineering-medium',
};
const PINTEREST_END = {
  title: 'Pinterest, "HBase Deprecation at Pinterest", 2024, in a summary',
  url: 'https://sysdesign-wiki.pages.dev/sources/2024-05-14-pinterest-hbase-deprecation-at-pinterest/',
};
const EMR_REGIONS = {
  title: 'AWS EMR best practices, HBase, "Number of HBase Regions"',
  url: 'https://github.com/aws/aws-emr-best-practices/blob/main/website/docs/bestpractices/Applications/HBase/introduction.md',
};
const EMR_HANDLERS = {
  title: 'AWS EMR best practices, HBase, "HBase RPC Listeners"',
  url: 'https://github.com/aws/aws-emr-best-practices/blob/main/website/docs/bestpractices/Applications/HBase/best_practice.md',
};

const regionServers = (plan: Plan): number => pods(plan, Role.REGIONSERVER);

export const HBASE_CASES: readonly PublishedCase[] = [
  {
    id: 'hubspot-server',
    title: 'HubSpot: what one RegionServer carries',
    facts: [
      { fact: 'clusters of 6 to 40 d2.8xlarge (36 vCPUs each), serving terabytes', ...HUBSPOT_GC },
      { fact: 'an instance sustains over 50,000 operations/s; heap 32 GiB', ...HUBSPOT_GC },
    ],
    described:
      'Twelve such servers at their sustained load: 600,000 operations/s. The mix of operations and the row size are not ' +
      'published. The description assumes 80 % reads and 300 bytes; only the sum of operations affects vCPUs.',
    environment: described('hubspot-server', {
      hbase: {
        datasetTiB: 20,
        readsPerSecond: 480_000,
        writesPerSecond: 120_000,
        scansPerSecond: 0,
        averageRowBytes: 300,
        hotSetFraction: 0.02,
      },
    }),
    numbers: [
      {
        what: 'vCPUs of all RegionServers',
        unit: 'vCPU',
        theirs: 12 * 36,
        ours: (plan) => vcpus(plan, Role.REGIONSERVER),
        ratio: [2.4, 2.8],
        because:
          'The assumption on operations per vCPU comes from the same source, so the comparison only covers the reserve. ' +
          'The servers of two zones are loaded to 60 %, which requires 1 / 0.6 x 3 / 2 = 2.5 times the vCPUs, rounded ' +
          'up to whole servers.',
      },
      {
        what: 'heap of a RegionServer',
        unit: 'GiB',
        theirs: 32,
        ours: (plan) => heapGiB(plan, Role.REGIONSERVER),
        ratio: [8 / 32, 31 / 32],
        because:
          'A JVM cannot compress its pointers from 32 GiB, so the planner uses at most 31 GiB. Because the cache is off ' +
          'the heap, it uses as little as 8 GiB if smaller machines are cheaper.',
      },
    ],
  },
  {
    id: 'hubspot-fleet',
    title: 'HubSpot: an average cluster of the fleet',
    facts: [
      { fact: 'almost 100 production clusters with over 7,000 RegionServers', ...HUBSPOT_LOCALITY },
      { fact: 'over 2.5 PB of low-latency traffic a day', ...HUBSPOT_LOCALITY },
      { fact: 'over 25 million requests/s at the daily peak', ...HUBSPOT_SHARE },
    ],
    described:
      'A hundredth of the fleet: 250,000 requests/s on 70 servers. The traffic divided by the peak rate is 1,157 bytes ' +
      'per request. The two sources are from different years. The description assumes 80 % reads and 10 TiB.',
    environment: described('hubspot-fleet', {
      hbase: {
        datasetTiB: 10,
        readsPerSecond: 200_000,
        writesPerSecond: 50_000,
        scansPerSecond: 0,
        averageRowBytes: 1_157,
        hotSetFraction: 0.05,
      },
    }),
    numbers: [
      {
        what: 'RegionServers',
        unit: 'servers',
        theirs: 70,
        ours: regionServers,
        ratio: [0.2, 0.9],
        because:
          'The reserve is 2.5 times as above, but on other machines: 446 vCPUs are 56 servers with 8 vCPUs or 14 with 32. ' +
          'The HubSpot servers also run DataNodes and were chosen for their disks; their number of vCPUs is not published.',
      },
    ],
  },
  {
    id: 'yahoo-2014',
    title: 'Yahoo 2014: regions on a server',
    facts: [{ fact: '7 clusters, 1,500 RegionServers, 6 PB, 100,000 regions, 500 tables', ...YAHOO_2014 }],
    described:
      'An average cluster: 14,286 regions on 214 servers. If 6 PB is the space on disks, it is 260 TiB before ' +
      'replication, and a region has 18.6 GiB. The load is not published, so the defaults apply.',
    environment: described('yahoo-2014', {
      hbase: { datasetTiB: 260, regionSizeGiB: 18.636, hotSetFraction: 0.001 },
      hdfs: { growthPerYear: 0, usableTiB: 260 },
    }),
    numbers: [
      {
        what: 'RegionServers',
        unit: 'servers',
        theirs: 214,
        ours: regionServers,
        ratio: [0.5, 0.7],
        because:
          'Each Yahoo server had 67 regions. The planner allows 200, the upper end of the range that the HBase book calls ' +
          'reasonable, if the heap has memstores for half of them. This results in 72 servers. Two zones must hold all ' +
          'regions if one is lost, so the plan needs 108 servers in three zones, and more if a smaller heap is cheaper.',
      },
      {
        what: 'regions',
        unit: 'regions',
        theirs: 14_286,
        ours: (plan) => plan.hbase?.regions ?? 0,
        ratio: [0.99, 1.01],
        because: 'The description is chosen for this number.',
      },
    ],
  },
  {
    id: 'yahoo-2016',
    title: 'Yahoo 2016: far more regions on a server',
    facts: [
      { fact: '800 RegionServers, 300,000 regions, 35 tenants', ...YAHOO_2016 },
      { fact: 'up to 2,000 regions and more on a server', ...YAHOO_2016 },
    ],
    described:
      '300,000 regions of 5 GiB, so 1,465 TiB. The region size is an assumption, because neither size nor load are ' +
      'published. Pods have separate address ranges, because so many servers would exhaust the addresses of a VPC.',
    environment: described('yahoo-2016', {
      hbase: { datasetTiB: 1_464.8, regionSizeGiB: 5, hotSetFraction: 0.0001 },
      hdfs: { growthPerYear: 0, usableTiB: 1_465 },
      network: {
        podCidrs: {
          'us-east-1a': ['100.64.0.0/18'],
          'us-east-1b': ['100.64.64.0/18'],
          'us-east-1c': ['100.64.128.0/18'],
        },
      },
    }),
    numbers: [
      {
        what: 'RegionServers',
        unit: 'servers',
        theirs: 800,
        ours: regionServers,
        ratio: [2.81, 4.5],
        because:
          'Each Yahoo server had 375 regions, seven times the starting point of the book; most were not written to. With ' +
          '200 regions, the planner needs 1,500 servers in two zones, 750 more for the loss of a zone, and more if a ' +
          'smaller heap is cheaper. A platform with mostly cold regions needs larger regions, not more per server.',
      },
    ],
  },
  {
    id: 'flurry',
    title: 'Flurry 2013: too many small regions',
    facts: [
      { fact: 'clusters of 1,000 nodes, each over 400 TB in 30 tables and 250,000 regions', ...FLURRY },
      { fact: 'they name the many small regions as what caused them problems', ...FLURRY },
    ],
    described: 'One cluster: 400 TB of data in regions of the default size, with the default load.',
    environment: described('flurry', {
      hbase: { datasetTiB: tebibytes(400), hotSetFraction: 0.001 },
      hdfs: { growthPerYear: 0, usableTiB: tebibytes(400) },
    }),
    numbers: [
      {
        what: 'regions',
        unit: 'regions',
        theirs: 250_000,
        ours: (plan) => plan.hbase?.regions ?? 0,
        ratio: [0.14, 0.16],
        because:
          'The Flurry regions had 1.6 GB. The planner fills regions to 10 GiB, which is what Flurry wished it had done.',
      },
      {
        what: 'RegionServers',
        unit: 'servers',
        theirs: 1_000,
        ours: regionServers,
        ratio: [0.28, 0.5],
        because:
          'With a seventh of the regions and 200 regions per server, the plan needs 187 servers, or 280 including the ' +
          'reserve for the loss of a zone. The Flurry nodes also had the disks and ran the jobs, which determined their number.',
      },
    ],
  },
  {
    id: 'finra',
    title: 'FINRA: 700 TB of HBase on HDFS, before its move to S3',
    facts: [
      { fact: '700 TB of compressed data, replicated 3 times, over 2 PB of storage', ...FINRA },
      { fact: '60 hs1.8xlarge (24 disks of 2 TB each); loaded in bulk once a day', ...FINRA },
    ],
    described:
      '700 TB without growth, in regions of 20 GiB, the largest size that the HBase book calls reasonable. Analysts ' +
      'mostly read, with few puts.',
    environment: described('finra', {
      hdfs: { usableTiB: tebibytes(700), growthPerYear: 0, readMiBps: 2_000, writeMiBps: 200 },
      hbase: {
        datasetTiB: tebibytes(700),
        readsPerSecond: 5_000,
        writesPerSecond: 100,
        scansPerSecond: 100,
        regionSizeGiB: 20,
        hotSetFraction: 0.001,
      },
    }),
    numbers: [
      {
        what: 'space on disks',
        unit: 'TiB',
        theirs: tebibytes(60 * 48),
        ours: (plan) => volumesTiB(plan, Role.DATANODE),
        ratio: [1.1, 1.25],
        because:
          'The FINRA disks were 73 % full. The planner fills disks to 65 %, so that two zones can hold the data of the ' +
          'third, and adds a reserve of 2 %: 0.73 / 0.65 x 1.02 = 1.14 times.',
      },
      {
        what: 'DataNodes',
        unit: 'servers',
        theirs: 60,
        ours: (plan) => pods(plan, Role.DATANODE),
        ratio: [1.5, 2],
        because:
          'A FINRA server had 43.7 TiB of local disks. With EBS, the planner uses at most 28 TiB per DataNode, so that it ' +
          'can be restored in time: 1.14 x 43.7 / 28 = 1.8 times.',
      },
      {
        what: 'RegionServers',
        unit: 'servers',
        theirs: 60,
        ours: regionServers,
        ratio: [4.07, 6],
        because:
          'A FINRA server served 10.6 TiB. With 200 regions of 20 GiB, a server of the plan serves 3.9 TiB, or 2.6 TiB with ' +
          'a zone in reserve. The FINRA memstores were empty, so more regions did no harm. The planner has no target for ' +
          'this, so it follows the book.',
      },
    ],
  },
  {
    id: 'pinterest',
    title: 'Pinterest: an average cluster',
    facts: [
      {
        fact: 'about 50 clusters, 9,000 EC2 instances, over 6 PB; each cluster has a standby',
        ...PINTEREST_END,
      },
      { fact: 'over 10 million queries/s', ...PINTEREST_UPGRADE },
    ],
    described:
      'A fiftieth of the fleet, without the standby: 200,000 queries/s on 90 instances, and 60 TB on disks, 18 TiB before ' +
      'replication. The sources are from different years. The description assumes 80 % reads.',
    environment: described('pinterest', {
      products: [Product.ZOOKEEPER, Product.HDFS, Product.HBASE],
      hdfs: { usableTiB: 20, growthPerYear: 0 },
      hbase: { datasetTiB: 18, readsPerSecond: 160_000, writesPerSecond: 40_000, scansPerSecond: 0 },
    }),
    numbers: [
      {
        what: 'nodes',
        unit: 'nodes',
        theirs: 90,
        ours: nodes,
        ratio: [0.25, 1],
        because:
          'The RegionServers need 357 vCPUs, and caches in two zones for a twentieth of the data. 24 machines with 16 ' +
          'vCPUs and 128 GiB provide both. About 30 machines run the other roles. ' +
          'The Pinterest machines were half as fast and sized for peaks. Pinterest names high cost as a reason to leave HBase.',
      },
    ],
  },
  {
    id: 'emr-regions',
    title: 'AWS EMR: regions and handlers of a RegionServer',
    facts: [
      {
        fact: 'a heap of 32 GB is ideal for 100 regions; 3 or 4 times as many are not infrequent',
        ...EMR_REGIONS,
      },
      { fact: 'for rows of up to 1 KB, 4 handlers for each vCPU', ...EMR_HANDLERS },
    ],
    described:
      '60 TiB in regions of 10 GiB on r7g.4xlarge, with 16 vCPUs and enough memory for the largest heap.',
    environment: described('emr-regions', {
      hbase: { datasetTiB: 60, hotSetFraction: 0.001 },
      overrides: { regionserver: { instanceType: 'r7g.4xlarge', figures: { heapMiB: 31_744 } } },
    }),
    numbers: [
      {
        what: 'regions per server',
        unit: 'regions',
        theirs: 100,
        ours: (plan) => (plan.hbase?.regions ?? 0) / regionServers(plan),
        ratio: [1, 4 / 3],
        because:
          'The formula is the same. The planner assumes that half of the regions are written at a time, which doubles the ' +
          'number. This is still below what AWS sees in the field. With all zones up, a server has two thirds of that.',
      },
      {
        what: 'handlers of a RegionServer',
        unit: 'threads',
        theirs: 64,
        ours: (plan) => figure(plan, Role.REGIONSERVER, 'handlers'),
        ratio: [1, 1],
        because: 'Same rule, same result.',
      },
    ],
  },
];
