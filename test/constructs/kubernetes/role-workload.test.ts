import { planFixture } from './plan-fixture';
import { Rendered } from './rendered';

const rendered = new Rendered(planFixture());
const groups = rendered.plan.roles.map((role) => ({
  group: role.group,
  role,
  sets: role.zones.map(({ zone }) => `${role.group}-${zone}`),
}));

describe.each(groups)('$group', ({ group, role, sets }) => {
  test('has one budget over the pods of all zones, and no other pods', () => {
    const budgets = rendered.disruptionBudgets.filter(({ metadata }) => metadata.name === group);
    expect(budgets).toHaveLength(1);
    expect(rendered.selectedBy(budgets[0]?.spec.selector.matchLabels ?? {})).toEqual(sets);
    expect(budgets[0]?.spec.maxUnavailable).toBe(role.maxUnavailable);
  });

  test('has names for its pods before they are ready', () => {
    const service = rendered.services.find(({ metadata }) => metadata.name === group);
    expect(service?.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(rendered.selectedBy(service?.spec.selector ?? {})).toEqual(sets);
    expect(service?.spec.ports.map(({ port }) => port)).toEqual(role.ports.map(({ port }) => port));
  });
});

test('no pod has two budgets, which would block its eviction for ever', () => {
  const budgeted = rendered.disruptionBudgets.flatMap(({ spec }) =>
    rendered.selectedBy(spec.selector.matchLabels),
  );
  expect(budgeted.sort()).toEqual(rendered.statefulSets.map(({ metadata }) => metadata.name).sort());
});

test('another setting of a role changes its ConfigMap and pods, and nothing else', () => {
  // GIVEN
  const changed = new Rendered(
    planFixture({ dataNodeSettings: { 'dfs.datanode.max.locked.memory': '1048576' } }),
  );
  // WHEN
  const before = new Set(rendered.objects.map((object) => JSON.stringify(object)));
  const others = changed.objects.filter((object) => !before.has(JSON.stringify(object)));
  // THEN
  expect(
    others.map(({ kind, metadata }) => `${kind}/${metadata.name.replace(/-[0-9a-f]{10}$/, '')}`).sort(),
  ).toEqual([
    'ConfigMap/datanode',
    'StatefulSet/datanode-1a',
    'StatefulSet/datanode-1b',
    'StatefulSet/datanode-1c',
  ]);
});
