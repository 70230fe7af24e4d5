import { ENVIRONMENTS } from '../../bin/environments';
import { Environment, Tier } from '../../lib/model/environment';
import { Role } from '../../lib/model/role';
import { planPlatform } from '../../lib/sizing/planner';
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

/** Names of Kubernetes objects. ConfigMaps are named by their content: theirs are meant to change. */
function objectNames({ stacks }: Synthesized): string[] {
  return Object.values(stacks)
    .flatMap(({ template }) => objectsIn(template))
    .filter(({ kind }) => kind !== 'ConfigMap')
    .map(({ kind, metadata }: KubernetesObject) => `${kind}/${metadata.name}`);
}

describe.each(onAws.map((environment) => ({ name: environment.name, environment })))(
  '$name',
  ({ name, environment }) => {
    const before = new Synthesized(environment);

    test('has the committed logical ids', () => {
      expect(statefulIds(before)).toEqual(STATEFUL_IDS[name]);
    });

    const ensembles = environment.zookeeper ?? [{ name: 'main' }];
    const dataNodes =
      planPlatform(environment).roles.find(({ role }) => role === Role.DATANODE)?.zones[0]?.replicas ?? 0;
    const [zone = ''] = environment.zones;
    const changes: { readonly change: string; readonly changed: Environment; readonly more: RegExp }[] = [
      {
        change: 'another ensemble',
        changed: { ...environment, zookeeper: [...ensembles, { name: 'another' }] },
        more: /StatefulSet\/zookeeper-another-1a/,
      },
      {
        change: 'another zone, with the quorum where it was',
        changed: {
          ...environment,
          zones: [`${zone.slice(0, -1)}d`, ...environment.zones],
          quorumZones: environment.zones,
        },
        more: /StatefulSet\/datanode-1d/,
      },
      {
        change: 'another DataNode in each zone',
        changed: {
          ...environment,
          overrides: { [Role.DATANODE]: { figures: { replicasPerZone: dataNodes + 1 } } },
        },
        more: /StatefulSet\/datanode-1a/,
      },
    ];

    test.each(changes)('$change leaves every id as it was', ({ changed, more }) => {
      const after = new Synthesized(changed);

      expect(objectNames(after).join()).toMatch(more);
      expect(statefulIds(after)).toMatchObject(statefulIds(before));
      expect(objectNames(after)).toEqual(expect.arrayContaining(objectNames(before)));
      // A volume that is in another zone, or smaller, is another volume.
      expect(volumes(after)).toMatchObject(volumes(before));
    });

    test('another ensemble or DataNode replaces no node', () => {
      for (const { changed } of changes.filter(({ change }) => !change.includes('zone,'))) {
        expect(resourceIds(new Synthesized(changed))).toEqual(expect.arrayContaining(resourceIds(before)));
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
      const [one, other] = [rich, reordered].map((description) => new Synthesized(description).files());

      expect(other).toEqual(one);
    });
  },
);

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
  return Object.fromEntries(zones.map((zone, position) => [zone, [`100.64.${String(32 * position)}.0/19`]]));
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
