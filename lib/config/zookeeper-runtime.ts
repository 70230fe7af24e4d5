import { Plan, RolePlan } from '../plan/plan';
import { PORTS } from '../roles/ports';
import { Role } from '../roles/role';
import { ensembleOf } from './plan-parts';
import { OBSERVER_CONFIG, ZOOKEEPER_START, ZOOKEEPER_START_SCRIPT } from './zookeeper-scripts';
import { ownHost } from './identity';
import { javaCommand } from './java-command';
import { logback } from './logback-xml';
import { PROBE_HTTP, PROBE_HTTP_SCRIPT } from './probe-scripts';
import { zooKeeperProbes } from './probes';
import { propertiesText } from './properties';
import { commonFiles, mainContainerOf, scriptStep, waitForOwnName } from './role-files';
import { CONFIG_DIR, RoleRuntime } from './role-runtime';
import { mainSettings } from './settings';
import { xmlDocument } from './xml';
import { myIds, observerAddress, participantHosts, zooKeeperDataDir, zooKeeperLogDir } from './zoo-cfg';

const CONFIG_FILE = 'zoo.cfg';
/** Server ids by pod name. */
const ID_TABLE = 'myids';

/** Participants and observers of an ensemble. */
export function zooKeeperRuntime(plan: Plan, role: RolePlan): RoleRuntime {
  const main = mainContainerOf(role);
  const image = 'zookeeper';
  const config = `${CONFIG_DIR}/${CONFIG_FILE}`;
  const observer = role.role === Role.ZOOKEEPER_OBSERVER;
  return {
    init: [
      waitForOwnName(plan, role, image),
      scriptStep('server-id', image, ZOOKEEPER_START, [
        '$(POD_NAME)',
        zooKeeperDataDir(role),
        zooKeeperLogDir(role),
        `${CONFIG_DIR}/${ID_TABLE}`,
        String(PORTS.zookeeperAdmin),
        participantHosts(ensembleOf(plan, role)).join(','),
        ...(observer ? [config, observerAddress(ownHost(plan, role))] : []),
      ]),
    ],
    processes: [
      {
        name: main.name,
        image,
        command: javaCommand({
          image,
          jvmFlags: main.jvmFlags,
          mainClass: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
          arguments: [observer ? `${zooKeeperDataDir(role)}/${OBSERVER_CONFIG}` : config],
        }),
        env: {},
        ...zooKeeperProbes(PORTS.zookeeperClient, PORTS.zookeeperAdmin),
      },
    ],
    files: {
      ...commonFiles(),
      [CONFIG_FILE]: propertiesText(mainSettings(plan, role)),
      [ID_TABLE]: myIds(role),
      'logback.xml': xmlDocument(logback()),
      [ZOOKEEPER_START]: ZOOKEEPER_START_SCRIPT,
      [PROBE_HTTP]: PROBE_HTTP_SCRIPT,
    },
  };
}
