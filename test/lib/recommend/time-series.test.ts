import fc from 'fast-check';
import { combined, percentile, roundedUp, stepsOf, sumOf, trendOf } from '../../../lib/recommend/time-series';
import { windowOf } from '../../../lib/recommend/window';

describe('percentile', () => {
  test('GIVEN any values THEN it is one of them, and the share of values up to it is at least what was asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (values, share) => {
          const found = percentile(values, share)!;
          expect(values).toContain(found);
          const upTo = values.filter((value) => value <= found).length;
          const below = values.filter((value) => value < found).length;
          expect(upTo / values.length).toBeGreaterThanOrEqual(share - 1e-12);
          expect(below / values.length).toBeLessThan(share + 1e-12);
        },
      ),
    );
  });

  test('GIVEN the textbook example of nearest ranks THEN it gives its answers', () => {
    // https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
    const values = [15, 20, 35, 40, 50];
    expect([0.05, 0.3, 0.4, 0.5, 1].map((share) => percentile(values, share))).toEqual([15, 20, 20, 35, 50]);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});

describe('roundedUp', () => {
  test('GIVEN any number THEN it is not less, at most a tenth more, and has two digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        const up = roundedUp(value);
        expect(up).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(up).toBeLessThanOrEqual(value * 1.1 + 1e-9);
        expect(Number(up.toPrecision(2))).toBeCloseTo(up, 9);
      }),
    );
  });
});

describe('trendOf', () => {
  test('GIVEN points on a line with samples missing THEN it is that line', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.uniqueArray(fc.integer({ min: 0, max: 2_000 }), { minLength: 2, maxLength: 50 }),
        (last, perDay, hours) => {
          const times = [...hours].sort((a, b) => a - b).map((hour) => hour * 3_600);
          const end = times.at(-1)!;
          const values = times.map((time) => last + (perDay * (time - end)) / 86_400);
          const trend = trendOf({ times, values, expected: 2_001 })!;
          expect(trend.last).toBeCloseTo(last, 6);
          expect(trend.perDay).toBeCloseTo(perDay, 6);
        },
      ),
    );
  });
});

describe('combined', () => {
  const window = { startSeconds: 0, endSeconds: 300, stepSeconds: 100 };

  test('GIVEN a zone without samples THEN steps still count; GIVEN two of three zones THEN they do not', () => {
    const series = ['a', 'b', 'c'].map((pod, index) => ({
      pod,
      // At 100 s one is missing, at 200 s two are.
      points: [0, 100, 200, 300]
        .filter((at) => at !== 100 * index || index === 0)
        .map((at) => [at, 1] as const),
    }));
    const one = combined([series[0]!, series[1]!, series[2]!], 3, window, sumOf);
    expect(one).toEqual({ times: [0, 100, 200, 300], values: [3, 2, 2, 3], expected: 4 });
    const two = combined([series[0]!], 3, window, sumOf);
    expect(two).toEqual({ times: [], values: [], expected: 4 });
  });
});

describe('windowOf', () => {
  test('GIVEN any length and number of pods THEN Prometheus answers: at most 11,000 steps, at multiples of the step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 * 24 }),
        fc.integer({ min: 1.7e9, max: 1.9e9 }),
        fc.integer({ min: 1, max: 5_000 }),
        (hours, end, pods) => {
          const window = windowOf(hours * 3_600, end, pods);
          expect(stepsOf(window)).toBeLessThanOrEqual(11_000);
          expect(window.endSeconds % window.stepSeconds).toBe(0);
          expect(window.endSeconds).toBeLessThanOrEqual(end);
          expect(end - window.endSeconds).toBeLessThan(window.stepSeconds);
          expect(window.endSeconds - window.startSeconds).toBe(hours * 3_600);
        },
      ),
    );
  });
});
