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
          'The planner assumes 5,000 writes/s per vCPU, half of what the paper measured per core: a vCPU is a hardware ' +
          'thread, not a core, and garbage collection also uses CPU. The result is rounded up to whole vCPUs.',
      },
      {
        what: 'warnings about the rate',
        unit: 'findings',
        theirs: 1,
        ours: (plan) => plan.findings.filter(({ code }) => code === 'zookeeper/write-rate').length,
        ratio: [1, 1],
        because:
          'The rate is the highest that was measured for such an ensemble, so the plan recommends a split.',
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
    described: '600,000 clients of one ensemble. "Hundreds of thousands" means at least 200,000 per host.',
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
          'The planner assumes 10,000 clients per observer if a zone is lost, and so 6,667 if all are up. This is the ' +
          'cautious end of the design range of ZOOKEEPER-1147. Twitter runs at least 20 times as many, on large ' +
          'machines and with its own patches. No other assumption is further from practice: measure it, and set your own value.',
      },
    ],
    properties: [
      {
        what: 'who serves clients',
        theirs: 'observers only',
        ours: (plan) => (plan.ensembles[0]?.observersServeClients === true ? 'observers only' : 'all'),
        because: 'Same in both.',
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
    described: 'The default targets of both classes.',
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
        because: 'The same, with queues of the capacity scheduler instead of Aurora priorities.',
      },
      {
        what: 'who may use the whole cluster while it is idle',
        theirs: 'both',
        ours: (plan) =>
          (plan.yarn?.queues ?? []).every(({ maximumPercent }) => maximumPercent === 100) ? 'both' : 'one',
        because: 'Same in both.',
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
          'The node does not run HBase, so its 8 GB are free: 56 / 48 = 1.17. The planner calculates the memory of the ' +
          'kubelet, the kernel and the NodeManager instead of a fixed 8 GB, which is some GB less.',
      },
      {
        what: 'vcores of a node',
        unit: 'vcores',
        theirs: Math.floor(0.8 * 16),
        ours: (plan) => figure(plan, Role.NODEMANAGER, 'vcores'),
        ratio: [1.25, 1.25],
        because:
          'Ambari reserves a fifth for the DataNode and RegionServer on the node; the planner reserves one vCPU for the system.',
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
    described: 'Half a TiB of HBase with a moderate load: two RegionServers per zone.',
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
        because:
          'The description is chosen for this number, because the case is about masters for 4 to 7 core nodes.',
      },
      {
        what: 'memory of HMaster, NameNode and ZooKeeper together',
        unit: 'GiB',
        theirs: 16,
        ours: (plan) =>
          [Role.HMASTER, Role.NAMENODE, Role.ZOOKEEPER].reduce((sum, role) => sum + memoryGiB(plan, role), 0),
        ratio: [0.45, 0.75],
        because:
          'The published number is a whole machine with its system and headroom; that of the planner is the sum of the ' +
          'pods. The machines that the planner selects also have headroom.',
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
          'Cloudera requires 4 dedicated cores each for HMaster and NameNode. The planner adds ZooKeeper.',
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
      'A hundredth of the fleet: 463 writes of 20 KB and 69 reads per second. "Thousands of machines" means at least 20 ' +
      'per cluster. Two values are not published and therefore assumed: 10 TiB of data, and 8 hours (a night) to ' +
      'rebuild a lost DataNode.',
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
          'The load of an average cluster is small. The number of nodes follows from two workers of each role per zone, ' +
          'and masters in three zones. The plan is in the range of their clusters, whose lower end is the least that ' +
          '"thousands" can mean.',
      },
    ],
    properties: [
      {
        what: 'zones',
        theirs: '3',
        ours: (plan) => String(plan.zones.length),
        because: 'Same in both.',
      },
      {
        what: 'StatefulSets of DataNodes',
        theirs: '3',
        ours: (plan) => String(roleOf(plan, Role.DATANODE).zones.length),
        because: 'Same in both.',
      },
      {
        what: 'replicas of a block',
        theirs: '3',
        ours: (plan) => String(plan.hdfs?.replication),
        because: 'Same in both.',
      },
      {
        what: 'roles with dedicated node groups',
        theirs: 'datanode, regionserver, nodemanager',
        ours: (plan) => poolsOfTheirOwn(plan, [Role.DATANODE, Role.REGIONSERVER, Role.NODEMANAGER]),
        because: 'Same in both, for the same reasons.',
      },
    ],
  },
];
