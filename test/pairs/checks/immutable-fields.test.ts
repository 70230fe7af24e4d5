import { immutableChanges } from './immutable-fields';
import { object, objects } from './neighbours';

const SET = { replicas: 1, serviceName: 'x', template: { a: 1 }, volumeClaimTemplates: [{ gib: 1 }] };
const VOLUME = { capacity: { storage: '1Gi' }, csi: { volumeHandle: 'vol-1' }, claimRef: { name: 'c' } };

test.each([
  [
    'a claim template',
    'StatefulSet',
    { spec: SET },
    { spec: { ...SET, volumeClaimTemplates: [{ gib: 2 }] } },
    'spec.volumeClaimTemplates',
  ],
  [
    'the Service of a StatefulSet',
    'StatefulSet',
    { spec: SET },
    { spec: { ...SET, serviceName: 'y' } },
    'spec.serviceName',
  ],
  [
    'a field that comes',
    'StatefulSet',
    { spec: SET },
    { spec: { ...SET, podManagementPolicy: 'Parallel' } },
    'spec.podManagementPolicy',
  ],
  [
    'a selector',
    'Deployment',
    { spec: { selector: { a: 1 } } },
    { spec: { selector: { a: 2 } } },
    'spec.selector',
  ],
  [
    'the volume of a PersistentVolume',
    'PersistentVolume',
    { spec: VOLUME },
    { spec: { ...VOLUME, csi: { volumeHandle: 'vol-2' } } },
    'spec.csi',
  ],
  ['a cluster IP', 'Service', { spec: { clusterIP: 'None' } }, { spec: {} }, 'spec.clusterIP'],
  [
    'the pods of a Job',
    'Job',
    { spec: { template: { a: 1 } } },
    { spec: { template: { a: 2 } } },
    'spec.template',
  ],
  [
    'parameters of a StorageClass',
    'StorageClass',
    { parameters: { type: 'gp3' } },
    { parameters: { type: 'io2' } },
    'parameters',
  ],
  ['the value of a class', 'PriorityClass', { value: 1 }, { value: 2 }, 'value'],
  [
    'data that is immutable',
    'ConfigMap',
    { immutable: true, data: { a: '1' } },
    { immutable: true, data: { a: '2' } },
    'data',
  ],
])('%s cannot change', (_what, kind, before, after, field) => {
  expect(immutableChanges(objects(object(kind, before)), objects(object(kind, after)))).toEqual([
    `${kind}//x ${field}`,
  ]);
});

test.each([
  [
    'pods and their number',
    'StatefulSet',
    { spec: SET },
    { spec: { ...SET, replicas: 2, template: { a: 2 } } },
  ],
  [
    'the size of a PersistentVolume',
    'PersistentVolume',
    { spec: VOLUME },
    { spec: { ...VOLUME, capacity: { storage: '2Gi' } } },
  ],
  ['data that is not immutable', 'ConfigMap', { data: { a: '1' } }, { data: { a: '2' } }],
  [
    'the order of keys',
    'StorageClass',
    { parameters: { a: '1', b: '2' } },
    { parameters: { b: '2', a: '1' } },
  ],
  [
    'the ports of a Service',
    'Service',
    { spec: { clusterIP: 'None', ports: [1] } },
    { spec: { clusterIP: 'None', ports: [2] } },
  ],
])('%s may change', (_what, kind, before, after) => {
  expect(immutableChanges(objects(object(kind, before)), objects(object(kind, after)))).toEqual([]);
});

test('objects of other names are other objects', () => {
  expect(immutableChanges(objects(object('Job', { spec: { template: 1 } })), objects())).toEqual([]);
});
