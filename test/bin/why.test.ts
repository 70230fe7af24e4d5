import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENTS } from '../../bin/environments';
import { WhyDocument } from '../../lib/why/why-json';
import { planPlatform } from '../../lib/planner/planner';
import { Outcome, runHere } from './command-outcome';

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-why-'));
const FILE = join(root, 'environments.json');
writeFileSync(FILE, JSON.stringify(ENVIRONMENTS));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const plan = (...args: string[]): Promise<Outcome> => runHere('plan', '--environments', FILE, ...args);

const PROD = planPlatform(ENVIRONMENTS.find(({ name }) => name === 'prod')!);

describe('plan --why', () => {
  test('GIVEN a figure THEN its value, rule, inputs, and what would change it are told', async () => {
    const { code, stdout, stderr } = await plan('prod', '--why', 'namenode.heapMiB');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { figures } = PROD.roles.find(({ group }) => group === 'namenode')!;
    expect(stdout).toContain(
      `namenode.heapMiB = ${figures.heapMiB!.value.toLocaleString('en-US')} MiB (prod)`,
    );
    expect(stdout).toContain(figures.heapMiB!.rule);
    expect(stdout).toContain('namenode.blocksMillions');
    expect(stdout).toContain('hdfs.filesMillions = 25 million  [target, stated]');
    expect(stdout).toMatch(/hdfs\.filesMillions +50 million +25 +\S+ MiB/);
    expect(stdout).toContain('overrides: { namenode: { figures: { heapMiB: ');
  });

  test('GIVEN --json THEN it is a document with a version, whose value is the plan’s', async () => {
    const { code, stdout } = await plan('prod', '--why', 'datanode.replicasPerZone', '--json');
    const { schemaVersion, why } = JSON.parse(stdout) as WhyDocument;
    expect([code, schemaVersion]).toEqual([0, 1]);
    const figure = PROD.roles.find(({ group }) => group === 'datanode')!.figures.replicasPerZone!;
    expect(why).toMatchObject({
      subject: 'datanode.replicasPerZone',
      value: figure.value,
      rule: figure.rule,
    });
    expect((await plan('prod', '--why', 'datanode.replicasPerZone', '--json')).stdout).toBe(stdout);
  });

  test('GIVEN a role alone THEN all its figures are listed as they are asked for', async () => {
    const { code, stdout } = await plan('prod', '--why', 'datanode');
    expect(code).toBe(0);
    const { figures } = PROD.roles.find(({ group }) => group === 'datanode')!;
    for (const name of Object.keys(figures)) expect(stdout).toContain(`datanode.${name}`);
  });

  test('GIVEN the machine of a pool THEN it is named, with what its pods ask for', async () => {
    const { code, stdout } = await plan('prod', '--why', 'pool.namenode.instanceType');
    const pool = PROD.pools.find(({ name }) => name === 'namenode')!;
    expect(code).toBe(0);
    expect(stdout).toContain(`pool.namenode.instanceType = ${pool.instanceType!} (prod)`);
    expect(stdout).toContain('namenode.memoryMiB');
  });

  test('GIVEN the price THEN quantities are numbers for people', async () => {
    const { stdout } = await plan('prod', '--why', 'price');
    expect(stdout).toMatch(/^ +\d{1,3}(,\d{3})+(\.\d{1,3})? GiB months$/m);
    expect(stdout.split('chosen from')[0]).not.toMatch(/\d{4,}(?= |\.\d)|\.\d{4,}/);
  });

  test.each([
    ['datnode.heapMiB', "--why: unknown role 'datnode' (did you mean datanode?): expected one of "],
    [
      'datanode.heapMib',
      "--why: unknown figure 'heapMib' of datanode (did you mean heapMiB?): expected one of replicasPerZone, ",
    ],
    [
      'zookeeper.heapMiB',
      "--why: 'zookeeper' is ambiguous: expected one of zookeeper-platform, zookeeper-services",
    ],
    ['pool.datanodes', "--why: unknown pool 'datanodes' (did you mean datanode?): expected one of "],
    [
      'pool.datanode.machine',
      "--why: unknown fact 'machine' of pool datanode: expected one of instanceType, nodes",
    ],
    ['datanode.constructor', "--why: unknown figure 'constructor' of datanode: expected one of "],
    ['', "--why: unknown role '': expected one of "],
  ])(
    'GIVEN %p, which is nothing THEN one line says so with what there is, and the exit code is 2',
    async (name, text) => {
      const { code, stdout, stderr } = await plan('prod', '--why', name);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`error: ${text}`);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    },
  );

  test('GIVEN the price of an environment without AWS THEN one line says that there is none', async () => {
    const { code, stderr } = await plan('local', '--why', 'price');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "error: --why: no price: environment 'local' does not run on AWS\n",
    });
  });

  test.each([
    [['--why', 'datanode'], 'error: --why needs the name of an environment'],
    [
      ['prod', '--why', 'datanode', '--figures'],
      "error: option '--why <what>' cannot be used with option '--figures'",
    ],
  ])('GIVEN %p THEN what is wrong with the options is told', async (args, text) => {
    const { code, stderr } = await plan(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
  });

  test('GIVEN a file of environments with calibrated values THEN the trace names them and their source', async () => {
    const file = join(root, 'fleet.json');
    const assumptions = { resourceManagerHeapMiBPerNodeManager: { value: 3, source: 'simulated in March' } };
    const prod = ENVIRONMENTS.find(({ name }) => name === 'prod')!;
    writeFileSync(file, JSON.stringify([{ ...prod, name: 'calibrated', assumptions }]));
    const { code, stdout } = await plan(
      'calibrated',
      '--environments',
      file,
      '--why',
      'resourcemanager.heapMiB',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('resourceManagerHeapMiBPerNodeManager = 3 MiB  [assumption, your own value]');
    expect(stdout).toContain('(simulated in March)');
  });
});
