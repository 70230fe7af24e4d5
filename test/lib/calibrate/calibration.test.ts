import {
  calibrationOf,
  calibrationText,
  measured,
  readCalibration,
} from '../../../lib/calibrate/calibration';
import { CalibrationError } from '../../../lib/calibrate/formats/calibration-error';
import { calibrationJson, calibrationReport, Outcome } from '../../../lib/calibrate/calibration-report';
import { effectOf } from '../../../lib/calibrate/calibration-effect';
import { Samples } from '../../../lib/calibrate/normalise';
import { Environment, Tier } from '../../../lib/model/environment';
import { PLAIN_STYLE } from '../../../lib/text/style';
import { assumptionNamed, DEFAULT_ASSUMPTIONS } from '../../../lib/assumptions/assumptions';
import { planPlatform } from '../../../lib/planner/planner';

const WHEN = { date: '2026-11-22', platform: 'prod, HBase 2.6.4' };
const LAYOUT = { columns: 120, style: PLAIN_STYLE };
const ENVIRONMENT: Environment = {
  name: 'calibrated',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  hbase: { datasetTiB: 5, readsPerSecond: 150_000, writesPerSecond: 20_000 },
};

function reads(...samples: number[]): Samples {
  return { name: 'regionServerReadsPerVcpu', samples, tools: ['YCSB'], remarks: [] };
}

function outcomeOf(samples: Samples[], environment = ENVIRONMENT): Outcome {
  const values = measured(samples, DEFAULT_ASSUMPTIONS, WHEN);
  const after = planPlatform({ ...environment, assumptions: calibrationOf(values) });
  return {
    environment: environment.name,
    measured: values,
    effect: effectOf(planPlatform(environment), after),
  };
}

describe('GIVEN samples of an assumption', () => {
  test('WHEN they are compared THEN their median stands beside the value in force, with its origin', () => {
    const [value] = measured([reads(2_512, 2_480, 2_000)], DEFAULT_ASSUMPTIONS, WHEN);

    expect(value).toMatchObject({
      value: 2_480,
      samples: 3,
      inForce: DEFAULT_ASSUMPTIONS.regionServerReadsPerVcpu,
      plausible: true,
      source: 'YCSB; 2026-11-22; prod, HBase 2.6.4',
    });
    expect(value?.spread).toBeCloseTo(480 / 2_480);
  });

  test('WHEN the value is beyond what is plausible THEN the report says so, with the reason of the range', () => {
    const { plausible, rangeReason } = assumptionNamed('regionServerReadsPerVcpu');
    const outcome = outcomeOf([reads(plausible.most + 1_000)]);

    expect(outcome.measured[0]?.plausible).toBe(false);
    expect(calibrationReport(outcome, LAYOUT).replaceAll(/\s+/g, ' ')).toContain(rangeReason);
  });

  test('WHEN the value is beyond what is possible THEN it is refused with its range', () => {
    const impossible = { ...reads(2), name: 'dataNodeUtilisation' as const };

    expect(() => measured([impossible], DEFAULT_ASSUMPTIONS, WHEN)).toThrow(CalibrationError);
    expect(() => measured([impossible], DEFAULT_ASSUMPTIONS, WHEN)).toThrow(
      /dataNodeUtilisation.*0\.01 to 0\.99/,
    );
  });

  test.each([
    ['one sample', reads(2_000), /1 sample only/],
    ['samples that disagree', reads(1_000, 2_000, 3_000), /differ by up to 50 %/],
  ])('WHEN there is %s THEN the report asks for a better benchmark', (_, samples, hint) => {
    expect(calibrationReport(outcomeOf([samples]), LAYOUT)).toMatch(hint);
  });

  test('WHEN there are three that agree THEN it asks for nothing', () => {
    expect(calibrationReport(outcomeOf([reads(2_000, 2_010, 1_990)]), LAYOUT)).not.toMatch(/^- /m);
  });
});

describe('GIVEN a platform whose RegionServers follow from its reads', () => {
  test('WHEN a vCPU carries twice the reads THEN the plan has fewer vCPUs of them, and costs less', () => {
    const { effect } = outcomeOf([reads(2 * DEFAULT_ASSUMPTIONS.regionServerReadsPerVcpu)]);

    expect(effect?.roles.map(({ group }) => group)).toContain('regionserver');
    expect(effect?.usdPerMonthAfter).toBeLessThan(effect?.usdPerMonthBefore ?? 0);
  });

  test('WHEN a vCPU carries half of them THEN the plan costs more', () => {
    const { effect } = outcomeOf([reads(DEFAULT_ASSUMPTIONS.regionServerReadsPerVcpu / 2)]);

    expect(effect?.usdPerMonthAfter).toBeGreaterThan(effect?.usdPerMonthBefore ?? Infinity);
  });

  test('WHEN the measured value is the one in force THEN nothing changes, and the report says that', () => {
    const outcome = outcomeOf([reads(DEFAULT_ASSUMPTIONS.regionServerReadsPerVcpu)]);

    expect(outcome.effect?.roles).toEqual([]);
    expect(calibrationReport(outcome, LAYOUT)).toContain('No role changes.');
  });

  test('WHEN it is told to programs THEN the values are as a description has them', () => {
    const outcome = outcomeOf([reads(2_000, 2_000, 2_000)]);
    const document = JSON.parse(calibrationJson(outcome)) as Record<string, unknown>;

    expect(document.schemaVersion).toBe(1);
    expect(document.calibration).toEqual({
      regionServerReadsPerVcpu: { value: 2_000, source: 'YCSB; 2026-11-22; prod, HBase 2.6.4' },
    });
    expect(JSON.stringify(document)).toBe(JSON.stringify(JSON.parse(calibrationJson(outcome))));
  });

  test('WHEN the description cannot be planned with the values THEN the report says why', () => {
    const { measured: values } = outcomeOf([reads(2_000, 2_000, 2_000)]);
    const outcome = { environment: 'x', measured: values, effect: undefined, impossible: 'too many writes' };

    expect(calibrationReport(outcome, LAYOUT)).toContain('too many writes');
    expect(JSON.parse(calibrationJson(outcome))).toMatchObject({ impossible: 'too many writes' });
  });
});

describe('GIVEN a file with earlier values', () => {
  const EARLIER = {
    zooKeeperWatchBytes: { value: 300, source: 'a heap dump' },
    regionServerReadsPerVcpu: { value: 900 },
  };

  test('WHEN new ones are added THEN others stay, the same are replaced, and all are in order', () => {
    const values = measured([reads(2_000)], DEFAULT_ASSUMPTIONS, WHEN);
    const text = calibrationText(readCalibration(EARLIER), values);

    expect(Object.entries(JSON.parse(text) as object)).toEqual([
      ['regionServerReadsPerVcpu', { value: 2_000, source: 'YCSB; 2026-11-22; prod, HBase 2.6.4' }],
      ['zooKeeperWatchBytes', { value: 300, source: 'a heap dump' }],
    ]);
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('WHEN it is given to an environment as it is THEN the environment is planned with it', () => {
    const calibration = readCalibration(JSON.parse(calibrationText(EARLIER, [])));

    expect(() => planPlatform({ ...ENVIRONMENT, assumptions: { ...calibration } })).not.toThrow();
  });

  test.each([
    ['a list', [], /an object/],
    ['a text', 'fast', /an object/],
    ['nothing', null, /an object/],
    ['a name that is no assumption', { readsPerVcpu: { value: 1 } }, /unknown assumption 'readsPerVcpu'/],
    ['a bare number', { zooKeeperWatchBytes: 3 }, /'zooKeeperWatchBytes' is 3/],
    ['no value', { zooKeeperWatchBytes: { source: 'x' } }, /expected \{"value": number/],
    ['a value of another type', { zooKeeperWatchBytes: { value: '3' } }, /expected/],
    ['an empty entry', { zooKeeperWatchBytes: null }, /expected/],
    ['a source of another type', { zooKeeperWatchBytes: { value: 3, source: 4 } }, /expected/],
  ])('WHEN its content is %s THEN it is refused', (_, content, reason) => {
    expect(() => readCalibration(content)).toThrow(CalibrationError);
    expect(() => readCalibration(content)).toThrow(reason);
  });
});
