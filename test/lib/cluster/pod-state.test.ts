import { podState } from '../../../lib/cluster/pod-state';
import { runningPod } from '../status/answers';

const pod = (status: object, spec: object = { nodeName: 'node-1a' }): object => ({
  metadata: runningPod('datanode', '1a', 'datanode-1a-0').metadata,
  spec,
  status,
});

test('GIVEN a pod that is ready THEN it has no reason not to be', () => {
  expect(podState(runningPod('datanode', '1a', 'datanode-1a-0'))).toEqual({
    pod: 'datanode-1a-0',
    group: 'datanode',
    zone: '1a',
    node: 'node-1a',
    phase: 'Running',
    ready: true,
    running: true,
    restarts: 0,
  });
});

test.each<[string, object, string, string | undefined]>([
  [
    'that no node takes',
    pod(
      {
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', message: '0/3 nodes are available: too little memory.' },
        ],
      },
      {},
    ),
    'not scheduled: 0/3 nodes are available: too little memory.',
    undefined,
  ],
  [
    'in its second init step of three',
    pod(
      {
        phase: 'Pending',
        initContainerStatuses: [
          { name: 'own-name', state: { terminated: { exitCode: 0 } } },
          { name: 'namespace', state: { running: {} } },
          { name: 'failover-znode', state: { waiting: { reason: 'PodInitializing' } } },
        ],
        containerStatuses: [
          { name: 'namenode', ready: false, state: { waiting: { reason: 'PodInitializing' } } },
        ],
      },
      { nodeName: 'node-1a', initContainers: [{}, {}, {}] },
    ),
    'init step 2 of 3 (namespace) runs',
    'namespace',
  ],
  [
    'whose init step fails again and again',
    pod(
      {
        phase: 'Pending',
        initContainerStatuses: [
          {
            name: 'namespace',
            restartCount: 5,
            state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s' } },
            lastState: { terminated: { exitCode: 1, reason: 'Error' } },
          },
        ],
      },
      { nodeName: 'node-1a', initContainers: [{}] },
    ),
    'init step 1 of 1 (namespace) waits: CrashLoopBackOff: back-off 2m40s; restarted 5 times, last after Error (1)',
    'namespace',
  ],
  [
    'whose image is not there',
    pod({
      phase: 'Pending',
      containerStatuses: [
        {
          name: 'datanode',
          ready: false,
          state: { waiting: { reason: 'ErrImagePull', message: 'no such image' } },
        },
      ],
    }),
    'datanode waits: ErrImagePull: no such image',
    'datanode',
  ],
  [
    'one of whose two processes is not ready',
    pod({
      phase: 'Running',
      containerStatuses: [
        { name: 'namenode', ready: true, started: true, state: { running: {} } },
        { name: 'zkfc', ready: false, started: true, state: { running: {} } },
      ],
    }),
    'zkfc runs, but is not ready',
    'zkfc',
  ],
  [
    'whose node does not report',
    pod({
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [{ name: 'datanode', ready: true, started: true, state: { running: {} } }],
    }),
    'not ready, though its processes run: does its node node-1a report?',
    undefined,
  ],
  ['that nobody has looked at', pod({ phase: 'Pending' }, {}), 'not started', undefined],
])('GIVEN a pod %s THEN it says so', (_, given, reason, container) => {
  expect(podState(given)).toMatchObject({ ready: false, reason });
  expect(podState(given).container).toBe(container);
});

test('GIVEN a pod that ends THEN it is not ready, whatever its conditions say', () => {
  const ready = runningPod('datanode', '1a', 'datanode-1a-0');
  const ending = { ...ready, metadata: { ...(ready.metadata as object), deletionTimestamp: 'now' } };
  expect(podState(ending)).toMatchObject({ ready: false, reason: 'terminating' });
});
