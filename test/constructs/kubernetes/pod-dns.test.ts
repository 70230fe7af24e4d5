import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POD_DNS, ROOT_AS_SEARCH_DOMAIN } from '../../../constructs/kubernetes/pod-dns';

const NAME = 'zookeeper-main-1a-0.zookeeper-main.hadoop.svc.cluster.local';
/** No address of a loopback network: with these alone, nobody is asked. */
const SERVER = '192.0.2.53';
/** A name server that hears everything and answers nothing. It writes the port and the name of each question. */
const SILENT_SERVER = `
const socket = require('node:dgram').createSocket('udp4');
socket.on('message', (message, { port }) => {
  const labels = [];
  for (let at = 12; message[at] > 0; at += message[at] + 1) {
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]));
  }
  require('node:fs').appendFileSync(process.argv[2], port + ' ' + labels.join('.') + '\\n');
});
socket.bind(53, '${SERVER}', () => require('node:fs').writeFileSync(process.argv[2], ''));
`;
/** In a network and with a resolv.conf of its own. */
const SCRIPT = `
set -e
ip link set lo up
ip address add ${SERVER}/32 dev lo
mount --bind "$1/resolv.conf" /etc/resolv.conf
node "$1/server.js" "$1/questions" &
until [ -e "$1/questions" ]; do sleep 0.05; done
set +e
env "$2" getent -s dns ahostsv4 "$3" > /dev/null
code=$?
kill %1
exit $code
`;

const possible = spawnSync('unshare', ['-rmn', 'ip', 'link', 'set', 'lo', 'up']).status === 0;
if (!possible) process.stderr.write('names are not looked up here: unshare gives no network of its own\n');

/** getent's exit code for a name that was not found. */
const NOT_FOUND = 2;

(possible ? test : test.skip)(
  'GIVEN a name server that is gone WHEN a name is looked up THEN it is asked for twice, out of two sockets, and nothing else is',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk-hadoop-dns-'));
    const options = POD_DNS.options?.map(({ name, value }) => `${name ?? ''}:${value ?? ''}`).join(' ') ?? '';
    const domains = 'hadoop.svc.cluster.local svc.cluster.local cluster.local';
    writeFileSync(
      join(folder, 'resolv.conf'),
      `search ${domains}\nnameserver ${SERVER}\noptions ${options}\n`,
    );
    writeFileSync(join(folder, 'server.js'), SILENT_SERVER);
    const variable = `${ROOT_AS_SEARCH_DOMAIN.name}=${ROOT_AS_SEARCH_DOMAIN.value ?? ''}`;
    const { status } = spawnSync('unshare', ['-rmn', 'bash', '-c', SCRIPT, 'bash', folder, variable, NAME]);
    const questions = readFileSync(join(folder, 'questions'), 'utf8').split('\n').slice(0, -1);
    rmSync(folder, { recursive: true });

    expect(status).toBe(NOT_FOUND);
    expect(questions.map((question) => question.split(' ')[1])).toEqual([NAME, NAME]);
    expect(new Set(questions.map((question) => question.split(' ')[0])).size).toBe(2);
  },
);
