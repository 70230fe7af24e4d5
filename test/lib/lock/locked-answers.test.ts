import { lockOf } from '../../../lib/lock/lock-of-plan';
import { Environment } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform, PlanOptions } from '../../../lib/planner/planner';
import { recommend } from '../../../lib/recommend/recommend';
import { totalsOf } from '../../../lib/report/plan-totals';
import { whatIf } from '../../../lib/whatif/what-if';
import { why } from '../../../lib/why/why';
import { Change, WhyReport } from '../../../lib/why/why-report';
import { constant, DESCRIBED, FORTNIGHT } from '../recommend/measured';

/** What runs was planned for four times the data and requests that are described now. */
const LARGER: Environment = {
  ...DESCRIBED,
  hdfs: { ...DESCRIBED.hdfs, usableTiB: 200 },
  hbase: { ...DESCRIBED.hbase, datasetTiB: 40, readsPerSecond: 400_000 },
};
const lock = lockOf(planPlatform(LARGER));
const fresh = planPlatform(DESCRIBED);
const running = planPlatform(DESCRIBED, { lock });

const podsIn = (plan: Plan, zone: string): string[] =>
  plan.roles
    .flatMap(({ members }) => members)
    .filter((member) => member.zone === zone)
    .map(({ pod }) => pod)
    .sort();
const perZone = (plan: Plan, role: Role): number =>
  plan.roles.find((of) => of.role === role)?.zones[0]?.replicas ?? 0;

function reportOn(subject: string, plan: Plan, options: PlanOptions): WhyReport {
  const answer = why(DESCRIBED, plan, subject, options);
  if (answer.kind !== 'report') throw new Error(`${subject} is a list`);
  return answer.report;
}

test('GIVEN lower targets than those of the lock THEN a fresh plan is another one than what runs', () => {
  for (const role of [Role.DATANODE, Role.REGIONSERVER]) {
    expect(perZone(running, role)).toBeGreaterThan(perZone(fresh, role));
  }
});

describe('what-if with a lock', () => {
  test('GIVEN a lost zone THEN the pods that are down are those that run there', () => {
    const { pods } = whatIf(DESCRIBED, { loseZones: ['1a'] }, { lock });
    expect(pods.flatMap((of) => of.pods).sort()).toEqual(podsIn(running, '1a'));
    expect(podsIn(fresh, '1a')).not.toEqual(podsIn(running, '1a'));
  });

  test('GIVEN growth within what it was planned for THEN nothing of the workers changes', () => {
    const grow = [{ factor: 1.1 }];
    const changed = (options: PlanOptions): string[] =>
      whatIf(DESCRIBED, { grow }, options).changes.map((change) => JSON.stringify(change));
    const workers = (change: string): boolean => /datanode|regionserver/.test(change);
    expect(changed({ lock }).filter(workers)).toEqual([]);
    expect(changed({}).filter(workers)).not.toEqual([]);
  });

  test('GIVEN another family for one role THEN the machines of the others stay as they run', () => {
    const instanceFamilies = [{ role: Role.REGIONSERVER, family: 'r7g' }];
    const { changes } = whatIf(DESCRIBED, { instanceFamilies }, { lock });
    const subjects = changes.map(({ subject }) => subject);
    expect(subjects).toContain(Role.REGIONSERVER);
    expect(subjects).not.toContain(Role.DATANODE);
  });
});

describe('plan --why with a lock', () => {
  const trialsOf = (plan: Plan, options: PlanOptions): readonly Change[] =>
    reportOn('datanode.replicasPerZone', plan, options).changes.filter(
      ({ refused }) => refused === undefined,
    );

  test('GIVEN trials of other targets THEN none has less than what runs', () => {
    const fewestOf = (trials: readonly Change[]): number =>
      Math.min(...trials.map(({ value }) => Number(value)));
    const held = perZone(running, Role.DATANODE);
    expect(fewestOf(trialsOf(running, { lock }))).toBeGreaterThanOrEqual(held);
    expect(fewestOf(trialsOf(fresh, {}))).toBeLessThan(held);
  });

  test('GIVEN a trial THEN its price differs from what runs by what a plan with the lock would', () => {
    const double = { ...DESCRIBED, hdfs: { ...DESCRIBED.hdfs, usableTiB: 100 } };
    const priceOf = (plan: Plan): number => totalsOf(plan).usdPerMonth;
    const trial = trialsOf(running, { lock }).find(
      ({ input, to }) => input === 'hdfs.usableTiB' && to === 100,
    );
    expect(trial?.usdPerMonth).toBeCloseTo(priceOf(planPlatform(double, { lock })) - priceOf(running), 2);
  });
});

describe('recommend with a lock', () => {
  const values = { 'hbase/reads': 1 };
  const measurements = constant(DESCRIBED, { values });

  test('GIVEN any proposal THEN its effect starts from the price of what runs', () => {
    const { together } = recommend(DESCRIBED, FORTNIGHT, measurements, { lock });
    expect(together.usdPerMonthNow).toBe(totalsOf(running).usdPerMonth);
    expect(together.usdPerMonthNow).not.toBe(totalsOf(fresh).usdPerMonth);
  });

  test('GIVEN few requests THEN no saving is promised by RegionServers that the lock keeps', () => {
    const savedIn = (options: PlanOptions): string[] =>
      recommend(DESCRIBED, FORTNIGHT, measurements, options).together.pools.map(({ pool }) => pool);
    expect(savedIn({})).toContain(Role.REGIONSERVER);
    expect(savedIn({ lock })).not.toContain(Role.REGIONSERVER);
  });
});
