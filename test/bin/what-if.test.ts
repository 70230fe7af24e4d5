import { WhatIfDocument } from '../../lib/whatif/what-if-json';
import { ENVIRONMENTS } from '../../bin/environments';
import { whatIf } from '../../lib/whatif/what-if';
import { Outcome, runProgram } from './command-outcome';

// Each test starts a process, which takes a second or two where others are busy.
jest.setTimeout(120_000);

const ran = (...args: string[]): Promise<Outcome> => runProgram(args, { env: { PATH: process.env.PATH } });

describe('what-if', () => {
  test('GIVEN a zone WHEN everything holds THEN the exit code is 0, and each part is shown', async () => {
    const { code, stdout, stderr } = await ran('what-if', 'prod', '--lose-zone', '1a');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const title of [
      'What is down',
      'Further losses that would break something',
      'Maximum waiting time of clients',
      'Time to recover',
      'Load of',
    ])
      expect(stdout).toContain(title);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  test('GIVEN two zones WHEN guarantees fail THEN the exit code is 3, and they are named', async () => {
    const { code, stdout } = await ran('what-if', 'local', '--lose-zone', '1a', '--lose-zone', '1b');
    expect(code).toBe(3);
    expect(stdout).toMatch(/guarantees fail of/);
    expect(stdout).toMatch(/journalnode +quorum +fails/);
  });

  test('GIVEN --json THEN the document is the report, with its version', async () => {
    const { stdout } = await ran('what-if', 'dev', '--lose-node', 'namenode:1b', '--grow', '1.5x', '--json');
    const dev = ENVIRONMENTS.find(({ name }) => name === 'dev')!;
    const report = whatIf(dev, {
      loseNodes: [{ subject: 'namenode', zone: '1b' }],
      grow: [{ factor: 1.5 }],
    });
    const document = JSON.parse(stdout) as WhatIfDocument;
    expect(document.schemaVersion).toBe(1);
    expect(document.report).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test.each(['--lose-node', '--lose-volume'])(
    'GIVEN %s alone THEN the one that matters most is lost',
    async (option) => {
      const { stdout, stderr } = await ran('what-if', 'staging', option, '--json');
      expect(stderr).toBe('');
      const { report } = JSON.parse(stdout) as WhatIfDocument;
      expect(report.scenario).toMatch(/^loss of /);
      expect(report.pods.length + report.nodes.length + report.volumes.length).toBeGreaterThan(0);
    },
  );

  test('GIVEN --figures THEN inputs and sources are shown', async () => {
    const { stdout } = await ran('what-if', 'local', '--lose-zone', '1a', '--figures');
    expect(stdout).toContain('Inputs of the figures');
    expect(stdout).toMatch(/namenode\.blocksMillions = /);
    expect(stdout).toMatch(/^\[1\] /m);
  });

  test.each<[string, string[], RegExp]>([
    ['nothing', [], /the scenario is empty/],
    [
      'a zone that is not there',
      ['--lose-zone', '9z'],
      /unknown zone '9z' in prod: expected one of 1a, 1b, 1c/,
    ],
    ['growth in words', ['--grow', 'much'], /--grow much: expected a factor above 0/],
    ['an unknown volume', ['--lose-volume', 'zookeeper/tape'], /unknown volume 'tape' of zookeeper/],
  ])('GIVEN %s THEN one line, exit code 2, and nothing else', async (_, args, message) => {
    const { code, stdout, stderr } = await ran('what-if', 'prod', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
