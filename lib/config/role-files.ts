import { ContainerPlan, Plan, RolePlan } from '../plan/plan';
import { parseConnectString } from './connect-string';
import { coreSite } from './core-site';
import { hadoopXml } from './hadoop-xml';
import { ownHost } from './identity';
import { WAIT_FOR_OWN_NAME, WAIT_FOR_OWN_NAME_SCRIPT } from './init-scripts';
import { WAIT_FOR_ZOOKEEPER } from './zookeeper-scripts';
import { SECURITY_PROPERTIES } from './java-command';
import { coordinationOf } from './plan-parts';
import { propertiesText } from './properties';
import { CONFIG_DIR, ImageName, ProcessSpec } from './role-runtime';
import { securityProperties } from './security-properties';
import { TOPOLOGY_SCRIPT, topologyScript } from './topology-script';

/**
 * JVM options of short-lived steps. They run before the pod's main processes and use the memory of those, and the
 * smallest main process has a heap of 128 MiB.
 */
export const STEP_JVM_FLAGS: readonly string[] = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** The plan of a role's container. */
export function containerOf(role: RolePlan, name: string): ContainerPlan {
  const found = role.containers.find((container) => container.name === name);
  if (found === undefined) throw new Error(`role ${role.group} has no container ${name}`);
  return found;
}

/** The plan of the container that runs a role's main process. */
export function mainContainerOf(role: RolePlan): ContainerPlan {
  const [main] = role.containers;
  if (main === undefined) throw new Error(`role ${role.group} has no container`);
  return main;
}

/** A step that runs a script from the role's files. */
export function scriptStep(
  name: string,
  image: ImageName,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ProcessSpec {
  return { name, image, command: ['bash', `${CONFIG_DIR}/${script}`, ...args], env };
}

/** The first step of every role: waits until peers can find the pod by its name. */
export function waitForOwnName(plan: Plan, role: RolePlan, image: ImageName): ProcessSpec {
  return scriptStep('own-name', image, WAIT_FOR_OWN_NAME, [ownHost(plan, role), '$(POD_IP)']);
}

/** A step for roles whose processes exit if they find no ensemble. */
export function waitForZooKeeper(plan: Plan, image: ImageName): ProcessSpec {
  const { servers } = parseConnectString(coordinationOf(plan));
  return scriptStep('ensemble', image, WAIT_FOR_ZOOKEEPER, [servers.join(',')]);
}

/** Files that every role has. */
export function commonFiles(): Record<string, string> {
  return {
    [SECURITY_PROPERTIES]: propertiesText(securityProperties()),
    [WAIT_FOR_OWN_NAME]: WAIT_FOR_OWN_NAME_SCRIPT,
  };
}

/** Files of every role that is part of Hadoop or uses Hadoop. */
export function hadoopFiles(plan: Plan, role: RolePlan): Record<string, string> {
  return {
    ...commonFiles(),
    'core-site.xml': hadoopXml(coreSite(plan, role)),
    [TOPOLOGY_SCRIPT]: topologyScript(plan.zones),
  };
}
