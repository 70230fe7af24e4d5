import { diffPlans } from '../../../lib/diff/diff-plans';
import { Impact, PlanDiff, PoolAction } from '../../../lib/diff/plan-diff';
import { Environment, NodeSharing, Tier } from '../../../lib/model/environment';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { Product } from '../../../lib/roles/role';
import { BASE, overriding } from './changes';

const base = planPlatform(BASE);
const from = (after: Environment, before: Plan = base): PlanDiff => diffPlans(before, planPlatform(after));

function platform({ effects }: PlanDiff): [string, Impact, string[]][] {
  return effects.map(({ code, impact, zones }) => [code, impact, zones]);
}

function restarted({ roles }: PlanDiff): string[] {
  return roles
    .filter(({ effects }) => effects.some(({ code }) => code === 'pods/template'))
    .map(({ group }) => group);
}

test('another image of a product restarts what runs in it', () => {
  const hbase = { ...BASE, images: { references: { hbase: 'registry.example.com/hbase:2' } } };
  expect(restarted(from(hbase))).toEqual(['hmaster', 'regionserver']);
  const mirrored = { ...hbase, images: { ...hbase.images, mirror: 'https://mirror.example.com' } };
  expect(restarted(from(mirrored, planPlatform(hbase)))).not.toContain('hmaster');
  expect(restarted(from(mirrored, planPlatform(hbase)))).toContain('namenode');
});

test('tags roll nodes', () => {
  const { pools } = from({ ...BASE, tags: { team: 'data' } });
  expect(new Set(pools.map(({ action }) => action))).toEqual(new Set([PoolAction.ROLLED]));
  expect(pools).toHaveLength(base.pools.length);
});

test('a volume that is named is another one, and waits for its claim to be deleted', () => {
  const named = { ...BASE, existingVolumes: { 'data-namenode-1b-0': 'vol-0123456789abcdef0' } };
  const { roles } = from(named);
  expect(roles.map(({ group, effects }) => [group, effects])).toEqual([
    [
      'namenode',
      [
        expect.objectContaining({
          code: 'volumes/existing',
          impact: Impact.BY_HAND,
          data: true,
          zones: ['1b'],
        }),
      ],
    ],
  ]);
  expect(from(named, planPlatform(named)).roles).toEqual([]);
});

test('subnets leave after the cluster, and not while others come', () => {
  const four = { ...BASE, zones: [...BASE.zones, 'us-east-1d'], quorumZones: BASE.zones };
  expect(platform(from(BASE, planPlatform(four)))).toEqual([
    ['platform/subnets-removed', Impact.BY_HAND, ['1d']],
  ]);
  expect(platform(from(four))).toEqual([]);
  const swapped = { ...BASE, zones: ['us-east-1a', 'us-east-1b', 'us-east-1d'] };
  expect(platform(from(swapped))).toEqual([['platform/subnets-removed', Impact.NOT_IN_PLACE, ['1c']]]);
});

test('ranges of pods are subnets as well', () => {
  const podCidrs = Object.fromEntries(BASE.zones.map((zone, index) => [zone, [`100.64.${16 * index}.0/20`]]));
  const own = planPlatform({ ...BASE, network: { podCidrs } });
  expect(platform(from(BASE, own))).toEqual([
    ['platform/subnets-removed', Impact.BY_HAND, ['1a', '1b', '1c']],
  ]);
});

test('the stack of a product is destroyed before the product is removed', () => {
  const { hbase: _hbase, ...rest } = BASE;
  const less = { ...rest, products: [Product.ZOOKEEPER, Product.HDFS, Product.YARN] };
  expect(platform(from(less))).toEqual([['platform/products-removed', Impact.BY_HAND, []]]);
  expect(platform(diffPlans(planPlatform(less), base))).toEqual([]);
});

test('node groups that are replaced count twice', () => {
  const quota = base.pools.reduce((sum, { zones }) => sum + zones.length, 0);
  const tight = (nodeGroupQuota: number): Environment => ({
    ...BASE,
    cluster: { ...BASE.cluster, nodeGroupQuota },
  });
  const change = (nodeGroupQuota: number): PlanDiff =>
    from(overriding('datanode', { instanceType: 'm7g.8xlarge' }, tight(nodeGroupQuota)));
  expect(platform(change(quota + 3))).toEqual([]);
  expect(platform(change(quota + 2))).toEqual([['platform/node-groups', Impact.BY_HAND, []]]);
});

test('pools say in which zones they begin and end', () => {
  const four = { ...BASE, zones: [...BASE.zones, 'us-east-1d'], quorumZones: BASE.zones };
  const workers = from(four).pools.filter(({ name }) =>
    ['datanode', 'regionserver', 'nodemanager'].includes(name),
  );
  expect(new Set(workers.flatMap(({ zonesAdded }) => zonesAdded))).toEqual(new Set(['1d']));
  expect(workers.flatMap(({ zonesRemoved }) => zonesRemoved)).toEqual([]);
  const { pools } = from({ ...BASE, nodeSharing: NodeSharing.ALL, tier: Tier.STAGING });
  const gone = pools.find(({ action }) => action === PoolAction.REMOVED);
  expect(gone?.zonesRemoved).toEqual(gone?.zones);
});

test('a plan that was saved before it had them says nothing of images, tags and volumes', () => {
  const { deployment: _deployment, ...saved } = base;
  const images = { references: { hbase: 'registry.example.com/hbase:2' } };
  const {
    roles,
    pools,
    effects,
    platform: values,
  } = from({ ...BASE, images, tags: { team: 'data' } }, saved);
  expect({ roles, pools, effects, values }).toEqual({ roles: [], pools: [], effects: [], values: [] });
});
