import fc from 'fast-check';
import { Environment, Tier } from '../../../lib/model/environment';
import { withChanges } from '../../../lib/recommend/change';
import { METRICS, productMetricsOf } from '../../../lib/recommend/metrics';
import { Confidence, ProposalKind } from '../../../lib/recommend/recommendation';
import { signalsOf } from '../../../lib/recommend/signals';
import { totalsOf } from '../../../lib/report/plan-totals';
import { planPlatform } from '../../../lib/planner/planner';
import { ROLES } from '../../../lib/roles/role';
import { DESCRIBED, FORTNIGHT, podsOf, proposedBy, recommended } from './measured';

const DAY = 86_400;
const servers = podsOf(DESCRIBED, 'regionserver');
const reads = (total: number): Record<string, number> => ({ 'hbase/reads': total / servers });

describe('GIVEN a measured load', () => {
  test.each([
    ['more than the target', 120_000, 160_000, ProposalKind.RISK],
    ['a tenth below the target', 95_000, 130_000, ProposalKind.RISK],
    ['four fifths of the target', 80_000, undefined, undefined],
    ['three fifths of the target', 60_000, undefined, undefined],
    ['a tenth of the target', 10_000, 13_000, ProposalKind.SAVING],
  ])('WHEN it is %s THEN the target follows, or stays', (_, total, proposed, kind) => {
    const { proposals } = recommended({ values: reads(total) });
    expect(proposals.map((proposal) => proposal.kind)).toEqual(kind === undefined ? [] : [kind]);
    expect(proposedBy(proposals)['hbase.readsPerSecond']).toBe(proposed);
  });

  test('THEN a proposed target leaves the headroom, is asked for again by nothing, and never falls as more is measured', () => {
    const proposedFor = (total: number): number =>
      proposedBy(recommended({ values: reads(total) }).proposals)['hbase.readsPerSecond'] ?? 100_000;
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 300_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (total, more) => {
          const proposed = proposedFor(total);
          if (proposed !== 100_000) expect(proposed).toBeGreaterThanOrEqual(1.3 * total * (1 - 1e-9));
          // Within the band in which nothing is done the target may be ahead.
          expect(proposedFor(total + more)).toBeGreaterThanOrEqual(Math.min(proposed, 100_000));
          const settled: Environment = {
            ...DESCRIBED,
            hbase: { ...DESCRIBED.hbase, readsPerSecond: proposed },
          };
          const again = podsOf(settled, 'regionserver');
          const { proposals } = recommended({ values: { 'hbase/reads': total / again } }, settled);
          expect(proposedBy(proposals)).toEqual({});
        },
      ),
      { numRuns: 15 },
    );
  });

  test('THEN the effect is the difference of the two plans', () => {
    const { proposals, together } = recommended({ values: reads(10_000) });
    const smaller: Environment = { ...DESCRIBED, hbase: { ...DESCRIBED.hbase, readsPerSecond: 13_000 } };
    const [before, after] = [DESCRIBED, smaller].map((of) => totalsOf(planPlatform(of)).usdPerMonth);
    expect(proposals[0]?.effect.usdPerMonth).toBeCloseTo(after! - before!, 2);
    expect(together).toEqual(proposals[0]?.effect);
    const items = proposals[0]?.effect.items ?? [];
    expect(items.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0)).toBeCloseTo(after! - before!, 1);
  });
});

describe('GIVEN too few samples', () => {
  test('WHEN every third is missing THEN it is no proposal, and says how much there is', () => {
    const { proposals, tooLittleData } = recommended({
      values: reads(200_000),
      // 113 of 337 samples.
      present: (at) => (at / 3_600) % 3 !== 0,
    });
    expect(proposals).toEqual([]);
    expect(tooLittleData).toHaveLength(1);
    expect(tooLittleData[0]?.reason).toContain('66 % of the samples of hbase/reads exist');
    expect(tooLittleData[0]?.reason).toContain('there are gaps');
  });

  test('WHEN the window has three days THEN a risk is told with medium confidence, and nothing is lowered', () => {
    const window = { ...FORTNIGHT, endSeconds: 3 * DAY };
    const risk = recommended({ values: reads(200_000), window });
    expect(risk.proposals.map(({ confidence }) => confidence)).toEqual([Confidence.MEDIUM]);
    const saving = recommended({ values: reads(1_000), window });
    expect(saving.proposals).toEqual([]);
    expect(saving.tooLittleData.map(({ rule }) => rule)).toEqual(['hbase/reads']);
  });

  test('WHEN one signal is all there is THEN every other says what to scrape', () => {
    const { missing, signalsFound } = recommended({ values: reads(200_000) });
    expect(signalsFound).toBe(1);
    expect(missing.length).toBeGreaterThan(10);
    for (const { metrics, scrape } of missing) {
      expect(metrics.length).toBeGreaterThan(0);
      expect(scrape).toMatch(/^(the kubelet|port \d+\/)/);
    }
  });
});

describe('GIVEN a heap that is full after collections', () => {
  const heapMiB = planPlatform(DESCRIBED).roles.find(({ group }) => group === 'namenode')!.figures.heapMiB!
    .value;
  const full = { 'namenode heap': 0.9 * heapMiB };

  test('WHEN there are no more blocks than described THEN the heap is overridden', () => {
    const { proposals } = recommended({ values: { ...full, 'hdfs/blocks': 10 } });
    expect(proposals.map(({ rule }) => rule)).toEqual(['heap']);
    expect(proposedBy(proposals)['overrides.namenode.figures.heapMiB']).toBeGreaterThan(heapMiB);
  });

  test('WHEN there are more THEN the target is what is wrong, and the heap follows from it', () => {
    const { proposals } = recommended({ values: { ...full, 'hdfs/blocks': 40, 'hdfs/files': 27 } });
    expect(Object.keys(proposedBy(proposals))).toEqual(['hdfs.filesMillions']);
  });

  test('WHEN two thirds are left THEN nothing is said', () => {
    expect(recommended({ values: { 'namenode heap': 0.66 * heapMiB, 'hdfs/blocks': 10 } }).proposals).toEqual(
      [],
    );
  });
});

describe('GIVEN jobs', () => {
  test('WHEN they take more than was guaranteed and none waits THEN they use what is free, which is no risk', () => {
    const values = { 'yarn/production/vcores': 150, 'yarn/production/pending': 0 };
    expect(recommended({ values }).proposals).toEqual([]);
    const waiting = recommended({ values: { ...values, 'yarn/production/pending': 5 } });
    expect(proposedBy(waiting.proposals)['yarn.production.guaranteedVcores']).toBe(200);
  });

  test('WHEN production is lowered THEN what the others were guaranteed by default stays', () => {
    const values = {
      'yarn/production/vcores': 10,
      'yarn/production/memory': 40 * 1024,
      'yarn/production/pending': 0,
    };
    const { proposals } = recommended({ values });
    const changes = proposals.flatMap((proposal) => proposal.changes);
    const changed = withChanges(DESCRIBED, changes);
    expect(changed.yarn?.production?.guaranteedVcores).toBe(13);
    expect(changed.yarn?.nonProduction).toEqual({ guaranteedVcores: 50, guaranteedMemoryGiB: 200 });
  });
});

describe('GIVEN what overrides would be too much for', () => {
  test('WHEN the CPU is used up THEN more handlers are not proposed', () => {
    const role = planPlatform(DESCRIBED).roles.find(({ group }) => group === 'namenode')!;
    const queue = { 'hdfs/queue': 10 * role.figures.handlers!.value };
    const idle = recommended({ values: { ...queue, 'cpu/namenode': 1 } }).proposals;
    expect(proposedBy(idle)).toEqual({
      'overrides.namenode.figures.handlers': 2 * role.figures.handlers!.value,
    });
    const busy = recommended({ values: { ...queue, 'cpu/namenode': 3.9 } }).proposals;
    expect(Object.keys(proposedBy(busy))).toEqual(['overrides.namenode.figures.cpuMillis']);
    expect(busy.map(({ rule }) => rule).sort()).toEqual(['cpu', 'handlers']);
  });

  test('WHEN the planner refuses a change THEN that is told, and the others are summed without it', () => {
    const { proposals, together } = recommended({ values: { 'datanode disk': 9_000, ...reads(200_000) } });
    const disk = proposals.find(({ rule }) => rule === 'disk');
    expect(disk?.effect.refused).toContain('overrides.datanode.figures.dataMiBps');
    expect(together.refused).toBeUndefined();
    expect(together.usdPerMonth).toBeGreaterThan(0);
  });
});

describe('GIVEN nothing that is described', () => {
  const bare: Environment = {
    name: 'bare',
    tier: Tier.STAGING,
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  };

  test('WHEN an ensemble that exists by default has too many clients THEN the change can be planned', () => {
    const { proposals } = recommended({ values: { 'zookeeper/clients': 2_000 } }, bare);
    expect(proposedBy(proposals)).toEqual({ 'zookeeper[0].clients': 7_800 });
    expect(proposals[0]?.effect.refused).toBeUndefined();
    expect(proposals[0]?.effect.usdPerMonth).toBeGreaterThan(0);
    expect(bare.zookeeper).toBeUndefined();
  });
});

describe('GIVEN a plan', () => {
  const signals = signalsOf(planPlatform(DESCRIBED), 300, [{ label: 'cluster', value: 'a"b\\c' }]);

  test('THEN each signal has one name, and asks for its metrics in its namespace with all labels', () => {
    const names = signals.map(({ id, group }) => `${group} ${id}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { query, metrics } of signals) {
      for (const metric of metrics)
        expect(query).toContain(`${METRICS[metric].name}{namespace="hadoop",pod=~"`);
      expect(query).toContain(String.raw`cluster="a\"b\\c"`);
    }
  });

  test('THEN every metric of the table is read, and every role shows some of its own', () => {
    expect(new Set(signals.flatMap(({ metrics }) => metrics))).toEqual(new Set(Object.keys(METRICS)));
    for (const role of ROLES) expect(productMetricsOf(role).length).toBeGreaterThan(0);
  });

  test('THEN pods of other groups are not selected: those of an observer are no participant', () => {
    const cpu = signals.find(({ id, group }) => id === 'cpu/zookeeper' && group === 'zookeeper-main');
    const [, pattern = ''] = /pod=~"([^"]+)"/.exec(cpu?.query ?? '') ?? [];
    const selects = (pod: string): boolean => new RegExp(`^(?:${pattern})$`).test(pod);
    expect(cpu?.pods.every(selects)).toBe(true);
    expect(selects('zookeeper-observer-main-1a-0')).toBe(false);
    expect(selects('zookeeper-main-1d-0')).toBe(false);
  });
});

test('GIVEN a description WHEN it is changed THEN the original stays as it was', () => {
  const before = JSON.stringify(DESCRIBED);
  const changed = withChanges(DESCRIBED, [
    { field: 'hbase.readsPerSecond', now: 1, proposed: 5, unit: '' },
    { field: 'overrides.namenode.figures.heapMiB', now: 1, proposed: 6, unit: '' },
    { field: 'zookeeper[0].clients', now: 1, proposed: 7, unit: '' },
  ]);
  expect(changed.hbase).toEqual({ ...DESCRIBED.hbase, readsPerSecond: 5 });
  expect(changed.overrides).toEqual({ namenode: { figures: { heapMiB: 6 } } });
  expect(changed.zookeeper).toEqual([{ name: 'main', clients: 7 }]);
  expect(JSON.stringify(DESCRIBED)).toBe(before);
});
