import { Testing } from 'cdk8s';
import { Plan } from '../../../lib/plan/plan';
import { ZooKeeperChart } from '../../../constructs/kubernetes/zookeeper-chart';
import { planFixture, volumeIdFixture } from './plan-fixture';
import { Rendered, Service } from './rendered';

const clientService = (plan: Plan): Service | undefined =>
  new Rendered(plan).services.find(({ metadata }) => metadata.name === 'zookeeper-main-client');

test('clients reach observers only, once there are any', () => {
  // GIVEN
  const plan = planFixture({ observers: true });
  // WHEN
  const selector = clientService(plan)?.spec.selector ?? {};
  // THEN
  expect(new Rendered(plan).selectedBy(selector)).toEqual([
    'zookeeper-observer-main-1a',
    'zookeeper-observer-main-1b',
    'zookeeper-observer-main-1c',
  ]);
});

test('clients reach the participants of an ensemble without observers', () => {
  // GIVEN
  const plan = planFixture({ observers: false });
  // WHEN
  const selector = clientService(plan)?.spec.selector ?? {};
  // THEN
  expect(new Rendered(plan).selectedBy(selector)).toEqual([
    'zookeeper-main-1a',
    'zookeeper-main-1b',
    'zookeeper-main-1c',
  ]);
});

test.each([
  ['observers', true, 'zookeeper-observer-main'],
  ['participants', false, 'zookeeper-main'],
])('each address of the connect string is that of the %s in a zone', (_, observers, group) => {
  const plan = planFixture({ observers });
  const rendered = new Rendered(plan);
  const names = (plan.coordination ?? '').split(',').map((address) => address.split('.')[0]);
  const services = names.map((of) => rendered.services.find(({ metadata }) => metadata.name === of));
  // THEN
  expect(services.map((service) => rendered.selectedBy(service?.spec.selector ?? {}))).toEqual([
    [`${group}-1a`],
    [`${group}-1b`],
    [`${group}-1c`],
  ]);
  for (const service of services) {
    // One of all addresses for each try of a client, of pods that are ready.
    expect(service?.spec).toMatchObject({ clusterIP: 'None', ports: [{ name: 'client', port: 2181 }] });
    expect(service?.spec.publishNotReadyAddresses).toBeUndefined();
  }
});

test('clients get servers that are ready, at the client port and no other', () => {
  const service = clientService(planFixture());
  expect(service?.spec.publishNotReadyAddresses).toBeUndefined();
  expect(service?.spec.ports).toEqual([{ name: 'client', port: 2181 }]);
});

test('fails for an ensemble that is not in the plan', () => {
  const plan = planFixture();
  expect(
    () =>
      new ZooKeeperChart(Testing.app(), 'Test', {
        plan,
        ensemble: 'other',
        volumeIds: volumeIdFixture(plan),
      }),
  ).toThrow("has no ensemble 'other': allowed: main");
});
