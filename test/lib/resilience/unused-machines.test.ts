import { Environment } from '../../../lib/model/environment';
import { VolumeMode } from '../../../lib/model/overrides';
import { Finding } from '../../../lib/plan/plan';
import { planOf, problemsOf, prod } from '../sizing/sample';

const found = (stated: Partial<Environment>, code: string): Finding[] =>
  planOf(stated).findings.filter((finding) => finding.code === code);

describe('machines that the user named', () => {
  test('GIVEN one of which the pods use little WHEN planned THEN the warning has the share', () => {
    const [finding] = found(
      { overrides: { journalnode: { instanceType: 'm8g.48xlarge' } } },
      'machines/mostly-unused',
    );
    expect(finding?.subject).toBe('overrides.journalnode.instanceType');
    expect(Number(/^(\d+) %/.exec(finding?.figure ?? '')?.[1])).toBeLessThan(25);
  });

  test('GIVEN the type that the planner chooses WHEN it is named THEN nothing is said', () => {
    expect(planOf().findings.filter(({ code }) => code.startsWith('machines/'))).toEqual([]);
  });

  const journalnode = (volumeMode?: VolumeMode): Partial<Environment> => ({
    overrides: { journalnode: { instanceType: 'm8gd.large', ...(volumeMode && { volumeMode }) } },
  });

  test('GIVEN one with disks of its own WHEN volumes are bought THEN it is a warning, and else not', () => {
    const [finding] = found(journalnode(), 'machines/local-disks-unused');
    expect(finding).toMatchObject({ subject: 'overrides.journalnode.instanceType' });
    expect(finding?.figure).toContain('m8gd.large');
    expect(found(journalnode(VolumeMode.LOCAL), 'machines/local-disks-unused')).toEqual([]);
  });
});

test('GIVEN one handler WHEN planned THEN it is a warning that says how many are needed', () => {
  const overrides = { regionserver: { figures: { handlers: 1 } } };
  const [finding] = found({ overrides }, 'override/far-below-derived');
  expect(finding).toMatchObject({ subject: 'overrides.regionserver.figures.handlers' });
  expect(Number(/at least (\d+)/.exec(finding?.allowed ?? '')?.[1])).toBeGreaterThan(1);
});

test.each([1, 5])('GIVEN a disk of %p GiB WHEN planned THEN the problem is its size', (dataGiB) => {
  const figures = { dataGiB, dataDisks: 1, replicasPerZone: 2 };
  const problems = problemsOf(prod({ hdfs: { usableTiB: 10 }, overrides: { datanode: { figures } } }));
  expect(problems.map(({ field }) => field)).toEqual(['overrides.datanode.figures.dataGiB']);
  expect(Number(/at least (\d+) GiB/.exec(problems[0]?.allowed ?? '')?.[1])).toBeGreaterThan(1_000);
});

test.each([10, 500])('GIVEN disks of %p GiB WHEN planned THEN the problem says what they hold', (dataGiB) => {
  const figures = { dataGiB, dataDisks: 1, replicasPerZone: 2 };
  const problems = problemsOf(prod({ hdfs: { usableTiB: 10 }, overrides: { datanode: { figures } } }));
  const capacity = problems.find(({ field }) => field === 'overrides.datanode.figures.dataGiB');
  expect(capacity?.value).toMatch(/^'[\d.]+ TiB on 6 disks/);
  expect(capacity?.allowed).toMatch(/at least \d+ GiB per disk/);
  expect(JSON.stringify(problems)).not.toMatch(/Infinity|NaN|-\d/);
});

test.each([
  [{ hbase: { datasetTiB: 40_000 } }, 'hbase.datasetTiB', 'hdfs.usableTiB'],
  [{ hbase: { writesPerSecond: 5e7 } }, 'hbase.writesPerSecond', 'hdfs.usableTiB'],
])('GIVEN %j WHEN HDFS cannot carry it THEN the problem is of what was stated', (stated, blamed, not) => {
  const fields = problemsOf(prod(stated)).map(({ field }) => field);
  expect(fields).toContain(blamed);
  expect(fields).not.toContain(not);
});

test('GIVEN too few NodeManagers for a default WHEN planned THEN the problem says that it is one', () => {
  const [problem] = problemsOf(prod({ yarn: { maxNodeManagersPerZone: 1 } }));
  expect(problem?.allowed).toContain('by default');
});

test('GIVEN an unknown type WHEN planned THEN types of the same architecture and kind are suggested', () => {
  const [problem] = problemsOf(prod({ overrides: { namenode: { instanceType: 'm7i.5xlarge' } } }));
  expect(problem?.allowed).toMatch(/m\dg/);
  expect(problem?.allowed).not.toMatch(/m7i\.|metal/);
});

test.each([0, 1, 31])('GIVEN a heap of %p MiB WHEN planned THEN it is refused', (heapMiB) => {
  const [problem] = problemsOf(prod({ overrides: { datanode: { figures: { heapMiB } } } }));
  expect(problem).toMatchObject({
    field: 'overrides.datanode.figures.heapMiB',
    allowed: expect.stringContaining('at least') as string,
  });
});
