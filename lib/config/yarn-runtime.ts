import { Plan, RolePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { entryOf, YarnRole } from '../roles/roles';
import { PORTS } from '../roles/ports';
import { capacityScheduler } from './capacity-scheduler';
import { HADOOP_ENV, NODE_MANAGER_ENV } from './hadoop-env';
import { hadoopXml } from './hadoop-xml';
import { hdfsClientSite } from './hdfs-client-site';
import { identityProperties } from './identity';
import { RESOURCE_MANAGER_CLASS_PATH, S3A_CLASS_PATH } from './image-layout';
import { CREATE_FILE, CREATE_FILE_SCRIPT, HDFS_DIRECTORIES, HDFS_DIRECTORIES_SCRIPT } from './init-scripts';
import { WAIT_FOR_ZOOKEEPER, WAIT_FOR_ZOOKEEPER_SCRIPT } from './zookeeper-scripts';
import { javaCommand, JavaProgram } from './java-command';
import { log4jProperties } from './log4j-properties';
import { mapredSite } from './mapred-site';
import { bucketOf } from './plan-parts';
import { PROBE_HTTP, PROBE_HTTP_SCRIPT } from './probe-scripts';
import { httpProbes, jsonMember, Probes } from './probes';
import { propertiesText } from './properties';
import {
  hadoopFiles,
  mainContainerOf,
  scriptStep,
  STEP_JVM_FLAGS,
  waitForOwnName,
  waitForZooKeeper,
} from './role-files';
import { ProcessSpec, RoleRuntime } from './role-runtime';
import { mainSettings } from './settings';
import { xmlDocument } from './xml';
import { NODES_EXCLUDE_FILE } from './yarn-site';

/** The settings in which the pods of a role differ from other YARN pods. */
interface RoleProgram {
  readonly program: Pick<JavaProgram, 'mainClass' | 'classPath'>;
  readonly env: Readonly<Record<string, string>>;
  readonly probes: Probes;
  /** The steps before the main process. */
  readonly steps: (plan: Plan, role: RolePlan) => ProcessSpec[];
  readonly files: (plan: Plan, role: RolePlan) => Record<string, string>;
}

const PROGRAMS: Readonly<Record<YarnRole, RoleProgram>> = {
  [Role.RESOURCEMANAGER]: {
    program: {
      mainClass: 'org.apache.hadoop.yarn.server.resourcemanager.ResourceManager',
      classPath: RESOURCE_MANAGER_CLASS_PATH,
    },
    env: HADOOP_ENV,
    // A standby opens no client ports, but its web server answers this request itself.
    probes: httpProbes(PORTS.resourcemanagerHttp, [
      ['/ws/v1/cluster/info', jsonMember('haState', '"(ACTIVE|STANDBY)"')],
    ]),
    steps: (plan) => [
      scriptStep('node-list', 'hadoop', CREATE_FILE, [
        NODES_EXCLUDE_FILE,
        xmlDocument({ name: 'hosts' }).trim(),
      ]),
      waitForZooKeeper(plan, 'hadoop'),
    ],
    files: (plan) => ({
      'capacity-scheduler.xml': hadoopXml(capacityScheduler(plan)),
      [CREATE_FILE]: CREATE_FILE_SCRIPT,
      [WAIT_FOR_ZOOKEEPER]: WAIT_FOR_ZOOKEEPER_SCRIPT,
    }),
  },
  [Role.NODEMANAGER]: {
    program: { mainClass: 'org.apache.hadoop.yarn.server.nodemanager.NodeManager' },
    env: NODE_MANAGER_ENV,
    probes: httpProbes(PORTS.nodemanagerHttp, [['/ws/v1/node/info', jsonMember('nodeHealthy', 'true')]]),
    steps: () => [],
    files: (plan) => ({ 'mapred-site.xml': hadoopXml(mapredSite(plan)) }),
  },
  [Role.HISTORYSERVER]: {
    program: { mainClass: 'org.apache.hadoop.mapreduce.v2.hs.JobHistoryServer' },
    env: HADOOP_ENV,
    probes: httpProbes(PORTS.historyserverHttp, [['/ws/v1/history/info', jsonMember('startedOn', '[0-9]+')]]),
    steps: directorySteps,
    files: (plan, role) => ({
      'mapred-site.xml': hadoopXml(mapredSite(plan)),
      ...(bucketOf(plan, role) === undefined ? { [HDFS_DIRECTORIES]: HDFS_DIRECTORIES_SCRIPT } : {}),
    }),
  },
};

/** The history server also creates what YARN users need in HDFS, because it is the only YARN role with a single pod. */
function directorySteps(plan: Plan, role: RolePlan): ProcessSpec[] {
  // A bucket needs no directories and has no owners.
  if (bucketOf(plan, role) !== undefined) return [];
  const shell = javaCommand({
    image: 'hadoop',
    jvmFlags: STEP_JVM_FLAGS,
    mainClass: 'org.apache.hadoop.fs.FsShell',
  });
  return [scriptStep('directories', 'hadoop', HDFS_DIRECTORIES, shell, HADOOP_ENV)];
}

/** The runtime of ResourceManagers, NodeManagers and the MapReduce history server. */
export function yarnRuntime(plan: Plan, role: RolePlan): RoleRuntime {
  const main = mainContainerOf(role);
  const { program, env, probes, steps, files } = entryOf(PROGRAMS, role.role);
  return {
    init: [waitForOwnName(plan, role, 'hadoop'), ...steps(plan, role)],
    processes: [
      {
        name: main.name,
        image: 'hadoop',
        command: javaCommand({
          ...program,
          image: 'hadoop',
          ...(bucketOf(plan, role) === undefined
            ? {}
            : { classPath: [...(program.classPath ?? []), ...S3A_CLASS_PATH] }),
          jvmFlags: main.jvmFlags,
          properties: identityProperties(plan, role),
        }),
        env,
        ...probes,
      },
    ],
    files: {
      ...hadoopFiles(plan, role),
      [PROBE_HTTP]: PROBE_HTTP_SCRIPT,
      ...files(plan, role),
      ...(plan.hdfsClient === undefined ? {} : { 'hdfs-site.xml': hadoopXml(hdfsClientSite(plan, role)) }),
      'yarn-site.xml': hadoopXml(mainSettings(plan, role)),
      'log4j.properties': propertiesText(log4jProperties()),
    },
  };
}
