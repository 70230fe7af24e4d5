import { MASTERS_WITH_STATE } from '../../lib/roles/roles';
import { ENVIRONMENTS } from '../../bin/environments';
import { Environment, Tier } from '../../lib/model/environment';
import { Role, ROLES } from '../../lib/roles/role';
import { planPlatform } from '../../lib/planner/planner';
import { STATEFUL_IDS } from './stateful-ids';
import { Synthesized } from './synthesized';
import { KubernetesObject, objectsIn, Resource } from './template';

const onAws = ENVIRONMENTS.filter(({ tier }) => tier !== Tier.LOCAL);

/** Words of the table for what has no claim. */
const SINGLETONS: Readonly<Record<string, string>> = {
  'Data/AWS::KMS::Key': 'key of volumes and backups',
  'Data/AWS::S3::Bucket': 'backups',
  'Cluster/AWS::KMS::Key': 'key of Kubernetes secrets',
  'Cluster/AWS::EKS::Cluster': 'cluster',
};

function statefulIds({ stacks }: Synthesized): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stacks).flatMap(([stack, { template }]) =>
      Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
        const what =
          resource.Type === 'AWS::EC2::Volume' ? claimOf(resource) : SINGLETONS[`${stack}/${resource.Type}`];
        return what === undefined ? [] : [[logicalId, what] as const];
      }),
    ),
  );
}

function claimOf({ Properties }: Resource): string | undefined {
  const tags = Properties?.Tags as { readonly Key: string; readonly Value: string }[];
  return tags.find(({ Key }) => Key === 'cdk-hadoop:claim')?.Value;
}

/** Everything with a logical id that CloudFormation would replace or lose if the id changed. */
function resourceIds({ stacks }: Synthesized): string[] {
  return Object.entries(stacks).flatMap(([stack, { template }]) =>
    Object.entries(template.Resources).map(([id, { Type }]) => `${stack}/${id} ${Type}`),
  );
}

function volumes({ stacks }: Synthesized): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(stacks.Data?.template.Resources ?? {}).filter(
      ([, { Type }]) => Type === 'AWS::EC2::Volume',
    ),
  );
}

/** Identities of pods by their names. */
function members({ plan }: Synthesized, roles: readonly Role[] = ROLES): Record<string, string> {
  return Object.fromEntries(
    plan.roles
      .filter(({ role }) => roles.includes(role))
      .flatMap((role) => role.members.map(({ pod, id }) => [pod, id] as const)),
  );
}

/** Those that must never be renumbered. Of workers, a zone needs fewer when there is another one. */
function masters(synthesized: Synthesized): Record<string, string> {
  return members(synthesized, MASTERS_WITH_STATE);
}

/** Claim templates by StatefulSet. */
function claimTemplates({ stacks }: Synthesized): Record<string, unknown> {
  return Object.fromEntries(
    Object.values(stacks)
      .flatMap(({ template }) => objectsIn(template))
      .filter(({ kind }) => kind === 'StatefulSet')
      .map(({ metadata, spec }) => [
        metadata.name,
        (spec as { readonly volumeClaimTemplates?: unknown }).volumeClaimTemplates,
      ]),
  );
}

/** Names of Kubernetes objects. ConfigMaps are named by their content: theirs are meant to change. */
function objectNames({ stacks }: Synthesized): string[] {
  return Object.values(stacks)
    .flatMap(({ template }) => objectsIn(template))
    .filter(({ kind }) => kind !== 'ConfigMap')
    .map(({ kind, metadata }: KubernetesObject) => `${kind}/${metadata.name}`);
}

interface Change {
  readonly change: string;
  /** What is there before, unless it is the environment. */
  readonly base?: Environment;
  readonly changed: Environment;
  /** A pod that there is then. */
  readonly pod: string;
  /** No resource goes, nodes included. */
  readonly nodesStay: boolean;
}

describe.each(onAws.map((environment) => ({ name: environment.name, environment })))(
  '$name',
  ({ name, environment }) => {
    const unchanged = new Synthesized(environment);

    test('has the committed logical ids', () => {
      expect(statefulIds(unchanged)).toEqual(STATEFUL_IDS[name]);
    });

    const ensembles = environment.zookeeper ?? [{ name: 'main' }];
    const dataNode = planPlatform(environment).roles.find(({ role }) => role === Role.DATANODE);
    const dataNodes = dataNode?.zones[0]?.replicas ?? 0;
    // Of more DataNodes each would have smaller disks: what was planned for them is said to stay.
    const disks = {
      dataDisks: dataNode?.figures.dataDisks?.value ?? 1,
      dataGiB: dataNode?.figures.dataGiB?.value ?? 100,
      dataMiBps: 250,
      dataIops: 3_000,
    };
    const withDisks = (figures: Record<string, number>): Environment => ({
      ...environment,
      overrides: { [Role.DATANODE]: { figures: { ...disks, ...figures } } },
    });
    const [zone = ''] = environment.zones;
    const changes: Change[] = [
      {
        change: 'another ensemble',
        changed: { ...environment, zookeeper: [...ensembles, { name: 'another' }] },
        pod: 'zookeeper-another-1a-0',
        nodesStay: true,
      },
      {
        change: 'another zone, with the quorum where it was',
        changed: {
          ...environment,
          zones: [`${zone.slice(0, -1)}d`, ...environment.zones],
          quorumZones: environment.zones,
        },
        pod: 'datanode-1d-0',
        // The planner merges pools of masters where the quota of node groups asks for it.
        nodesStay: false,
      },
      {
        change: 'another DataNode in each zone',
        base: withDisks({ replicasPerZone: dataNodes }),
        changed: withDisks({ replicasPerZone: dataNodes + 1 }),
        pod: `datanode-1a-${dataNodes}`,
        nodesStay: true,
      },
    ];

    test.each(changes)('$change leaves every id as it was', ({ base, changed, pod, nodesStay }) => {
      const before = base === undefined ? unchanged : new Synthesized(base);
      const after = new Synthesized(changed);

      expect(members(after)).toHaveProperty([pod]);
      expect(members(after)).toMatchObject(masters(before));
      expect(statefulIds(after)).toMatchObject(statefulIds(before));
      expect(objectNames(after)).toEqual(expect.arrayContaining(objectNames(before)));
      // A volume that is in another zone, or smaller, is another volume.
      expect(volumes(after)).toMatchObject(volumes(before));
      if (nodesStay) {
        expect(resourceIds(after)).toEqual(expect.arrayContaining(resourceIds(before)));
        // Kubernetes refuses another one for a StatefulSet that exists.
        expect(claimTemplates(after)).toMatchObject(claimTemplates(before));
      }
    });

    test('the order of zones and of keys has no meaning', () => {
      const rich: Environment = {
        ...environment,
        tags: { team: 'storage', 'cost-center': '42' },
        network: { ...environment.network, podCidrs: podCidrs(environment) },
        overrides: {
          [Role.DATANODE]: {
            settings: { 'dfs.datanode.max.locked.memory': '0', 'dfs.datanode.scan.period.hours': '100' },
          },
          [Role.HMASTER]: { figures: { heapMiB: 2_048 } },
        },
      };
      const reordered = { ...(backwards(rich) as Environment), zones: [...rich.zones].reverse() };

      // In one line: the metadata tell where in the source a resource was made.
      const [one, other] = [rich, reordered].map((description) => new Synthesized(description, true).files());

      expect(other).toEqual(one);
    });
  },
);

test('a zone whose name sorts before all others moves nothing', () => {
  // GIVEN
  const [environment] = onAws;
  const zones = ['us-east-1b', 'us-east-1c', 'us-east-1d'];
  const before = new Synthesized({ ...environment!, zones });
  // WHEN
  const after = new Synthesized({ ...environment!, zones: ['us-east-1a', ...zones], quorumZones: zones });
  // THEN
  expect(statefulIds(after)).toEqual(statefulIds(before));
  expect(volumes(after)).toEqual(volumes(before));
  expect(members(after)).toHaveProperty(['datanode-1a-0']);
  expect(members(after)).toMatchObject(masters(before));
});

test('tags are on everything that takes tags', () => {
  const [environment] = onAws;
  const { stacks } = new Synthesized({ ...environment!, tags: { team: 'storage' } });
  const untagged = Object.values(stacks)
    .flatMap(({ template }) => Object.entries(template.Resources))
    .filter(([, { Properties }]) => Properties?.Tags !== undefined)
    .filter(([, { Properties }]) => !JSON.stringify(Properties?.Tags).includes('storage'))
    .map(([id]) => id);
  expect(untagged).toEqual([]);
});

function podCidrs({ zones }: Environment): Record<string, string[]> {
  return Object.fromEntries(zones.map((zone, position) => [zone, [`100.64.${32 * position}.0/19`]]));
}

/** The same value with the keys of all objects in another order. Lists keep theirs. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, backwards(item)]),
  );
}
