import { listPrices } from '../../../lib/catalog/prices';
import { controlPlanePrice } from '../../../lib/cost/control-plane';
import {
  KUBERNETES_RELEASES,
  KUBERNETES_VERSIONS,
  minorVersion,
} from '../../../lib/catalog/kubernetes-versions';
import { Severity } from '../../../lib/plan/plan';
import { planOf } from '../sizing/sample';

const list = listPrices('us-east-1')!;

/** @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
describe('the control plane', () => {
  test.each([
    ['1.33', '2026-07-28', false],
    ['1.33', '2026-07-29', true],
    ['1.34', '2026-12-01', false],
    ['1.34', '2026-12-02', true],
    ['1.35', '2027-03-26', false],
    ['1.35', '2027-03-27', true],
    ['1.36', '2027-08-01', false],
    ['1.36', '2027-08-02', true],
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

  test('GIVEN the releases WHEN they are read THEN each has a year of extended support, and they are in order', () => {
    for (const { standardSupportEnd, extendedSupportEnd } of KUBERNETES_RELEASES) {
      const year = Number(standardSupportEnd.slice(0, 4));
      expect(extendedSupportEnd).toBe(`${year + 1}${standardSupportEnd.slice(4)}`);
    }
    const minors = KUBERNETES_VERSIONS.map((version) => minorVersion(version));
    expect(minors).toEqual([...minors].sort((a, b) => a - b));
  });

  test.each([
    ['2026-12-01', undefined],
    ['2026-12-02', 'costs USD 0.6 an hour instead of 0.1 until 2027-12-02'],
    ['2027-12-02', 'EKS upgrades the control plane on a date that it chooses'],
  ])('GIVEN Kubernetes 1.34 WHEN prices are of %s THEN the warning is: %s', (date, text) => {
    const plan = planOf({ prices: { ...list, date }, cluster: { kubernetesVersion: '1.34' } });
    const found = plan.findings.find(({ code }) => code === 'kubernetes/support');
    expect(found?.severity).toBe(text === undefined ? undefined : Severity.WARNING);
    expect(found?.message ?? '').toContain(text ?? '');
  });

  test('GIVEN extended support WHEN a platform is priced THEN the item says so, and is 438 a month', () => {
    const plan = planOf({ prices: { ...list, date: '2027-01-01' }, cluster: { kubernetesVersion: '1.34' } });
    const item = plan.costs.find((of) => of.item.startsWith('control plane'));
    expect(item).toMatchObject({ item: 'control plane, extended support', usdPerMonth: 438, quantity: 730 });
  });
});
