import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOURNAL_JOIN_SCRIPT } from '../../../lib/config/init-scripts';
import { killScripts, RunningScript, startScript } from './running-script';

/** What a JournalNode says of itself. */
interface Journal {
  readonly formatted?: boolean;
  readonly namespace?: string;
  readonly cluster?: string;
  readonly epoch?: number;
  readonly written?: number;
}

const OWN = 'journalnode-1a-0.journalnode';
/** All of them are this machine: they share a port, and their addresses tell them apart. */
const PEERS = ['127.0.0.1', '127.0.0.2'];
let folder: string;
let journals: Record<string, Journal>;
let server: Server;
let port: string;

/** As Hadoop's JMX servlet writes it: JSON within a JSON string, and the identity as a map's text. */
function answer(path: string, journal: Journal): object {
  const { formatted = true, namespace = 'ns', cluster = 'prod-hadoop', epoch = 7, written = 1000 } = journal;
  if (path.includes('JournalNodeInfo')) {
    return {
      JournalsStatus: JSON.stringify({ [namespace]: { Formatted: String(formatted) } }),
      StorageInfos: formatted
        ? [`{ClusterId=${cluster}, CreationTime=17953688, NamespaceId=1371803167, LayoutVersion=-67}`]
        : [],
    };
  }
  return path.includes(`Journal-${namespace}`) ? { LastWrittenTxId: written, LastPromisedEpoch: epoch } : {};
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  journals = {};
  server = createServer((request, response) => {
    const journal = journals[request.socket.localAddress ?? ''];
    if (journal === undefined) {
      request.socket.destroy();
      return;
    }
    response.end(JSON.stringify({ beans: [answer(request.url ?? '', journal)] }, undefined, 2));
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  port = String((server.address() as AddressInfo).port);
});
afterEach(() => {
  killScripts();
  server.close();
  rmSync(folder, { recursive: true });
});

function joins(peers: readonly string[] = PEERS): RunningScript {
  const names = [OWN, ...peers].join(',');
  return startScript(JOURNAL_JOIN_SCRIPT, 'journalnode-1a-0', join(folder, 'ns'), names, port);
}

const current = (name: string): string => join(folder, 'ns', 'current', name);
const joined = (): boolean => existsSync(current('VERSION'));

test('GIVEN peers with the namespace WHEN its disk is empty THEN a JournalNode takes their identity and promise', async () => {
  journals = { '127.0.0.1': { epoch: 7 }, '127.0.0.2': { epoch: 7 } };
  expect(await joins().ended).toBe(0);
  expect(readFileSync(current('VERSION'), 'utf8').trim().split('\n').sort()).toEqual([
    'cTime=17953688',
    'clusterID=prod-hadoop',
    'layoutVersion=-67',
    'namespaceID=1371803167',
    'storageType=JOURNAL_NODE',
  ]);
  expect(readFileSync(current('last-promised-epoch'), 'utf8').trim()).toBe('7');
  expect(readdirSync(join(folder, 'ns'))).toEqual(['current']);
});

test.each<[string, Record<string, Journal>]>([
  ['have none either', { '127.0.0.1': { formatted: false }, '127.0.0.2': { formatted: false } }],
  ['do not answer', {}],
  ['have another namespace', { '127.0.0.1': { namespace: 'other' }, '127.0.0.2': { namespace: 'other' } }],
])(
  'GIVEN peers that %s WHEN its disk is empty THEN a JournalNode starts without a namespace',
  async (_, given) => {
    journals = given;
    expect(await joins().ended).toBe(0);
    expect(joined()).toBe(false);
  },
);

test.each<[string, Journal | undefined]>([
  ['is away', undefined],
  ['misses edits', { written: 900 }],
  ['has promised itself to an older writer', { epoch: 6 }],
  ['has an empty disk, too', { formatted: false }],
])('GIVEN another peer that %s WHEN that ends THEN a JournalNode joins, and not before', async (_, other) => {
  journals = { '127.0.0.1': {}, ...(other === undefined ? {} : { '127.0.0.2': other }) };
  const join = joins();
  await join.says('joins once 2 of the others are up to date; 1 of');
  expect(joined()).toBe(false);
  journals['127.0.0.2'] = {};
  expect(await join.ended).toBe(0);
  expect(joined()).toBe(true);
});

test('GIVEN five JournalNodes WHEN three of the others are up to date THEN the fifth joins without the fourth', async () => {
  journals = { '127.0.0.1': {}, '127.0.0.2': {}, '127.0.0.3': {} };
  expect(await joins([...PEERS, '127.0.0.3', '127.0.0.4']).ended).toBe(0);
  expect(joined()).toBe(true);
});

test('GIVEN peers of two clusters WHEN its disk is empty THEN a JournalNode joins none of them', async () => {
  journals = { '127.0.0.1': { cluster: 'one' }, '127.0.0.2': { cluster: 'two' } };
  const join = joins();
  expect(await join.ended).toBe(1);
  expect(join.output()).toContain('two namespaces');
  expect(joined()).toBe(false);
});

test('GIVEN an interrupted start WHEN it is started again THEN a JournalNode joins', async () => {
  journals = { '127.0.0.1': {}, '127.0.0.2': {} };
  mkdirSync(join(folder, 'ns', 'current.new'), { recursive: true });
  writeFileSync(join(folder, 'ns', 'current.new', 'VERSION'), 'namespaceID=');
  expect(await joins().ended).toBe(0);
  expect(readFileSync(current('VERSION'), 'utf8')).toContain('namespaceID=1371803167');
});

test('GIVEN files without an identity WHEN started THEN a JournalNode leaves them as they are', async () => {
  journals = { '127.0.0.1': {}, '127.0.0.2': {} };
  mkdirSync(join(folder, 'ns', 'current'), { recursive: true });
  writeFileSync(current('edits_1-2'), '');
  const join_ = joins();
  expect(await join_.ended).toBe(1);
  expect(join_.output()).toContain('by hand');
  expect(readdirSync(join(folder, 'ns', 'current'))).toEqual(['edits_1-2']);
});

test('GIVEN a namespace WHEN started THEN a JournalNode asks nobody and says nothing', async () => {
  mkdirSync(join(folder, 'ns', 'current'), { recursive: true });
  writeFileSync(current('VERSION'), 'mine');
  const join_ = joins();
  expect(await join_.ended).toBe(0);
  expect(join_.output()).toBe('');
  expect(readFileSync(current('VERSION'), 'utf8')).toBe('mine');
});
