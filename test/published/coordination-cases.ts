import { Product, Role } from '../../lib/roles/role';
import { Plan } from '../../lib/plan/plan';
import { described, PublishedCase } from './published-case';
import { figure, memoryGiB, nodes, pods, roleOf, vcpusOfPod } from './quantities';

const PAPER = {
  title:
    'Hunt et al., "ZooKeeper: Wait-free coordination for Internet-scale systems", USENIX ATC 2010, table 1',
  url: 'https://www.usenix.org/legacy/event/atc10/tech/full_papers/Hunt.pdf',
};
const TWITTER_ZOOKEEPER = {
  title: 'Twitter, "ZooKeeper at Twitter", 2018',
  url: 'https://blog.twitter.com/engineering/en_us/topics/infrastructure/2018/zookeeper-at-twitter.html',
};
const TWITTER_AURORA = {
  title:
    'Twitter, keynote on its open source infrastructure (Mesos, Aurora), Kansas Linux Fest 2015, as noted by a listener',
};
const HDP_YARN = {
  title: 'HDP 2.6.1, "Determining HDP Memory Configuration Settings"',
  url: 'https://docs.cloudera.com/HDPDocuments/HDP2/HDP-2.6.1/bk_command-line-installation/content/determine-hdp-memory-config.html',
};
const AMBARI = {
  title: 'Apache Ambari, BIGTOP 3.2.0, YARN service_advisor.py',
  url: 'https://github.com/apache/ambari/blob/trunk/ambari-server/src/main/resources/stacks/BIGTOP/3.2.0/services/YARN/service_advisor.py',
};
const ALIBABA = {
  title: 'Alibaba Cloud, ApsaraDB for HBase, "Cluster specifications"',
  url: 'https://www.alibabacloud.com/help/en/hbase/product-overview/cluster-specifications',
};
const SALESFORCE = {
  title: 'Salesforce, "Hadoop/HBase on Kubernetes and Public Cloud (Part I)"',
  url: 'https://engineering.salesforce.com/hadoop-hbase-on-kubernetes-and-public-cloud-part-i-1a85a77c64ec/',
};
const SALESFORCE_SCALE = {
  title: 'Salesforce, "HBase/Phoenix @ Scale"',
  url: 'https://www.slidestalk.com/HBaseGroup/A_study_of_Salesforeces_use_of_HBase_and_Phoenix48919',
};
const SALESFORCE_TALK = {
  title: 'Salesforce, "Containing an Elephant", Conf42 Cloud Native 2021',
  url: 'https://www.conf42.com/Cloud_Native_2021_Dhiraj_Hegde_hbase_hdfs_kubernetes_public_cloud',
};

/** An ensemble at the rate that the paper measured. */
function paperCase(participants: number, writesPerSecond: number): PublishedCase {
  return {
    id: `zookeeper-paper-${participants}`,
    title: `ZooKeeper's paper: ${participants} servers, only writes`,
    facts: [
      {
        fact: `${participants} servers: ${writesPerSecond} writes of 1 KB a second`,
        ...PAPER,
      },
      { fact: 'dual-core servers, the log on a disk of its own, 250 clients', ...PAPER },
    ],
    described: `${writesPerSecond} writes/s by 250 clients, on ${participants} participants.`,
    environment: described(`zookeeper-paper-${participants}`, {
      products: [Product.ZOOKEEPER],
      zookeeper: [{ name: 'main', clients: 250, writesPerSecond, participants }],
    }),
    numbers: [
      {
        what: 'vCPUs per server',
        unit: 'vCPU',
        theirs: 2,
        ours: (plan) => vcpusOfPod(plan, Role.ZOOKEEPER),
        ratio: [1.8, 2.5],
        because:
          'The planner counts a vCPU for each 5,000 writes, half of what the paper measured on a core: a vCPU is a ' +
          'hardware thread, not a core, and a collector runs beside. Then to whole vCPUs.',
      },
      {
        what: 'warnings about the rate',
        unit: 'findings',
        theirs: 1,
        ours: (plan) => plan.findings.filter(({ code }) => code === 'zookeeper/write-rate').length,
        ratio: [1, 1],
        because: 'It is all that such an ensemble was ever measured at, so the plan says: split it.',
      },
    ],
  };
}

/** Role of each pool that carries a role alone. */
function poolsOfTheirOwn(plan: Plan, roles: readonly Role[]): string {
  const alone = roles.filter((role) => {
    const pool = plan.pools.find(({ groups }) => groups.includes(role));
    return pool?.groups.length === 1;
  });
  return alone.join(', ');
}

export const COORDINATION_CASES: readonly PublishedCase[] = [
  paperCase(3, 21_000),
  paperCase(5, 18_000),
  {
    id: 'twitter-zookeeper',
    title: 'Twitter: hundreds of thousands of clients',
    facts: [
      { fact: 'hundreds of thousands of clients on each ZooKeeper host', ...TWITTER_ZOOKEEPER },
      { fact: 'observers serve the clients; quorum members are taken out of the DNS', ...TWITTER_ZOOKEEPER },
      { fact: 'ZooKeeper 3.5.2-alpha with many patches, on bare metal', ...TWITTER_ZOOKEEPER },
    ],
    described:
      '600,000 clients of one ensemble. The least that "hundreds of thousands" can mean is 200,000 a host.',
    environment: described('twitter-zookeeper', {
      products: [Product.ZOOKEEPER],
      zookeeper: [{ name: 'main', clients: 600_000, znodes: 1_000_000, writesPerSecond: 2_000 }],
    }),
    numbers: [
      {
        what: 'clients of an observer',
        unit: 'clients',
        theirs: 200_000,
        ours: (plan) => 600_000 / pods(plan, Role.ZOOKEEPER_OBSERVER),
        ratio: [0.025, 0.05],
        because:
          'The planner has 10,000 clients on an observer with a zone down, 6,667 with all up: the cautious end of what ' +
          'ZOOKEEPER-1147 was designed for. Twitter runs 20 times that or more, on large machines and with patches of ' +
          'its own. It is the assumption that is furthest from practice: measure it, and set yours.',
      },
    ],
    properties: [
      {
        what: 'who serves clients',
        theirs: 'observers only',
        ours: (plan) => (plan.ensembles[0]?.observersServeClients === true ? 'observers only' : 'all'),
        because: 'The same.',
      },
    ],
  },
  {
    id: 'twitter-aurora',
    title: 'Twitter: production jobs and the others on one cluster',
    facts: [
      { fact: 'jobs are production or not; production jobs preempt the others', ...TWITTER_AURORA },
      { fact: 'long-running services and batch jobs share the machines', ...TWITTER_AURORA },
    ],
    described: 'The default demands of both classes.',
    environment: described('twitter-aurora', { products: [Product.ZOOKEEPER, Product.HDFS, Product.YARN] }),
    numbers: [],
    properties: [
      {
        what: 'whose containers can be taken back',
        theirs: 'nonproduction',
        ours: (plan) =>
          (plan.yarn?.queues ?? [])
            .filter(({ preemptable }) => preemptable)
            .map(({ name }) => name)
            .join(', '),
        because: 'The same, by queues of the capacity scheduler instead of priorities of Aurora.',
      },
      {
        what: 'who may use the whole cluster while it is idle',
        theirs: 'both',
        ours: (plan) =>
          (plan.yarn?.queues ?? []).every(({ maximumPercent }) => maximumPercent === 100) ? 'both' : 'one',
        because: 'The same.',
      },
    ],
  },
  {
    id: 'hdp-yarn',
    title: "HDP's calculator: a NodeManager on 16 cores and 64 GB",
    facts: [
      {
        fact: 'cores=16 memory=64GB disks=4 hbase=True: 16 GB are reserved, 48 GB are for containers',
        ...HDP_YARN,
      },
      { fact: '8 GB of it are for HBase on the same node, 8 GB for the system', ...AMBARI },
      { fact: 'vcores: 80 % of the cores', ...AMBARI },
    ],
    described: 'NodeManagers on m7g.4xlarge: 16 vCPUs and 64 GiB.',
    environment: described('hdp-yarn', {
      products: [Product.ZOOKEEPER, Product.HDFS, Product.YARN],
      overrides: { nodemanager: { instanceType: 'm7g.4xlarge' } },
      yarn: { largestContainerVcores: 10, largestContainerMemoryGiB: 40 },
    }),
    numbers: [
      {
        what: 'memory for containers on a node',
        unit: 'GiB',
        theirs: 48,
        ours: (plan) => figure(plan, Role.NODEMANAGER, 'containersMiB') / 1_024,
        ratio: [1.08, 1.25],
        because:
          'No HBase runs on the node, so the 8 GB for it are free: 56 / 48 = 1.17. What the kubelet, the kernel and the ' +
          'NodeManager take is counted instead of a round 8 GB, and is some GB less.',
      },
      {
        what: 'vcores of a node',
        unit: 'vcores',
        theirs: Math.floor(0.8 * 16),
        ours: (plan) => figure(plan, Role.NODEMANAGER, 'vcores'),
        ratio: [1.25, 1.25],
        because:
          'Ambari leaves a fifth to DataNode and RegionServer on the same node; the planner one vCPU to the system.',
      },
    ],
  },
  {
    id: 'alibaba-masters',
    title: 'Alibaba Cloud: masters of a small HBase cluster',
    facts: [
      { fact: '4 to 7 core nodes: masters of 8 cores and 16 GB', ...ALIBABA },
      { fact: 'a master node runs HMaster, NameNode and ZooKeeper', ...ALIBABA },
    ],
    described: 'Half a TiB of HBase with a modest load: two RegionServers in a zone.',
    environment: described('alibaba-masters', {
      products: [Product.ZOOKEEPER, Product.HDFS, Product.HBASE],
      zookeeper: [{ name: 'main', participants: 3 }],
      hbase: { datasetTiB: 0.5, readsPerSecond: 2_000, writesPerSecond: 1_000, scansPerSecond: 10 },
    }),
    numbers: [
      {
        what: 'RegionServers',
        unit: 'servers',
        theirs: 6,
        ours: (plan) => pods(plan, Role.REGIONSERVER),
        ratio: [1, 1],
        because: 'The description is made so: the case is about masters of 4 to 7 core nodes.',
      },
      {
        what: 'memory of HMaster, NameNode and ZooKeeper together',
        unit: 'GiB',
        theirs: 16,
        ours: (plan) =>
          [Role.HMASTER, Role.NAMENODE, Role.ZOOKEEPER].reduce((sum, role) => sum + memoryGiB(plan, role), 0),
        ratio: [0.45, 0.75],
        because:
          'Theirs is a machine with its system and room to grow, ours the sum of the pods. The machines that the ' +
          'planner picks for them have room as well.',
      },
      {
        what: 'vCPUs of HMaster, NameNode and ZooKeeper together',
        unit: 'vCPU',
        theirs: 8,
        ours: (plan) =>
          [Role.HMASTER, Role.NAMENODE, Role.ZOOKEEPER].reduce(
            (sum, role) => sum + vcpusOfPod(plan, role),
            0,
          ),
        ratio: [1.2, 1.5],
        because:
          'Cloudera asks for 4 dedicated cores each for HMaster and NameNode, and the planner adds ZooKeeper to them.',
      },
    ],
  },
  {
    id: 'salesforce',
    title: 'Salesforce: HBase on Kubernetes in three zones',
    facts: [
      { fact: 'three availability zones; three replicas, one in each, by a topology script', ...SALESFORCE },
      { fact: 'a StatefulSet of DataNodes for each zone', ...SALESFORCE },
      { fact: 'node groups of their own for DataNodes, RegionServers and NodeManagers', ...SALESFORCE },
      { fact: 'two pods of a component never share a node', ...SALESFORCE },
      {
        fact: 'over 100 clusters: 4 billion writes, 80 TB written, 600 million reads a day',
        ...SALESFORCE_SCALE,
      },
      { fact: 'thousands of machines', ...SALESFORCE_TALK },
    ],
    described:
      'A hundredth: 463 writes of 20 KB and 69 reads a second. The least that "thousands of machines" can mean is 20 ' +
      'for a cluster. The size of their data is not published: 10 TiB are supposed; nor is the time in which a lost ' +
      'DataNode is to be rebuilt: 8 hours, a night, are.',
    environment: described('salesforce', {
      hdfs: { restoreRedundancyHours: 8 },
      hbase: {
        datasetTiB: 10,
        readsPerSecond: 69,
        writesPerSecond: 463,
        scansPerSecond: 10,
        averageRowBytes: 20_000,
      },
      yarn: { production: { guaranteedVcores: 16, guaranteedMemoryGiB: 64 } },
    }),
    numbers: [
      {
        what: 'nodes',
        unit: 'nodes',
        theirs: 20,
        ours: nodes,
        ratio: [0.5, 2.5],
        because:
          'The load of an average cluster is small: what counts is two workers of a kind in each zone and the masters in ' +
          'three. The plan is of the size that they run, from the least reading of "thousands" on.',
      },
    ],
    properties: [
      {
        what: 'zones',
        theirs: '3',
        ours: (plan) => String(plan.zones.length),
        because: 'The same.',
      },
      {
        what: 'StatefulSets of DataNodes',
        theirs: '3',
        ours: (plan) => String(roleOf(plan, Role.DATANODE).zones.length),
        because: 'The same.',
      },
      {
        what: 'replicas of a block',
        theirs: '3',
        ours: (plan) => String(plan.hdfs?.replication),
        because: 'The same.',
      },
      {
        what: 'roles with node groups of their own',
        theirs: 'datanode, regionserver, nodemanager',
        ours: (plan) => poolsOfTheirOwn(plan, [Role.DATANODE, Role.REGIONSERVER, Role.NODEMANAGER]),
        because: 'The same, and for the same reasons.',
      },
    ],
  },
];
