import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from './cluster';
import { Pod } from './objects';
import { platform } from './platform';
import { productStates } from './products';

const FOLDER = join(__dirname, '../../../e2e-evidence');

/** Logs that are read at a time. */
const AT_ONCE = 6;
/** The last lines of each log: what led to a failure, not the whole life of a process. */
const LOG_LINES = 10_000;

/** Saves what the cluster and the products say now, and returns the folder. Nothing of it fails the test once more. */
export async function saveEvidence(test: string, error: unknown): Promise<string> {
  const time = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
  const folder = join(
    FOLDER,
    `${time}-${test
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 80)}`,
  );
  mkdirSync(folder, { recursive: true });
  const save = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  save('error.txt', error instanceof Error ? (error.stack ?? error.message) : String(error));
  const found = platform();
  const { cluster } = found;
  const attempt = async (name: string, read: () => Promise<string>): Promise<void> => {
    try {
      save(name, await read());
    } catch (reason) {
      save(name, `could not be read: ${String(reason)}`);
    }
  };
  await attempt('nodes.txt', () => cluster.kubectl(['get', 'nodes', '-o', 'wide']));
  await attempt('pods.txt', () => cluster.kubectl(['get', 'pods', '-A', '-o', 'wide']));
  await attempt('describe.txt', () => cluster.kubectl(['describe', 'pods']));
  await attempt('events.txt', () => cluster.kubectl(['get', 'events', '--sort-by=.lastTimestamp']));
  await attempt('products.json', async () => JSON.stringify(await productStates(found), undefined, 2));
  await saveLogs(cluster, save);
  process.stderr.write(`e2e: evidence of '${test}': ${folder}\n`);
  return folder;
}

async function saveLogs(cluster: Cluster, save: (name: string, text: string) => void): Promise<void> {
  const pods = await cluster.list<Pod>('pods').catch(() => []);
  for (let next = 0; next < pods.length; next += AT_ONCE) {
    await Promise.all(pods.slice(next, next + AT_ONCE).map((pod) => saveLogsOf(cluster, pod, save)));
  }
}

async function saveLogsOf(
  cluster: Cluster,
  { metadata, status }: Pod,
  save: (name: string, text: string) => void,
): Promise<void> {
  const { containerStatuses = [], initContainerStatuses = [] } = status;
  for (const { name, restartCount } of [...initContainerStatuses, ...containerStatuses]) {
    for (const run of restartCount > 0 ? ['', 'previous'] : ['']) {
      const previous = run === '' ? [] : ['--previous'];
      const args = ['logs', metadata.name, '-c', name, `--tail=${LOG_LINES}`, ...previous];
      const { stdout } = await cluster.tryKubectl(args, { timeoutSeconds: 30 });
      if (stdout !== '')
        save([metadata.name, name, run, 'log'].filter((part) => part !== '').join('.'), stdout);
    }
  }
}
