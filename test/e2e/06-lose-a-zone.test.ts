import { Failure } from './harness/lab';
import { STORES } from './harness/load';
import { compared } from './harness/measured';
import { E2ePlatform, platformReady } from './harness/platform';
import { redundancy } from './harness/redundancy';
import { zoneOfAllLeaders } from './harness/roles-in-zone';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';
import { loseZone, zoneLossRows } from './harness/zone-loss';

/**
 * Seconds that the loss of a zone may cost anybody who writes in the others. What bounds it, one after the other: the
 * ZooKeeper session of the lost failover controller and the election before it can end; the fencing of a NameNode that
 * does not answer; the take-over of the journal. HBase's master has waited for its own session meanwhile, and goes on
 * from there: its log, the log of hbase:meta and the logs of the regions are recovered in this order, each with a pause
 * for the lease. At the end clients must notice: a call to a server that has vanished ends by its time-out only, and
 * the next try waits for its turn.
 */
const MOST_SECONDS = 30;
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
      `${how}: no write fails or is lost, nobody waits for more than ${String(MOST_SECONDS)} s, and it comes back by itself`,
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
              allowed: seconds !== undefined && seconds <= MOST_SECONDS,
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
