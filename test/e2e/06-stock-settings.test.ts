import { LABELS } from '../../lib/topology/names';
import { KILLS, killOne, killRows } from './harness/kills';
import { cleanPlace, freshPlace, Load } from './harness/load';
import { compared } from './harness/measured';
import { applyObjects, E2ePlatform, everyRoleReady, platformReady, renderObjects } from './harness/platform';
import { redundancy } from './harness/redundancy';
import { zoneOfAllLeaders } from './harness/roles-in-zone';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';
import { hasState, readState } from './harness/state';
import { withStockSettings } from './harness/stock';
import { until } from './harness/wait';
import { loseZone, zoneLossRows } from './harness/zone-loss';

/**
 * The same losses as in the cases before, with the products' own defaults in place of what the platform sets for a
 * fast recovery: its figures stand beside the others. Whatever they are, nothing here fails for them.
 */

/** A wait in vain ends here; the figure is then "at least". Stock HDFS counts a DataNode as dead after 630 s. */
const PATIENCE = { service: 240, redundancy: 900, writtenOff: 30 };
const PLACE = freshPlace('stock');

/** Gives all pods other files: all at once, since old and new settings side by side would measure neither. */
async function restartWith(platform: E2ePlatform, objects: ReturnType<typeof renderObjects>): Promise<void> {
  const { cluster } = platform;
  await applyObjects(cluster, objects);
  const before = new Set((await cluster.pods()).map(({ metadata }) => metadata.uid));
  await cluster.kubectl([
    'delete',
    'pods',
    '-l',
    `${LABELS.partOf}=cdk-hadoop`,
    '--grace-period=5',
    // kubectl itself can wait forever for a pod whose successor has its name.
    '--wait=false',
  ]);
  await until(
    'every pod to be another one',
    async () => {
      const old = (await cluster.pods()).filter(({ metadata }) => before.has(metadata.uid));
      if (old.length > 0) throw new Error(old.map(({ metadata }) => metadata.name).join(', '));
      return true;
    },
    { timeoutSeconds: 120 },
  );
  await everyRoleReady(platform);
  await redundancy(platform, PATIENCE.redundancy);
}

/** Where the CDK deploys the platform, its files are not ours to change. */
const whereApplied = !SMOKE && hasState() && readState().way === 'applied' ? describe : describe.skip;

whereApplied("with the products' own defaults", () => {
  let platform: E2ePlatform;

  beforeAll(async () => {
    platform = await platformReady();
    await restartWith(platform, withStockSettings(renderObjects(platform.way, platform.environment)));
  }, 2_400_000);

  afterAll(async () => {
    await restartWith(platform, renderObjects(platform.way, platform.environment));
    await removeUnusedFiles(platform);
  }, 2_400_000);

  scenario(
    'killed processes',
    async () => {
      const load = await Load.start(platform, {
        name: 'stock',
        zone: platform.zones[0]!,
        place: PLACE,
        askMasters: true,
      });
      try {
        for (const kill of KILLS)
          compared('05 kill', 'stock', killRows(await killOne(platform, load, kill, PATIENCE)));
      } finally {
        await load.delete();
        await cleanPlace(platform, PLACE);
      }
    },
    { minutes: 60 },
  );

  scenario(
    'a lost zone',
    async () => {
      const zone = zoneOfAllLeaders(platform);
      const result = await loseZone(platform, { zone, how: 'power', settings: 'stock', patience: PATIENCE });
      compared('06 lose a zone', 'stock', zoneLossRows(result));
    },
    { minutes: 60 },
  );
});

/** Removes the ConfigMaps that no StatefulSet has any more. */
async function removeUnusedFiles({ way, cluster, environment }: E2ePlatform): Promise<void> {
  const ours = renderObjects(way, environment);
  const stock = withStockSettings(ours).filter(({ kind }) => kind === 'ConfigMap');
  const kept = new Set(ours.map(({ metadata }) => metadata.name));
  const unused = stock.map(({ metadata }) => metadata.name).filter((name) => !kept.has(name));
  await cluster.kubectl(['delete', 'configmap', ...unused, '--ignore-not-found']);
}
