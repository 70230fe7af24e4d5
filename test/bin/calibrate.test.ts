import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calibrate, CalibrateOptions } from '../../bin/commands/calibrate-command';
import { UserError } from '../../bin/errors/user-error';
import { CalibratedAssumption } from '../../lib/assumptions/calibrated-assumption';
import { Environment, Tier } from '../../lib/model/environment';
import { Product } from '../../lib/roles/role';
import { PLAIN_STYLE } from '../../lib/text/style';
import { performanceEvaluation, YCSB_LOAD, YCSB_READS } from '../lib/calibrate/recorded';
import { aloneIn, Outcome, runProgram, SAMPLES } from './command-outcome';

// Some tests start a process, which takes a second or two where others are busy.
jest.setTimeout(60_000);

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-calibrate-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const ENVIRONMENT: Environment = {
  name: 'prod',
  tier: Tier.PROD,
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  hbase: { datasetTiB: 5, readsPerSecond: 150_000, writesPerSecond: 20_000 },
};
const { hbase: _hbase, ...rest } = ENVIRONMENT;
/** A platform of ZooKeeper alone. */
const BARE: Environment = { ...rest, name: 'bare', products: [Product.ZOOKEEPER] };
const LAYOUT = { columns: 100, style: PLAIN_STYLE };

let files = 0;
function written(content: string): string {
  files += 1;
  const path = join(root, `${files}.txt`);
  writeFileSync(path, content);
  return path;
}

function run(options: Partial<CalibrateOptions>, environment = ENVIRONMENT): string {
  return calibrate(environment, { from: [], ...options }, LAYOUT, '2026-11-22').text;
}

type Kept = Record<string, CalibratedAssumption>;

function kept(path: string): Kept {
  return JSON.parse(readFileSync(path, 'utf8')) as Kept;
}

describe('GIVEN results of YCSB on a platform of known vCPUs', () => {
  test('WHEN they are kept THEN the file has the operations of a vCPU, and where they come from', () => {
    const write = join(root, 'kept.json');
    const text = run({ from: [written(YCSB_READS), written(YCSB_LOAD)], regionServerVcpus: 16, write });

    // 33,327 reads/s and 20,000 writes/s on 16 vCPUs.
    expect(kept(write).regionServerReadsPerVcpu?.value).toBe(2_080);
    expect(kept(write).regionServerWritesPerVcpu?.value).toBe(1_250);
    expect(kept(write).regionServerReadsPerVcpu?.source).toMatch(/^YCSB; 2026-11-22; prod, ZooKeeper 3/);
    expect(text).toContain('regionServerReadsPerVcpu');
    expect(text).toContain(`written to ${write}`);
  });

  test('WHEN they are not to be kept THEN nothing is written', () => {
    const write = join(root, 'absent.json');
    run({ from: [written(YCSB_READS)], regionServerVcpus: 16 });

    expect(existsSync(write)).toBe(false);
  });

  test('WHEN the file has values of other assumptions THEN they stay', () => {
    const write = join(root, 'merged.json');
    writeFileSync(write, JSON.stringify({ zooKeeperWatchBytes: { value: 300 } }));
    run({ from: [written(YCSB_READS)], regionServerVcpus: 16, write });

    expect(Object.keys(kept(write))).toEqual(['regionServerReadsPerVcpu', 'zooKeeperWatchBytes']);
  });

  test('WHEN the environment has a value of its own THEN that is what they are compared with', () => {
    const environment = { ...ENVIRONMENT, assumptions: { regionServerReadsPerVcpu: { value: 4_160 } } };
    const document = JSON.parse(
      run({ from: [written(YCSB_READS)], regionServerVcpus: 16, json: true }, environment),
    ) as { measured: { inForce: number }[]; effect: { usdPerMonthBefore: number; usdPerMonthAfter: number } };

    expect(document.measured.map(({ inForce }) => inForce)).toEqual([4_160]);
    // Half of what was believed: more servers.
    expect(document.effect.usdPerMonthAfter).toBeGreaterThan(document.effect.usdPerMonthBefore);
  });

  test('WHEN the ensemble turns out slower than its targets THEN the report says that there is no plan, and why', () => {
    const environment: Environment = {
      ...ENVIRONMENT,
      zookeeper: [{ name: 'main', writesPerSecond: 12_000 }],
    };
    const lines = '{"of": "zooKeeperWritesPerSecond", "samples": [6000, 6100, 5900]}\n';
    const text = run({ from: [written(lines)] }, environment);

    expect(text).toContain('It cannot be planned with these values');
    expect(text).toContain('zookeeper[0].writesPerSecond');
  });
});

describe('GIVEN input that cannot be used WHEN it is to be kept THEN one line says why, and nothing is written', () => {
  const cases: [string, () => Partial<CalibrateOptions>, RegExp, Environment?][] = [
    ['no such file', () => ({ from: [join(root, 'none.txt')] }), /cannot read '.*none\.txt'/],
    ['a directory', () => ({ from: [root] }), /cannot read/],
    ['a result of another tool', () => ({ from: [written('fio-3.33')] }), /unknown format/],
    [
      'a good and a bad file',
      () => ({ from: [written(YCSB_READS), written('x')] }),
      /'.*\.txt': unknown format/,
    ],
    [
      'a rate of nothing',
      () => ({ from: [written(performanceEvaluation('RandomReadTest', 0))] }),
      /positive number/,
    ],
    [
      'an impossible rate',
      () => ({ from: [written(performanceEvaluation('RandomReadTest', 1e12))], regionServerVcpus: 1 }),
      /regionServerReadsPerVcpu was measured as .*expected 1 to/,
    ],
    [
      'a platform without HBase',
      () => ({ from: [written(YCSB_READS)] }),
      /of HBase, which environment 'bare' does not have/,
      BARE,
    ],
    [
      'measurements of syncs alone',
      () => ({ from: [written('{"of": "zooKeeperSyncsPerSecond", "samples": [9]}')] }),
      /do not measure any assumption/,
    ],
  ];

  const withEnvironment = cases.map(
    ([name, options, message, environment = ENVIRONMENT]) => [name, options, message, environment] as const,
  );

  test.each(withEnvironment)('%s', (_, options, message, environment) => {
    const write = join(root, 'never.json');
    const attempt = (): string => run({ ...options(), write }, environment);

    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(message);
    try {
      attempt();
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
    expect(existsSync(write)).toBe(false);
  });

  test.each([
    ['no JSON', 'hello', /cannot read/],
    ['a list', '[]', /expected an object/],
    ['an unknown assumption', '{"x": {"value": 1}}', /unknown assumption 'x'/],
  ])('a file to write into that has %s stays as it was', (_, content, message) => {
    const write = written(content);

    expect(() => run({ from: [written(YCSB_READS)], write })).toThrow(message);
    expect(readFileSync(write, 'utf8')).toBe(content);
  });

  test('a directory that is not there', () => {
    const write = join(root, 'none', 'calibration.json');

    expect(() => run({ from: [written(YCSB_READS)], write })).toThrow(/cannot write '.*calibration\.json'/);
  });
});

describe('the command line', () => {
  const start = (...args: string[]): Promise<Outcome> =>
    runProgram(['calibrate', ...args, ...SAMPLES], aloneIn(root));

  test('compares, and ends with 0', async () => {
    const { code, stdout, stderr } = await start('prod', '--from', written(YCSB_READS), written(YCSB_LOAD));

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('regionServerWritesPerVcpu');
  });

  test.each([
    [['prod'], /--from/],
    [['nowhere', '--from', 'x'], /unknown environment 'nowhere'/],
    [['prod', '--from', 'none.txt'], /cannot read 'none\.txt'/],
    [['prod', '--from', 'x', '--region-server-vcpus', '-3'], /positive number/],
  ])('of %j ends with 2 and a line that says why', async (args, message) => {
    const { code, stdout, stderr } = await start(...args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
