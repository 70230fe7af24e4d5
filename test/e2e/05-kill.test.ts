import { KILLS, killOne, killRows } from './harness/kills';
import { cleanPlace, freshPlace, Load, verifyLoads } from './harness/load';
import { compared } from './harness/measured';
import { E2ePlatform, platformReady } from './harness/platform';
import { redundancy } from './harness/redundancy';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';

/** Seconds that the loss of one process may cost anybody who writes or asks. */
const MOST_SECONDS = 30;
/** A JournalNode takes part again when the next segment of the journal begins, every two minutes. */
const PATIENCE = { service: 120, redundancy: 300 };
const PLACE = freshPlace('kill');

describe('a process is killed', () => {
  let platform: E2ePlatform;
  let load: Load | undefined;

  const running = (): Load => {
    if (load === undefined) throw new Error('there is no load: it did not start');
    return load;
  };

  beforeAll(async () => {
    platform = await platformReady();
    await redundancy(platform, PATIENCE.redundancy);
    load = await Load.start(platform, {
      name: 'kill',
      zone: platform.zones[0]!,
      place: PLACE,
      askMasters: true,
    });
  }, 900_000);

  afterAll(async () => {
    await load?.delete();
    await cleanPlace(platform, PLACE);
  }, 600_000);

  for (const kill of SMOKE ? KILLS.slice(0, 1) : KILLS) {
    scenario(
      `the ${kill.what}: nothing fails, and nobody waits for more than ${MOST_SECONDS} s`,
      async () => {
        const result = await killOne(platform, running(), kill, PATIENCE);
        compared('05 kill', 'ours', killRows(result));
        expect(result.failures).toEqual([]);
        for (const [service, seconds] of Object.entries(result.stalls))
          expect({ service, seconds, allowed: seconds <= MOST_SECONDS }).toEqual({
            service,
            seconds,
            allowed: true,
          });
      },
      { minutes: 10 },
    );
  }

  scenario(
    'every write that was acknowledged is there',
    async () => {
      await running().stop();
      for (const { store, acknowledged, missing, bad } of await verifyLoads(platform, PLACE, [running()])) {
        compared('05 kill', 'ours', {
          [`acknowledged writes, ${store}`]: { count: acknowledged, lost: missing.length },
        });
        expect(acknowledged).toBeGreaterThan(0);
        expect({ store, missing, bad }).toEqual({ store, missing: [], bad: [] });
      }
    },
    { minutes: 10 },
  );
});
