import { lockDocumentOf, LockDocumentError } from '../../../lib/lock/lock-document';

const LOCK = {
  quorumZones: ['us-east-1a'],
  machines: { datanode: 'c6gn.2xlarge' },
  replicasPerZone: { datanode: 4 },
  pods: { regionserver: { cpuMillis: 7_500, memoryMiB: 30_105 } },
  volumes: { datanode: { data: { type: 'st1', disks: 4, gib: 6_137 } } },
};
const GROUPS = {
  name: 'datanode',
  generation: 2,
  instanceType: 'm7g.2xlarge',
  architecture: 'arm64',
  nodeVersion: '1.36',
  spot: false,
  zones: [{ zone: '1a', nodes: 4, minNodes: 4, maxNodes: 4 }],
  labels: { 'cdk-hadoop/node-role': 'datanode' },
  taints: [],
  maxPods: 20,
  kubeReservedMemoryMiB: 475,
  kubeReservedCpuMillis: 80,
  evictionMiB: 100,
  localDisks: false,
  nodesUpdatedAtOnce: 1,
  nodeUpdate: 'DEFAULT',
  autoRepair: true,
};
const document = (lock: object): unknown => ({ schemaVersion: 1, environments: { prod: lock } });

test.each([
  ['', LOCK],
  [', with node groups', { ...LOCK, nodeGroups: [GROUPS], retiring: [] }],
])('a document of locks is read as it is%s', (_, lock) => {
  expect(lockDocumentOf(document(lock))).toEqual(document(lock));
});

test.each<[string, unknown, RegExp]>([
  ['no object', [], /^the document: \[\] must be object$/],
  ['of another version', { schemaVersion: 2, environments: {} }, /^schemaVersion: 2 must be .*: 1$/],
  [
    'a number of pods that is no count',
    document({ ...LOCK, replicasPerZone: { datanode: 0 } }),
    /^environments\.prod\.replicasPerZone\.datanode: 0 must be >= 1$/,
  ],
  [
    'a volume of no type',
    document({ ...LOCK, volumes: { datanode: { data: { type: 'gp1', disks: 1, gib: 1 } } } }),
    /^environments\.prod\.volumes\.datanode\.data\.type: "gp1" .*\["gp3",.*\]$/,
  ],
  [
    'node groups of no generation',
    document({ ...LOCK, nodeGroups: [{ ...GROUPS, generation: 0 }] }),
    /^environments\.prod\.nodeGroups\.0\.generation: 0 must be >= 1$/,
  ],
  [
    'node groups of an unknown Kubernetes',
    document({ ...LOCK, retiring: [{ ...GROUPS, nodeVersion: '1.20' }] }),
    /^environments\.prod\.retiring\.0\.nodeVersion: "1\.20" .*"1\.36"\]$/,
  ],
  ['a field of another name', document({ ...LOCK, machine: {} }), /^environments\.prod: .*: "machine"$/],
])('a document with %s is refused, with field, value and what is allowed', (_, wrong, message) => {
  expect(() => lockDocumentOf(wrong)).toThrow(LockDocumentError);
  expect(() => lockDocumentOf(wrong)).toThrow(message);
});
