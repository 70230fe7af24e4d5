import { AddressInfo, createServer, Server } from 'node:net';
import { WAIT_FOR_ZOOKEEPER_SCRIPT } from '../../../lib/config/zookeeper-scripts';
import { killScripts, RunningScript, startScript } from './running-script';

/** What the server says to `srvr`. */
let answer: string;
let server: Server;
let address: string;

beforeEach(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => socket.end(data.toString() === 'srvr' ? answer : ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  killScripts();
  server.close();
});

const waits = (servers: string): RunningScript => startScript(WAIT_FOR_ZOOKEEPER_SCRIPT, servers);

const SERVING = 'Zookeeper version: 3.9.4\nLatency min/avg/max: 0/0.0/0\nMode: follower\nNode count: 5\n';

test.each([
  ['serves', SERVING],
  ['answers, and does not allow the question', 'srvr is not executed because it is not in the whitelist.\n'],
])('GIVEN servers of which one %s THEN the step ends', async (_, says) => {
  answer = says;
  expect(await waits(`127.0.0.1:1,${address}`).ended).toBe(0);
});

test('GIVEN servers without a quorum WHEN they have one THEN the step ends, and not before', async () => {
  answer = 'This ZooKeeper instance is not currently serving requests\n';
  const step = waits(address);
  await step.says('waiting for an ensemble');
  answer = SERVING;
  expect(await step.ended).toBe(0);
});
