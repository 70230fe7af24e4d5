import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { JOURNAL_CHECK_SCRIPT } from '../../../lib/config/init-scripts';

const run = promisify(execFile);
let folder: string;
let server: Server;
let port: string;
let status: object;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  // As Hadoop's JMX servlet writes it: JSON within a JSON string.
  server = createServer((_, response) =>
    response.end(JSON.stringify({ beans: [{ JournalsStatus: JSON.stringify(status) }] }, undefined, 2)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = String((server.address() as AddressInfo).port);
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

async function check(peers: string): Promise<string> {
  const args = ['-c', JOURNAL_CHECK_SCRIPT, 'script', 'journalnode-1a-0', join(folder, 'ns'), peers, port];
  return (await run('bash', args)).stdout;
}

test.each([
  ['another one has the namespace', { ns: { Formatted: 'true' } }, true],
  ['the others have none either', { ns: { Formatted: 'false' } }, false],
  ['the others have not been asked for any', {}, false],
  ['another one has another namespace', { other: { Formatted: 'true' } }, false],
])('an empty JournalNode, when %s', async (_, journals, warns) => {
  status = journals;
  const output = await check('journalnode-1a-0.journalnode,127.0.0.1');
  expect(output.includes('WARNING')).toBe(warns);
});

test('an empty JournalNode does not ask itself', async () => {
  status = { ns: { Formatted: 'true' } };
  expect(await check('journalnode-1a-0.journalnode')).not.toContain('WARNING');
});

test('an empty JournalNode whose peers are away starts all the same', async () => {
  server.close();
  expect(await check('127.0.0.1')).toContain('is empty');
});

test('a JournalNode that has the namespace says nothing', async () => {
  status = { ns: { Formatted: 'true' } };
  mkdirSync(join(folder, 'ns', 'current'), { recursive: true });
  writeFileSync(join(folder, 'ns', 'current', 'VERSION'), '');
  expect(await check('127.0.0.1')).toBe('');
});
