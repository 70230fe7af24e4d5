import { Product, Role } from '../../lib/roles/role';
import { Plan } from '../../lib/plan/plan';
import { described, PublishedCase } from './published-case';
import { figure, heapGiB, mibPerSecond, pods, tebibytes, vcpus, volumesTiB } from './quantities';

const CLOUDERA_EXAMPLES = {
  title: 'Cloudera, "Examples of estimating NameNode heap memory"',
  url: 'https://docs.cloudera.com/runtime/7.2.11/hdfs-overview/topics/hdfs-examples-namenode-heap-memory.html',
};
const CLOUDERA_HEAP = {
  title: 'Cloudera, "HDFS heap sizing"',
  url: 'https://docs.cloudera.com/runtime/7.2.18/scaling-namespaces/topics/cdpdc-hdfs.html',
};
const EMR_HDFS = {
  title: 'AWS EMR best practices, HBase on HDFS, "Service Threads"',
  url: 'https://github.com/aws/aws-emr-best-practices/blob/main/website/docs/bestpractices/Applications/HBase/best_practice_hdfs.md',
};
const HDP_HEAP = {
  title: 'HDP 2.6.2, "Configuring NameNode Heap Size"',
  url: 'https://docs.cloudera.com/HDPDocuments/HDP2/HDP-2.6.2/bk_command-line-installation/content/configuring-namenode-heap-size.html',
};
const LINKEDIN = {
  title: 'The Next Platform on LinkedIn, "The Endless Pursuit of Scale at LinkedIn", 2021',
  url: 'https://nextplatform.com/2021/09/15/the-endless-pursuit-of-scale-at-linkedin',
};
const LINKEDIN_HEAP = {
  title: 'A summary of LinkedIn\'s "The exabyte club", 2021',
  url: 'https://zedware.blog.csdn.net/article/details/125237732',
};
const FACEBOOK = {
  title: 'Facebook, "Facebook has the world\'s largest Hadoop cluster!", 2010',
  url: 'http://hadoopblog.blogspot.com/2010/05/facebook-has-worlds-largest-hadoop.html',
};

const HDFS_ONLY = [Product.ZOOKEEPER, Product.HDFS];
const namenodeHeap = (plan: Plan): number => heapGiB(plan, Role.NAMENODE);

/** A row of HDP's table: the upper end of its range of files, and the heap in MB. */
function hdpRow(filesMillions: number, heapMB: number): PublishedCase {
  return {
    id: `hdp-${filesMillions}-million-files`,
    title: `HDP's table: NameNode with ${filesMillions} million files`,
    facts: [
      { fact: `up to ${filesMillions} million files: -Xmx${heapMB}m`, ...HDP_HEAP },
      { fact: 'the table corresponds to 0.52 GiB per million files', ...HDP_HEAP },
    ],
    described: `${filesMillions} million files, without growth.`,
    environment: described(`hdp-${filesMillions}`, {
      products: HDFS_ONLY,
      hdfs: { usableTiB: 100, growthPerYear: 0, filesMillions },
    }),
    numbers: [
      {
        what: 'heap of a NameNode',
        unit: 'GiB',
        theirs: heapMB / 1_024,
        ours: namenodeHeap,
        ratio: [2.7, 3],
        because:
          'The planner follows the later Cloudera rule of 1 GiB per million blocks, with 1.5 blocks per file: 1.5 GiB per ' +
          'million files, 2.9 times the 0.52 of the table. The larger value is safer.',
      },
    ],
  };
}

export const HDFS_CASES: readonly PublishedCase[] = [
  {
    id: 'cloudera-cluster-b',
    title: "Cloudera's example: 200 hosts of 24 TB, three replicas",
    facts: [
      { fact: '4,800 TB hold 12 million blocks; the NameNode needs 12 GB of heap', ...CLOUDERA_EXAMPLES },
    ],
    described: 'A third of 4,800 TB, without growth, in 8 million files of 1.5 blocks.',
    environment: described('cloudera-cluster-b', {
      products: HDFS_ONLY,
      hdfs: { usableTiB: tebibytes(1_600), growthPerYear: 0, filesMillions: 8 },
    }),
    numbers: [
      {
        what: 'heap of a NameNode',
        unit: 'GiB',
        theirs: 12,
        ours: namenodeHeap,
        ratio: [0.98, 1.02],
        because: 'Same rule, same result.',
      },
      {
        what: 'space on disks',
        unit: 'TiB',
        theirs: tebibytes(4_800),
        ours: (plan) => volumesTiB(plan, Role.DATANODE),
        ratio: [1.52, 1.62],
        because:
          'The example fills the disks. The planner fills them to 65 % and keeps 2 % in reserve: 1.02 / 0.65 = 1.57.',
      },
    ],
  },
  {
    id: 'cloudera-cluster-a',
    title: "Cloudera's example: 200 hosts of 24 TB, one replica",
    facts: [
      { fact: '4,800 TB hold 36 million blocks; the NameNode needs 36 GB of heap', ...CLOUDERA_EXAMPLES },
    ],
    described: '4,800 TB with one replica, in 24 million files of 1.5 blocks.',
    environment: described('cloudera-cluster-a', {
      products: HDFS_ONLY,
      hdfs: { usableTiB: tebibytes(4_800), growthPerYear: 0, filesMillions: 24, replication: 1 },
    }),
    numbers: [
      {
        what: 'heap of a NameNode',
        unit: 'GiB',
        theirs: 36,
        ours: namenodeHeap,
        ratio: [1.32, 1.35],
        because:
          'The rule results in 36 GiB. A heap between 31 and 48 GiB holds less than one of 31 GiB with compressed ' +
          'pointers, so the planner uses 48 GiB.',
      },
    ],
  },
  hdpRow(20, 10_982),
  hdpRow(70, 36_889),
  hdpRow(125, 65_612),
  {
    id: 'cloudera-datanode',
    title: "Cloudera's DataNode: 5 million replicas",
    facts: [{ fact: '5 million replicas on a DataNode require 5 GB of heap; 4 to 8 GB', ...CLOUDERA_HEAP }],
    described:
      'Ten million blocks on six DataNodes: 5 million replicas each. The data is small, in small files.',
    environment: described('cloudera-datanode', {
      products: HDFS_ONLY,
      hdfs: { usableTiB: 10, growthPerYear: 0, filesMillions: 10 / 1.5 },
      overrides: { datanode: { figures: { replicasPerZone: 2 } } },
    }),
    numbers: [
      {
        what: 'heap of a DataNode',
        unit: 'GiB',
        theirs: 5,
        ours: (plan) => heapGiB(plan, Role.DATANODE),
        ratio: [1, 1.01],
        because: 'Same rule, same result.',
      },
    ],
  },
  {
    id: 'emr-handlers',
    title: 'AWS EMR: NameNode handlers of a large cluster',
    facts: [{ fact: 'dfs.namenode.handler.count 20 x log2(core nodes), at most 200', ...EMR_HDFS }],
    described: '252 DataNodes, 84 per zone: 160 handlers by the AWS formula.',
    environment: described('emr-handlers', {
      products: HDFS_ONLY,
      hdfs: { usableTiB: 1_400, growthPerYear: 0, filesMillions: 8 },
      overrides: { datanode: { figures: { replicasPerZone: 84 } } },
    }),
    numbers: [
      {
        what: 'handlers of a NameNode',
        unit: 'threads',
        theirs: 160,
        ours: (plan) => figure(plan, Role.NAMENODE, 'handlers'),
        ratio: [0.68, 0.71],
        because:
          'Two published rules differ in the base of the logarithm. The planner follows "Hadoop Operations", which uses ' +
          'ln: 0.69 times. If the lock of a NameNode is the bottleneck, more threads cost more than they gain.',
      },
    ],
  },
  {
    id: 'linkedin',
    title: 'LinkedIn: 1.6 billion objects on one NameNode',
    facts: [
      {
        fact: '10,000 nodes and 500 PB in one cluster; 1.6 billion files, directories and blocks',
        ...LINKEDIN,
      },
      { fact: 'one NameNode with a heap of 380 GB', ...LINKEDIN_HEAP },
    ],
    described:
      '300 million files, the maximum that HDP supports on a NameNode and that the planner allows. With 1.5 blocks each, ' +
      'these are 750 million objects. At the LinkedIn density, they need a heap of 380 x 750 / 1,600 = 178 GB, 166 GiB.',
    environment: described('linkedin', {
      products: HDFS_ONLY,
      hdfs: { usableTiB: 2_000, growthPerYear: 0, filesMillions: 300 },
    }),
    numbers: [
      {
        what: 'heap of a NameNode',
        unit: 'GiB',
        theirs: 166,
        ours: namenodeHeap,
        ratio: [2.5, 2.9],
        because:
          'The rule of 1 GiB per million blocks results in 2.7 times the heap at the LinkedIn density. LinkedIn runs at ' +
          'the limit, with a heap that was tuned for years. The rule leaves room for snapshots, for a start with all ' +
          'block reports, and for growth.',
      },
    ],
  },
  {
    id: 'facebook-warehouse',
    title: 'Facebook 2010: the largest cluster of its time',
    facts: [
      { fact: '21 PB of configured storage on 2,000 machines of 12 TB', ...FACEBOOK },
      { fact: '1,200 machines of 8 cores and 800 of 16, with 32 GB; 15 tasks on each', ...FACEBOOK },
      { fact: '65 million files; 12 TB added and 800 TB scanned a day', ...FACEBOOK },
    ],
    described:
      '21 PB at 65 % utilization are 4,138 TiB before replication. 30,000 preemptible tasks run at the same time, with ' +
      '1 vcore and 2 GiB each.',
    environment: described('facebook-warehouse', {
      cluster: { nodesPerGroupQuota: 5_000 },
      products: [Product.ZOOKEEPER, Product.HDFS, Product.YARN],
      hdfs: {
        usableTiB: 4_138,
        growthPerYear: 0,
        filesMillions: 65,
        readMiBps: mibPerSecond(800),
        writeMiBps: mibPerSecond(12),
      },
      yarn: {
        production: { guaranteedVcores: 1, guaranteedMemoryGiB: 2 },
        nonProduction: { guaranteedVcores: 30_000, guaranteedMemoryGiB: 60_000 },
        largestContainerVcores: 1,
        largestContainerMemoryGiB: 2,
      },
    }),
    numbers: [
      {
        what: 'DataNodes',
        unit: 'servers',
        theirs: 2_000,
        ours: (plan) => pods(plan, Role.DATANODE),
        ratio: [0.3, 0.4],
        because:
          'A Facebook machine had 10.5 TB of configured storage; the planner uses 28 TiB of EBS: 0.34 times.',
      },
      {
        what: 'vCPUs of all NodeManagers',
        unit: 'vCPU',
        theirs: 1_200 * 8 + 800 * 16,
        ours: (plan) => vcpus(plan, Role.NODEMANAGER),
        ratio: [1.34, 2],
        because:
          'Facebook ran 1.34 tasks per core. The planner assigns one vCPU to each vcore, and reserves one vCPU per machine ' +
          'for the node and a twentieth of the cluster for the other queue: at 8 vCPUs, 1.34 x 8 / 7 x 20 / 19 = 1.6 times.',
      },
    ],
  },
];
