import { zonesOfCluster } from '../../../lib/preflight/zones-of-cluster';
import { preflight } from '../../../lib/preflight/preflight';
import { planPlatform } from '../../../lib/planner/planner';
import { LOCAL } from '../report/described';
import { FITTING, node, objectsOf } from './cluster-fixture';

/** Six workers of kind: ranges in the order of joining, which is that of no zone. */
const KIND = [4, 1, 6, 3, 5, 2].map((range, position) =>
  node(`zone-${'abc'.charAt(position % 3)}`, {
    name: `worker${position}`,
    podCidrs: [`10.244.${range}.0/24`],
  }),
);

test('GIVEN nodes whose ranges come in any order THEN each zone has those of its nodes, and the plan fits', () => {
  const facts = { ...FITTING, nodes: KIND };
  const { environment, findings } = zonesOfCluster(LOCAL, facts);
  expect(findings).toEqual([]);
  expect(environment.zones).toEqual(['zone-a', 'zone-b', 'zone-c']);
  expect(environment.network?.podCidrs).toEqual({
    'zone-a': ['10.244.3.0/24', '10.244.4.0/24'],
    'zone-b': ['10.244.1.0/24', '10.244.5.0/24'],
    'zone-c': ['10.244.2.0/24', '10.244.6.0/24'],
  });
  const plan = planPlatform(environment);
  expect(preflight(plan, facts, objectsOf(plan))).toEqual([]);
});

test('GIVEN nodes without ranges in zones that the description knows THEN its ranges stay', () => {
  const nodes = LOCAL.zones.map((zone) => node(zone, { podCidrs: [] }));
  const { environment, findings } = zonesOfCluster(LOCAL, { ...FITTING, nodes });
  expect(findings).toEqual([]);
  expect(environment.network?.podCidrs).toEqual(LOCAL.network?.podCidrs);
});

test('GIVEN nodes without ranges in unknown zones THEN each zone is told', () => {
  const nodes = KIND.map((each) => ({ ...each, podCidrs: [] }));
  const { findings } = zonesOfCluster(LOCAL, { ...FITTING, nodes });
  expect(findings.map(({ code, field }) => `${code} ${field}`)).toEqual(
    ['a', 'b', 'c'].map((zone) => `addresses/unknown podCIDRs of the nodes in zone-${zone}`),
  );
});

test.each([
  ['two zones', KIND.filter(({ zone }) => zone !== 'zone-c'), ['zones/too-few']],
  ['no labels', [node(undefined, { name: 'one' }), node(undefined, { name: 'two' })], ['zones/unlabelled']],
  ['no nodes', [], ['nodes/none']],
])('GIVEN %s THEN that is what is told', (_, nodes, codes) => {
  expect(zonesOfCluster(LOCAL, { ...FITTING, nodes }).findings.map(({ code }) => code)).toEqual(codes);
});

test('GIVEN two zones that are acknowledged THEN they will do', () => {
  const nodes = KIND.filter(({ zone }) => zone !== 'zone-c');
  const { findings } = zonesOfCluster({ ...LOCAL, acknowledgeTwoZones: true }, { ...FITTING, nodes });
  expect(findings).toEqual([]);
});

test('GIVEN quorum zones of another cluster THEN they are left out', () => {
  const { environment } = zonesOfCluster({ ...LOCAL, quorumZones: LOCAL.zones }, { ...FITTING, nodes: KIND });
  expect(environment.quorumZones).toBeUndefined();
});
