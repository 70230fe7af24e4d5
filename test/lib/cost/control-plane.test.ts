import { listPrices } from '../../../lib/catalog/prices';
import { controlPlanePrice } from '../../../lib/cost/control-plane';
import { KUBERNETES_VERSIONS } from '../../../lib/model/kubernetes-versions';
import { planOf } from '../sizing/sample';

const list = listPrices('us-east-1')!;

/** @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
describe('the control plane', () => {
  test.each([
    ['1.33', '2026-07-29', false],
    ['1.33', '2026-07-30', true],
    ['1.34', '2026-07-30', false],
    ['1.34', '2026-12-03', true],
    ['1.35', '2027-03-27', false],
    ['1.35', '2027-03-28', true],
  ])('GIVEN Kubernetes %s WHEN prices are of %s THEN support is extended: %p', (version, date, extended) => {
    const { extendedSupport, usdPerHour } = controlPlanePrice(version, { ...list, date });
    expect(extendedSupport).toBe(extended);
    expect(usdPerHour).toBe(extended ? 0.6 : 0.1);
  });

  test('GIVEN a version that can be asked for WHEN years have passed THEN its support has ended', () => {
    const ended = KUBERNETES_VERSIONS.map(
      (version) => controlPlanePrice(version, { ...list, date: '2040-01-01' }).extendedSupport,
    );
    expect(ended).toEqual(KUBERNETES_VERSIONS.map(() => true));
  });

  test('GIVEN extended support WHEN a platform is priced THEN the item says so, and is 438 a month', () => {
    const plan = planOf({ prices: { ...list, date: '2027-01-01' }, cluster: { kubernetesVersion: '1.34' } });
    const item = plan.costs.find((of) => of.item.startsWith('control plane'));
    expect(item).toMatchObject({ item: 'control plane, extended support', usdPerMonth: 438, quantity: 730 });
  });
});
