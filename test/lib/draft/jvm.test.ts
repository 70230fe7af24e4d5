import { Role } from '../../../lib/roles/role';
import { codeMemory, heapBand, jvmFlags, jvmOverheadMiB, JvmOptions } from '../../../lib/draft/jvm';
import { DEFAULT_ASSUMPTIONS } from '../../../lib/assumptions/assumptions';
import { FigureSheet } from '../../../lib/draft/figure-sheet';

const GIB = 1024;

describe('heap bands', () => {
  test.each([
    [100, 100],
    [100.2, 101],
    [31 * GIB, 31 * GIB],
    [31 * GIB + 1, 48 * GIB],
    [32 * GIB, 48 * GIB],
    [47 * GIB, 48 * GIB],
    [48 * GIB, 48 * GIB],
    [100 * GIB, 100 * GIB],
  ])('GIVEN a wish for %d MiB WHEN banded THEN the heap is %d MiB', (wish, heap) => {
    expect(heapBand(wish)).toBe(heap);
  });
});

describe('memory beside the heap', () => {
  test('GIVEN a larger heap or more threads WHEN the overhead is derived THEN it is larger', () => {
    expect(jvmOverheadMiB(8 * GIB, 100, DEFAULT_ASSUMPTIONS)).toBeGreaterThan(
      jvmOverheadMiB(4 * GIB, 100, DEFAULT_ASSUMPTIONS),
    );
    expect(jvmOverheadMiB(8 * GIB, 400, DEFAULT_ASSUMPTIONS)).toBeGreaterThan(
      jvmOverheadMiB(8 * GIB, 100, DEFAULT_ASSUMPTIONS),
    );
    const [small] = codeMemory(Role.REGIONSERVER, true, true, DEFAULT_ASSUMPTIONS);
    const [large] = codeMemory(Role.REGIONSERVER, true, false, DEFAULT_ASSUMPTIONS);
    expect(jvmOverheadMiB(8 * GIB, 100, DEFAULT_ASSUMPTIONS, small!.value)).toBeLessThan(
      jvmOverheadMiB(8 * GIB, 100, DEFAULT_ASSUMPTIONS, large!.value),
    );
  });

  test('GIVEN a heap of 31 GiB WHEN the overhead is derived THEN heap is about what operators give it of a pod: 0.8 to 0.95', () => {
    const heap = 31 * GIB;
    const share = heap / (heap + jvmOverheadMiB(heap, 500, DEFAULT_ASSUMPTIONS));
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(0.95);
  });
});

describe('options of the java command', () => {
  const options: JvmOptions = {
    heapMiB: 4096,
    directMiB: 512,
    cpuMillis: 3500,
    preTouch: true,
    pauseMillis: 50,
  };

  test('GIVEN a process WHEN started THEN heap is fixed, direct memory is bounded, and it dies when out of memory', () => {
    expect(jvmFlags(options)).toEqual(
      expect.arrayContaining([
        '-Xms4096m',
        '-Xmx4096m',
        '-XX:MaxDirectMemorySize=512m',
        '-XX:+ExitOnOutOfMemoryError',
      ]),
    );
  });

  test.each([
    [50, 1],
    [1000, 1],
    [1001, 2],
    [3500, 4],
  ])(
    'GIVEN a request of %im WHEN there is no CPU limit THEN the JVM is told of %i processors',
    (cpuMillis, processors) => {
      const flags = jvmFlags({ ...options, cpuMillis });
      expect(flags).toContain(`-XX:ActiveProcessorCount=${processors}`);
      expect(flags).toContain(`-XX:ParallelGCThreads=${processors}`);
    },
  );

  test.each([
    [256, '-XX:+UseSerialGC', '-XX:+UseG1GC'],
    [4096, '-XX:+UseG1GC', '-XX:+UseSerialGC'],
  ])('GIVEN a heap of %i MiB WHEN a collector is chosen THEN it is %s alone', (heapMiB, collector, other) => {
    const flags = jvmFlags({ ...options, heapMiB });
    expect(flags).toContain(collector);
    expect(flags).not.toContain(other);
    // The serial collector aims at no pause.
    expect(flags.includes('-XX:MaxGCPauseMillis=50')).toBe(collector.includes('G1'));
  });

  test.each([
    [4 * GIB, true, true],
    [4 * GIB, false, false],
    [100 * GIB, true, false],
  ])(
    'GIVEN a heap of %i MiB and preTouch %s WHEN started THEN it is touched: %s',
    (heapMiB, preTouch, touched) => {
      expect(jvmFlags({ ...options, heapMiB, preTouch }).includes('-XX:+AlwaysPreTouch')).toBe(touched);
    },
  );

  test('GIVEN any process WHEN started THEN no option is given that JDK 17 removed', () => {
    expect(jvmFlags(options).join(' ')).not.toMatch(/CMS|PermSize|UseParNewGC/);
  });
});

describe('figures', () => {
  const derive = (overrides: Record<string, number>): FigureSheet => {
    const sheet = new FigureSheet(overrides);
    sheet.count('pods', 2.2, 'pods', 'rule', 'source');
    sheet.figure('share', 0.5, 'share', 'rule', 'source');
    return sheet;
  };

  test('GIVEN no override WHEN figures are derived THEN value and derived are the same, and counts are whole', () => {
    const { figures, unknown, fractions } = derive({});
    expect(figures.pods).toMatchObject({ value: 3, derived: 3 });
    expect(figures.share).toMatchObject({ value: 0.5, derived: 0.5 });
    expect([unknown, fractions]).toEqual([[], []]);
  });

  test('GIVEN an override WHEN figures are derived THEN it is in force, and what was derived is still shown', () => {
    expect(derive({ pods: 7 }).figures.pods).toMatchObject({ value: 7, derived: 3 });
    expect(derive({ share: 0 }).figures.share).toMatchObject({ value: 0, derived: 0.5 });
  });

  test('GIVEN overrides that no figure answers to WHEN derived THEN they are known by name', () => {
    expect(derive({ podz: 1, pods: 2 }).unknown).toEqual(['podz']);
    expect(derive({}).names).toEqual(['pods', 'share']);
  });

  test.each([0, 0.5, 2.5])('GIVEN %d pods WHEN counted THEN the override is refused', (pods) => {
    expect(derive({ pods }).fractions).toEqual([['pods', pods]]);
  });

  test('GIVEN a name WHEN it is derived twice THEN that is a defect of the package', () => {
    const sheet = derive({});
    expect(() => sheet.figure('share', 1, '', '', '')).toThrow(/twice/);
  });
});
