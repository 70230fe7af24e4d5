import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { staticClaims, volumeIdsOf } from '../../bin/commands/volume-ids';
import { planPlatform } from '../../lib/planner/planner';
import { LOCAL, RICH } from '../lib/report/described';

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const plan = planPlatform(RICH);
const claims = staticClaims(plan);
const all = Object.fromEntries(claims.map((claim, n) => [claim, `vol-${String(n).padStart(17, '0')}`]));
const given = (volumes: unknown): string => {
  const path = join(root, 'volumes.json');
  writeFileSync(path, JSON.stringify(volumes));
  return path;
};

test('ids come from a file, from the description, or from both', () => {
  const [first = '', ...rest] = claims;
  const others = Object.fromEntries(rest.map((claim) => [claim, all[claim]!]));
  expect(volumeIdsOf(plan, {}, given(all))).toEqual(all);
  expect(volumeIdsOf(plan, all, undefined)).toEqual(all);
  expect(volumeIdsOf(plan, others, given({ [first]: all[first] }))).toEqual(all);
});

test('all claims without an id are named at once', () => {
  const [first = '', second = '', ...rest] = claims;
  const known = Object.fromEntries(rest.map((claim) => [claim, all[claim]!]));
  const error = (): unknown => volumeIdsOf(plan, known, undefined);
  expect(error).toThrow(new RegExp(`missing IDs:\n  ${first}\n  ${second}\npass them with --volumes`));
});

test('wrong ids, claims that are none, and contradictions are named at once', () => {
  const [first = '', second = ''] = claims;
  const file = given({
    [first]: 'vol-0',
    [second]: 'vol-0123456789abcdef0',
    'data-datanode-9z-0': all[first],
    x: 7,
  });
  const error = (): unknown => volumeIdsOf(plan, { [second]: all[second]! }, file);
  expect(error).toThrow(`${first}: "vol-0"; expected an EBS volume id`);
  expect(error).toThrow(`${second}: 'vol-0123456789abcdef0'; existingVolumes of the description says`);
  expect(error).toThrow('data-datanode-9z-0: not a static claim');
  expect(error).toThrow('x: 7; expected an EBS volume id');
});

test.each([[[]], ['text'], [null]])('a file with %j has no volumes', (content) => {
  expect(() => volumeIdsOf(plan, {}, given(content))).toThrow('is not an object');
});

test('the local tier needs none', () => {
  expect(volumeIdsOf(planPlatform(LOCAL), {}, undefined)).toEqual({});
});
