import { ClusterFacts } from '../../../lib/cluster/cluster-facts';
import { Tier } from '../../../lib/model/environment';
import { Product } from '../../../lib/roles/role';
import { findingLine } from '../../../lib/preflight/preflight-finding';
import { preflight } from '../../../lib/preflight/preflight';
import { planPlatform } from '../../../lib/planner/planner';
import { VolumeMode } from '../../../lib/model/overrides';
import { claimsOf } from '../../../lib/topology/volume-claims';
import { LOCAL } from '../report/described';
import { FITTING, node, objectsOf } from './cluster-fixture';

const plan = planPlatform(LOCAL);
const objects = objectsOf(plan);
const found = (facts: Partial<ClusterFacts>): string[] =>
  preflight(plan, { ...FITTING, ...facts }, objects).map(
    (finding) => `${finding.severity} ${finding.code} ${findingLine(finding)}`,
  );
const ZONES = ['lab-1a', 'lab-1b', 'lab-1c'];
/** Requests of the zone with the most pods. */
const NEEDED_MIB = Math.max(
  ...plan.zones.map(({ key }) =>
    plan.roles
      .filter(({ zones }) => zones.some(({ zone }) => zone === key))
      .flatMap((role) =>
        role.containers.map(
          ({ memoryMiB }) => memoryMiB * (role.zones.find(({ zone }) => zone === key)?.replicas ?? 0),
        ),
      )
      .reduce((sum, memory) => sum + memory, 0),
  ),
);

test('GIVEN a cluster that fits THEN there is nothing to tell', () => {
  expect(found({})).toEqual([]);
});

interface Case {
  readonly given: string;
  readonly facts: Partial<ClusterFacts>;
  /** Beginnings of the findings: all of them, in their order. */
  readonly findings: readonly RegExp[];
}

test.each<Case>([
  {
    given: 'nodes without zone labels',
    facts: { nodes: ['a', 'b', 'c'].map((name) => node(undefined, { name })) },
    findings: [
      /^error zones\/unlabelled nodes.labels\['topology.kubernetes.io\/zone'\]: missing on a, b, c; allowed: one of lab-1a, lab-1b, lab-1c /,
    ],
  },
  {
    given: 'a control plane without a zone, beside nodes that have one',
    facts: {
      nodes: [
        ...ZONES.map((zone) => node(zone)),
        node(undefined, {
          name: 'control',
          taints: [{ key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' }],
        }),
      ],
    },
    findings: [],
  },
  {
    given: 'a worker without a zone, beside nodes that have one',
    facts: { nodes: [...ZONES.map((zone) => node(zone)), node(undefined, { name: 'spare' })] },
    findings: [/^warning zones\/unlabelled .* missing on spare;/],
  },
  {
    given: 'two zones of three',
    facts: { nodes: [node('lab-1a'), node('lab-1b')] },
    findings: [
      /^error zones\/too-few zones: the nodes are in 2 \(lab-1a, lab-1b\); allowed: 3 zones, as planned$/,
      /^error zones\/absent zones: no node is in lab-1c; allowed: zones of the nodes: lab-1a, lab-1b /,
    ],
  },
  {
    given: 'three zones of other names',
    facts: { nodes: ['zone-a', 'zone-b', 'zone-c'].map((zone) => node(zone)) },
    findings: [/^error zones\/absent zones: no node is in lab-1a, lab-1b, lab-1c; .*--zones-from-cluster/],
  },
  {
    given: 'a zone whose only node is not ready',
    facts: { nodes: [node('lab-1a'), node('lab-1b'), node('lab-1c', { available: false })] },
    findings: [/^error zones\/too-few /, /^error zones\/absent /],
  },
  { given: 'no node at all', facts: { nodes: [] }, findings: [/^error nodes\/none nodes: none of 0 /] },
  {
    given: 'a node that others have filled',
    facts: {
      pods: [{ name: 'others/db-0', node: 'node-lab-1b', memoryMiB: 15_000, cpuMillis: 7_900 }],
    },
    findings: [
      /^error memory\/zone allocatable memory in lab-1b: 1\.4 GiB free on 1 node; allowed: [\d.]+ GiB or more/,
      /^error cpu\/zone allocatable CPU in lab-1b: 0\.1 vCPU free on 1 node; allowed: [\d.]+ vCPU or more/,
    ],
  },
  {
    given: 'nodes that are too small for the largest pod',
    facts: { nodes: ZONES.map((zone) => node(zone, { allocatableMemoryMiB: 1_000 })) },
    findings: ZONES.flatMap(() => [
      /^error memory\/node nodes in .*: the largest has 1,000 MiB; allowed: [\d,]+ MiB or more for a pod of nodemanager$/,
      /^error memory\/zone /,
    ]),
  },
  {
    given: 'a zone whose nodes are kept for others',
    facts: {
      nodes: [
        node('lab-1a'),
        node('lab-1b'),
        node('lab-1c', { taints: [{ key: 'team', value: 'ml', effect: 'NoSchedule' }] }),
      ],
    },
    findings: plan.roles
      .filter(({ zones }) => zones.some(({ zone }) => zone === '1c'))
      .map(
        ({ group }) =>
          new RegExp(`^error nodes/none-for-role nodes in lab-1c: none of 1 takes pods of ${group};`),
      ),
  },
  {
    given: 'no default StorageClass',
    facts: { storageClasses: [{ name: 'slow', isDefault: false, waitsForPod: true }] },
    findings: [
      /^error storage\/no-default storageClasses: none is the default \(existing: slow\); allowed: one with /,
    ],
  },
  {
    given: 'no StorageClass',
    facts: { storageClasses: [] },
    findings: [/^error storage\/no-default storageClasses: none is the default \(none exist\);/],
  },
  {
    given: 'a default StorageClass that makes volumes anywhere',
    facts: { storageClasses: [{ name: 'fast', isDefault: true, waitsForPod: false }] },
    findings: [/^warning storage\/immediate storageClasses.fast.volumeBindingMode: Immediate;/],
  },
  {
    given: 'an old Kubernetes',
    facts: { version: '1.26' },
    findings: [/^error kubernetes\/too-old cluster.version: 1.26; allowed: Kubernetes 1.27 or later/],
  },
  {
    given: 'the oldest Kubernetes that will do',
    facts: { version: '1.27' },
    findings: [/^warning kubernetes\/untested /],
  },
  {
    given: 'a Kubernetes of tomorrow',
    facts: { version: '1.99' },
    findings: [/^warning kubernetes\/untested /],
  },
  {
    given: 'a node whose pods have addresses of another zone',
    facts: { nodes: [node('lab-1a', { podCidrs: ['198.18.33.0/24'] }), node('lab-1b'), node('lab-1c')] },
    findings: [
      /^error addresses\/node nodes.node-lab-1a.podCIDRs: 198.18.33.0\/24; allowed: within network.podCidrs of lab-1a: 198.18.16.0\/20/,
    ],
  },
  {
    given: 'a network that gives addresses by itself',
    facts: {
      pods: [
        { name: 'kube-system/dns', node: 'node-lab-1c', memoryMiB: 0, cpuMillis: 0, address: '10.1.2.3' },
        { name: 'kube-system/proxy', node: 'node-lab-1c', memoryMiB: 0, cpuMillis: 0 },
      ],
    },
    findings: [
      /^warning addresses\/pod network.podCidrs of lab-1c: .* the pod kube-system\/dns there has 10.1.2.3;/,
    ],
  },
  {
    given: 'nodes of two architectures',
    facts: { nodes: [node('lab-1a', { architecture: 'arm64' }), node('lab-1b'), node('lab-1c')] },
    findings: [/^warning nodes\/architecture nodes.architecture: amd64, arm64;/],
  },
  {
    given: 'a namespace that belongs to another environment',
    facts: { environment: 'prod' },
    findings: [
      /^error namespace\/taken namespace: 'hadoop' of this cluster belongs to the environment 'prod';/,
    ],
  },
  { given: 'its own namespace', facts: { environment: 'laptop' }, findings: [] },
  {
    given: 'a list that may not be read',
    facts: { gaps: ['pods is forbidden'] },
    findings: [/^warning cluster\/unreadable cluster: pods is forbidden;/],
  },
])('GIVEN $given THEN that is what is told', ({ facts, findings }) => {
  const lines = found(facts);
  expect(lines).toHaveLength(findings.length);
  lines.forEach((line, position) => {
    expect(line).toMatch(findings[position]!);
  });
});

test('GIVEN exactly the memory that the pods of a zone request THEN it fits, and a MiB less does not', () => {
  const with_ = (allocatableMemoryMiB: number): string[] =>
    found({ nodes: ZONES.map((zone) => node(zone, { allocatableMemoryMiB })) });
  expect(with_(NEEDED_MIB)).toEqual([]);
  expect(with_(NEEDED_MIB - 1)).toEqual([expect.stringMatching(/^error memory\/zone /)]);
});

test('GIVEN several faults THEN all are told together', () => {
  const codes = preflight(
    plan,
    { ...FITTING, version: '1.20', nodes: [node('lab-1a')], storageClasses: [] },
    objects,
  ).map(({ code }) => code);
  expect(codes).toEqual(['kubernetes/too-old', 'zones/too-few', 'zones/absent', 'storage/no-default']);
});

describe('on AWS', () => {
  const aws = planPlatform({
    name: 'cloud',
    tier: Tier.DEV,
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    products: [Product.ZOOKEEPER],
    overrides: { zookeeper: { volumeMode: VolumeMode.DYNAMIC } },
  });
  const ids = Object.fromEntries(
    aws.roles.flatMap(claimsOf).map(({ name }, n) => [name, `vol-${String(n).padStart(17, '0')}`]),
  );
  const awsObjects = objectsOf(aws, ids);
  const [pool] = aws.pools.filter(({ groups }) => groups.length > 0);
  const nodes = aws.zones.map(({ name }) =>
    node(name, {
      labels: { ...node(name).labels, ...pool?.labels },
      taints: pool?.taints ?? [],
      architecture: 'arm64',
      podCidrs: [],
      allocatableMemoryMiB: 65_536,
    }),
  );
  const facts: ClusterFacts = { ...FITTING, nodes, csiDrivers: ['ebs.csi.aws.com'], storageClasses: [] };
  const codesOf = (changed: Partial<ClusterFacts>): string[] =>
    preflight(aws, { ...facts, ...changed }, awsObjects).map(({ code }) => code);

  test.each<[string, Partial<ClusterFacts>, readonly string[]]>([
    ['nodes of its pool and the EBS driver', {}, []],
    ['no EBS driver', { csiDrivers: ['efs.csi.aws.com'] }, ['storage/no-driver']],
    [
      'nodes of another architecture',
      { nodes: nodes.map((each) => ({ ...each, architecture: 'amd64' })) },
      ['nodes/architecture'],
    ],
  ])('GIVEN %s THEN that is what is told', (_, changed, codes) => {
    expect(codesOf(changed)).toEqual(codes);
  });
});
