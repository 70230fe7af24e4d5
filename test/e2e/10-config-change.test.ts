import { Environment } from '../../lib/model/environment';
import { Role } from '../../lib/roles/role';
import { RolePlan } from '../../lib/plan/plan';
import { LABELS } from '../../lib/topology/names';
import { KubernetesObject, StatefulSet } from './harness/objects';
import { bringUp, E2ePlatform, everyRoleReady, platformReady, renderObjects } from './harness/platform';
import { figures } from './harness/report';
import { scenario } from './harness/scenario';
import { timed, until } from './harness/wait';

/** A setting that no sizing derives, and that its process alone reads. */
const SETTINGS: Readonly<Partial<Record<Role, readonly [file: string, key: string, value: string]>>> = {
  [Role.ZOOKEEPER]: ['zoo.cfg', 'fsync.warningthresholdms', '1500'],
  [Role.JOURNALNODE]: ['hdfs-site.xml', 'dfs.journalnode.sync.interval', '130000'],
  [Role.NAMENODE]: ['hdfs-site.xml', 'dfs.namenode.top.num.users', '11'],
  [Role.DATANODE]: ['hdfs-site.xml', 'dfs.datanode.scan.period.hours', '500'],
  [Role.HMASTER]: ['hbase-site.xml', 'hbase.master.logcleaner.ttl', '650000'],
  [Role.REGIONSERVER]: ['hbase-site.xml', 'hbase.regionserver.msginterval', '3500'],
  [Role.RESOURCEMANAGER]: ['yarn-site.xml', 'yarn.resourcemanager.max-completed-applications', '900'],
  [Role.NODEMANAGER]: ['yarn-site.xml', 'yarn.nodemanager.disk-health-checker.interval-ms', '110000'],
  [Role.HISTORYSERVER]: ['yarn-site.xml', 'yarn.log-aggregation.retain-check-interval-seconds', '90000'],
};

/** The role whose change is applied: it has two pods in a zone, of which one may be away. */
const APPLIED = Role.DATANODE;

function withSetting(environment: Environment, role: Role): Environment {
  const [, key, value] = settingOf(role);
  const known = environment.overrides?.[role];
  return {
    ...environment,
    overrides: {
      ...environment.overrides,
      [role]: { ...known, settings: { ...known?.settings, [key]: value } },
    },
  };
}

function settingOf(role: Role): readonly [string, string, string] {
  const setting = SETTINGS[role];
  if (setting === undefined) throw new Error(`there is no setting to change of role ${role}`);
  return setting;
}

/** The rendered text of the pod templates by StatefulSet. */
function templates(objects: readonly KubernetesObject[]): Map<string, string> {
  const sets = objects.filter(({ kind }) => kind === 'StatefulSet') as unknown as StatefulSet[];
  return new Map(sets.map(({ metadata, spec }) => [metadata.name, JSON.stringify(spec.template)]));
}

/** Names of what is not the same in both. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort();
}

function setsOf({ group, zones }: RolePlan): string[] {
  return zones.map(({ zone }) => `${group}-${zone}`);
}

let platform: E2ePlatform;
/** The templates of the platform as it is. */
let unchanged: ReadonlyMap<string, string>;

beforeAll(async () => {
  platform = await platformReady();
  unchanged = templates(renderObjects(platform.way, platform.environment));
});

for (const role of Object.values(Role).filter((of) => SETTINGS[of] !== undefined)) {
  scenario(
    `GIVEN a setting of ${role} WHEN it changes THEN the templates of its pods change, and no other byte of a template`,
    () => {
      const { environment, plan, way } = platform;
      const after = templates(renderObjects(way, withSetting(environment, role)));
      const own = plan.roles.filter((of) => of.role === role).flatMap(setsOf);
      expect(changed(unchanged, after)).toEqual(own.sort());
      return Promise.resolve();
    },
    { minutes: 2 },
  );
}

/** Revision that a StatefulSet makes new pods of, and the uid of each pod. */
async function revisions(): Promise<Map<string, string>> {
  const { cluster, plan } = platform;
  const ours = new Set(plan.roles.flatMap(setsOf));
  return until(
    'the controller to have seen all changes',
    async () => {
      const sets = (await cluster.list<StatefulSet>('statefulsets')).filter(({ metadata }) =>
        ours.has(metadata.name),
      );
      const late = sets.filter(
        ({ metadata, status }) => (status.observedGeneration ?? 0) < (metadata.generation ?? 0),
      );
      if (late.length > 0) throw new Error(late.map(({ metadata }) => metadata.name).join(', '));
      return new Map(sets.map(({ metadata, status }) => [metadata.name, status.updateRevision ?? '']));
    },
    { timeoutSeconds: 60 },
  );
}

async function uids(): Promise<Map<string, string>> {
  const pods = await platform.cluster.pods();
  return new Map(pods.map(({ metadata }) => [metadata.name, metadata.uid]));
}

/** Deletes a pod and waits until its successor is ready. */
async function replace(pod: string): Promise<void> {
  const { cluster } = platform;
  const { metadata } = await cluster.pod(pod);
  await cluster.kubectl(['delete', 'pod', pod, '--wait=false']);
  await until(
    `${pod} to be back`,
    async () => {
      await everyRoleReady(platform, 0);
      return (await cluster.pod(pod)).metadata.uid === metadata.uid ? undefined : true;
    },
    { timeoutSeconds: 300 },
  );
}

scenario(
  `GIVEN the platform WHEN a setting of ${APPLIED} is applied THEN it alone gets a revision, by which its next pods run`,
  async () => {
    const { cluster, environment, plan, way } = platform;
    const role = plan.roles.find((of) => of.role === APPLIED)!;
    const pod = role.members[0]!.pod;
    const [file, key, value] = settingOf(APPLIED);
    const fileOf = async (): Promise<string> => {
      const { stdout } = await cluster.exec(pod, role.containers[0]!.name, [
        'cat',
        `/etc/cdk-hadoop/${file}`,
      ]);
      return stdout;
    };
    await bringUp(platform);
    const before = { revisions: await revisions(), uids: await uids() };
    try {
      await bringUp(platform, withSetting(environment, APPLIED));
      const after = { revisions: await revisions(), uids: await uids() };
      expect(changed(before.revisions, after.revisions)).toEqual(setsOf(role).sort());
      // A change never restarts a pod by itself.
      expect(changed(before.uids, after.uids)).toEqual([]);
      expect(await fileOf()).not.toContain(key);

      const { seconds } = await timed(() => replace(pod));
      expect(await fileOf()).toContain(`<value>${value}</value>`);
      const running = (await cluster.pod(pod)).metadata.labels?.['controller-revision-hash'];
      expect(running).toBe(after.revisions.get(`${role.group}-${role.members[0]!.zone}`));
      figures('10 config change', [
        { role: role.group, 'new revisions': setsOf(role).length, 'pod by the new one (s)': seconds },
      ]);
    } finally {
      await bringUp(platform);
      await replace(pod);
      await removeUnusedConfigMaps(renderObjects(way, environment));
    }
    // The same description is the same revision again.
    expect(await revisions()).toEqual(before.revisions);
  },
  { minutes: 20 },
);

/** The ConfigMap of the changed setting: its name is made of its content, and nothing has it mounted any more. */
async function removeUnusedConfigMaps(objects: readonly KubernetesObject[]): Promise<void> {
  const { cluster } = platform;
  const wanted = new Set(
    objects.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name),
  );
  const there = await cluster.list('configmaps', { selector: `${LABELS.component}=${APPLIED}` });
  for (const { metadata } of there) {
    if (!wanted.has(metadata.name)) await cluster.kubectl(['delete', 'configmap', metadata.name]);
  }
}
