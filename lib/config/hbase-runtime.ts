import { Plan, RolePlan } from '../plan/plan';
import { Role } from '../roles/role';
import { entryOf, HBaseRole } from '../roles/roles';
import { PORTS } from '../roles/ports';
import { hadoopXml } from './hadoop-xml';
import { hdfsClientSite } from './hdfs-client-site';
import { identityProperties } from './identity';
import { USER_NAME } from './image-layout';
import { WAIT_FOR_ZOOKEEPER, WAIT_FOR_ZOOKEEPER_SCRIPT } from './zookeeper-scripts';
import { javaCommand } from './java-command';
import { log4j2Properties } from './log4j2-properties';
import { PROBE_HTTP, PROBE_HTTP_SCRIPT } from './probe-scripts';
import { httpProbes, jsonMember, Probes } from './probes';
import { propertiesText } from './properties';
import { hadoopFiles, mainContainerOf, waitForOwnName, waitForZooKeeper } from './role-files';
import { RoleRuntime } from './role-runtime';
import { mainSettings } from './settings';

const HBASE = 'org.apache.hadoop.hbase';

/** A Master is ready as a backup, or as the active Master once its initialization is complete. */
function masterProbes(): Probes {
  const backup = jsonMember('tag.isActiveMaster', '"false"');
  const ready = `${backup}|${jsonMember('masterFinishedInitializationTime', '[1-9]')}`;
  return httpProbes(PORTS.hmasterHttp, [['/jmx?qry=Hadoop:service=HBase,name=Master,sub=Server', ready]]);
}

/** A RegionServer is ready once the Master has accepted it: from then on, it has these metrics. */
function regionServerProbes(): Probes {
  const ready = jsonMember('tag.serverName', '"[^",]+,[0-9]+,[0-9]+"');
  return httpProbes(PORTS.regionserverHttp, [
    ['/jmx?qry=Hadoop:service=HBase,name=RegionServer,sub=Server', ready],
  ]);
}

interface RoleProgram {
  readonly mainClass: string;
  readonly probes: Probes;
}

const PROGRAMS: Readonly<Record<HBaseRole, RoleProgram>> = {
  [Role.HMASTER]: { mainClass: `${HBASE}.master.HMaster`, probes: masterProbes() },
  [Role.REGIONSERVER]: { mainClass: `${HBASE}.regionserver.HRegionServer`, probes: regionServerProbes() },
};

/** The runtime of Masters and RegionServers. */
export function hbaseRuntime(plan: Plan, role: RolePlan): RoleRuntime {
  const main = mainContainerOf(role);
  const image = 'hbase';
  const { mainClass, probes } = entryOf(PROGRAMS, role.role);
  return {
    init: [waitForOwnName(plan, role, image), waitForZooKeeper(plan, image)],
    processes: [
      {
        name: main.name,
        image,
        command: javaCommand({
          image,
          jvmFlags: main.jvmFlags,
          mainClass,
          properties: identityProperties(plan, role),
          arguments: ['start'],
        }),
        env: { HADOOP_USER_NAME: USER_NAME },
        ...probes,
      },
    ],
    files: {
      ...hadoopFiles(plan, role),
      [PROBE_HTTP]: PROBE_HTTP_SCRIPT,
      [WAIT_FOR_ZOOKEEPER]: WAIT_FOR_ZOOKEEPER_SCRIPT,
      'hdfs-site.xml': hadoopXml(hdfsClientSite(plan, role)),
      'hbase-site.xml': hadoopXml(mainSettings(plan, role)),
      'log4j2.properties': propertiesText(log4j2Properties()),
    },
  };
}
