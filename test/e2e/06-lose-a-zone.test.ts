import { Failure } from './harness/lab';
import { Store, STORES } from './harness/load';
import { compared } from './harness/measured';
import { E2ePlatform, platformReady } from './harness/platform';
import { redundancy } from './harness/redundancy';
import { zoneOfAllLeaders } from './harness/roles-in-zone';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';
import { loseZone, zoneLossRows } from './harness/zone-loss';

/**
 * Seconds that the loss of a zone may cost anybody who writes in the others, for each store. What bounds them, one after
 * the other: the ensemble waits 6 s for its leader, elects another within one, and begins all sessions anew; those of
 * the failover controller and of HBase's master end after 10 to 12 s; the next NameNode is active within 2 s more.
 * That is all of HDFS's wait. HBase's begins there: the first new block is given a DataNode of the lost zone, for the
 * placement wants a third rack until the NameNode counts that zone as dead, which costs 20 s; then the master's log,
 * that of hbase:meta and those of the regions are recovered in this order, each with a second for its lease, and the
 * clients' next try comes within 4 s.
 */
const MOST_SECONDS: Readonly<Record<Store, number>> = { zookeeper: 30, hdfs: 30, hbase: 75 };
const PATIENCE = { service: 180, writtenOff: 240, redundancy: 420 };

/** The machines are gone; their cables are out; both, and the processes come back in the middle of what they did. */
const FAILURES: readonly Failure[] = ['power', 'network', 'freeze'];

describe('the zone of every leader is lost', () => {
  let platform: E2ePlatform;

  beforeAll(async () => {
    platform = await platformReady();
    await redundancy(platform, PATIENCE.redundancy);
  }, 1_200_000);

  for (const how of FAILURES) {
    (SMOKE ? scenario.skip : scenario)(
      `${how}: no write fails or is lost, nobody waits for longer than is bounded, and it comes back by itself`,
      async () => {
        const zone = zoneOfAllLeaders(platform);
        const result = await loseZone(platform, { zone, how, settings: 'ours', patience: PATIENCE });
        compared('06 lose a zone', 'ours', zoneLossRows(result));
        for (const { store, acknowledged, missing, bad } of result.verdicts) {
          expect(acknowledged).toBeGreaterThan(0);
          expect({ store, missing, bad }).toEqual({ store, missing: [], bad: [] });
        }
        expect(result.failures).toEqual({ zookeeper: [], hdfs: [], hbase: [] });
        expect(result.sessions).toHaveLength(1);
        for (const store of STORES) {
          for (const [when, seconds] of [
            ['lost', result.stalls[store]],
            ['back', result.returnStalls[store]],
          ] as const)
            expect({
              store,
              when,
              seconds,
              allowed: seconds !== undefined && seconds <= MOST_SECONDS[store],
            }).toEqual({
              store,
              when,
              seconds,
              allowed: true,
            });
        }
      },
      { minutes: 25 },
    );
  }
});
