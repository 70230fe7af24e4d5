import { Plan, RolePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { entryOf, HdfsRole } from '../roles/roles';
import { PORTS } from '../roles/ports';
import { hadoopXml } from './hadoop-xml';
import { hostsFile, journalDir, nameDirs } from './hdfs-site';
import { identityProperties } from './identity';
import { HADOOP_ENV } from './hadoop-env';
import { HDFS_ADMIN, hdfsAdminScript } from './hdfs-admin-script';
import {
  CREATE_FILE,
  CREATE_FILE_SCRIPT,
  JOURNAL_JOIN,
  JOURNAL_JOIN_SCRIPT,
  NAMENODE_BOOTSTRAP,
  NAMENODE_BOOTSTRAP_SCRIPT,
  RUN_ONCE,
  RUN_ONCE_SCRIPT,
} from './init-scripts';
import { javaCommand } from './java-command';
import { log4jProperties } from './log4j-properties';
import { hdfsOf } from './plan-parts';
import { PROBE_DATANODE, PROBE_DATANODE_SCRIPT, PROBE_HTTP, PROBE_HTTP_SCRIPT } from './probe-scripts';
import { dataNodeProbes, httpProbes, jsonMember, Probes, tcpProbes } from './probes';
import { propertiesText } from './properties';
import {
  containerOf,
  hadoopFiles,
  mainContainerOf,
  scriptStep,
  STEP_JVM_FLAGS,
  waitForOwnName,
} from './role-files';
import { ProcessSpec, RoleRuntime } from './role-runtime';
import { mainSettings } from './settings';

const HDFS = 'org.apache.hadoop.hdfs';
const NAMENODE = `${HDFS}.server.namenode.NameNode`;
const ZKFC = `${HDFS}.tools.DFSZKFailoverController`;
/** Exit code of `-formatZK` if the znode already exists. */
const ZK_FORMATTED = 2;
/** Seconds without a heartbeat after which a DataNode is not ready. */
const LATE_SECONDS = 30;

function process(plan: Plan, role: RolePlan, name: string, mainClass: string, probes: Probes): ProcessSpec {
  return {
    name,
    image: 'hadoop',
    command: javaCommand({
      image: 'hadoop',
      jvmFlags: containerOf(role, name).jvmFlags,
      mainClass,
      properties: identityProperties(plan, role),
    }),
    env: HADOOP_ENV,
    ...probes,
  };
}

/** A short-lived HDFS command. */
function step(plan: Plan, role: RolePlan, mainClass: string, args: readonly string[] = []): string[] {
  return javaCommand({
    image: 'hadoop',
    jvmFlags: STEP_JVM_FLAGS,
    mainClass,
    properties: identityProperties(plan, role),
    arguments: args,
  });
}

/**
 * The only pod that may format a new namespace. It is chosen by name, so the order of the description does not matter.
 */
export function formatter(role: RolePlan): string {
  const [first] = role.members
    .filter(({ ordinal }) => ordinal === 0)
    .map(({ pod }) => pod)
    .sort();
  if (first === undefined) throw new Error(`role ${role.group} has no pod with ordinal 0`);
  return first;
}

/** The cluster id of HDFS. It depends only on the plan. */
export function clusterId(plan: Plan): string {
  return `${plan.environment}-${hdfsOf(plan).nameservice}`;
}

function nameNodeSteps(plan: Plan, role: RolePlan): ProcessSpec[] {
  const { namenodes, journalnodes } = hdfsOf(plan);
  const journals = journalnodes.map(({ host, port }) => `${host}:${port}`);
  const bootstrap = [
    '$(POD_NAME)',
    formatter(role),
    clusterId(plan),
    nameDirs(role).join(','),
    namenodes.map(({ host }) => host).join(','),
    journals.join(','),
    ...step(plan, role, NAMENODE),
  ];
  const formatZk = [String(ZK_FORMATTED), ...step(plan, role, ZKFC, ['-formatZK', '-nonInteractive'])];
  return [
    scriptStep('datanode-list', 'hadoop', CREATE_FILE, [hostsFile(role), '[]']),
    scriptStep('namespace', 'hadoop', NAMENODE_BOOTSTRAP, bootstrap, HADOOP_ENV),
    scriptStep('failover-znode', 'hadoop', RUN_ONCE, formatZk, HADOOP_ENV),
  ];
}

function journalNodeSteps(plan: Plan, role: RolePlan): ProcessSpec[] {
  const { nameservice, journalnodes } = hdfsOf(plan);
  return [
    scriptStep('journal-join', 'hadoop', JOURNAL_JOIN, [
      '$(POD_NAME)',
      `${journalDir(role)}/${nameservice}`,
      journalnodes.map(({ host }) => host).join(','),
      String(PORTS.journalnodeHttp),
    ]),
  ];
}

/**
 * Checks of a NameNode. While it loads its image, its web server is up but its RPC ports are closed. Loading may take
 * any length of time, and no check restarts the NameNode during it.
 */
function nameNodeProbes(): Probes {
  const attribute = (name: string): string => `/jmx?get=Hadoop:service=NameNode,name=${name}`;
  return httpProbes(PORTS.namenodeHttp, [
    [attribute('NameNodeStatus::State'), jsonMember('State', '"(active|standby)"')],
    [attribute('NameNodeInfo::Safemode'), jsonMember('Safemode', '""')],
  ]);
}

/**
 * Checks of a JournalNode: ready when it has the namespace and all edits of its writer. A NameNode skips a JournalNode
 * that was away until the next segment begins. If another JournalNode restarts before then, all writes stop.
 */
function journalNodeProbes(plan: Plan): Probes {
  const journal = `/jmx?qry=Hadoop:service=JournalNode,name=Journal-${hdfsOf(plan).nameservice}`;
  return httpProbes(PORTS.journalnodeHttp, [[journal, jsonMember('CurrentLagTxns', '0[^0-9]')]]);
}

/** The settings in which the pods of a role differ from other HDFS pods. */
interface RoleProgram {
  /** The steps before the main processes. */
  readonly steps: (plan: Plan, role: RolePlan) => ProcessSpec[];
  /** Main class and checks of the main process. */
  readonly mainClass: string;
  readonly probes: (plan: Plan) => Probes;
  /** Processes that run alongside the main one. */
  readonly sidecars: (plan: Plan, role: RolePlan) => ProcessSpec[];
  readonly files: (plan: Plan) => Record<string, string>;
}

const PROGRAMS: Readonly<Record<HdfsRole, RoleProgram>> = {
  [Role.JOURNALNODE]: {
    steps: journalNodeSteps,
    mainClass: `${HDFS}.qjournal.server.JournalNode`,
    probes: journalNodeProbes,
    sidecars: () => [],
    files: () => ({ [JOURNAL_JOIN]: JOURNAL_JOIN_SCRIPT, [PROBE_HTTP]: PROBE_HTTP_SCRIPT }),
  },
  [Role.NAMENODE]: {
    steps: nameNodeSteps,
    mainClass: NAMENODE,
    probes: nameNodeProbes,
    sidecars: (plan, role) => [process(plan, role, 'zkfc', ZKFC, tcpProbes(PORTS.zkfcRpc))],
    files: (plan) => ({
      [CREATE_FILE]: CREATE_FILE_SCRIPT,
      [NAMENODE_BOOTSTRAP]: NAMENODE_BOOTSTRAP_SCRIPT,
      [RUN_ONCE]: RUN_ONCE_SCRIPT,
      [PROBE_HTTP]: PROBE_HTTP_SCRIPT,
      [HDFS_ADMIN]: hdfsAdminScript(hdfsOf(plan).coldPaths !== undefined),
    }),
  },
  [Role.DATANODE]: {
    steps: () => [],
    mainClass: `${HDFS}.server.datanode.DataNode`,
    probes: () => dataNodeProbes(PORTS.datanodeHttp, LATE_SECONDS),
    sidecars: () => [],
    files: () => ({ [PROBE_DATANODE]: PROBE_DATANODE_SCRIPT }),
  },
};

/** JournalNodes, NameNodes with their failover controllers, DataNodes. */
export function hdfsRuntime(plan: Plan, role: RolePlan): RoleRuntime {
  const { name } = mainContainerOf(role);
  const { steps, mainClass, probes, sidecars, files } = entryOf(PROGRAMS, role.role);
  return {
    init: [waitForOwnName(plan, role, 'hadoop'), ...steps(plan, role)],
    processes: [process(plan, role, name, mainClass, probes(plan)), ...sidecars(plan, role)],
    files: {
      ...hadoopFiles(plan, role),
      ...files(plan),
      'hdfs-site.xml': hadoopXml(mainSettings(plan, role)),
      'log4j.properties': propertiesText(log4jProperties()),
    },
  };
}
