import { longestWait } from '../lib/whatif/reading';
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
 * Seconds that the loss of a zone may cost anybody who writes in the others, here. HBase has three logs to recover one
 * after the other, beside the failover of HDFS, and calls of its clients to end: `docs/verification.md`.
 */
const MOST_SECONDS: Readonly<Record<Store, number>> = { zookeeper: 30, hdfs: 30, hbase: 50 };
/** Who waits, by the words of `cdk-hadoop what-if`. */
const SUBJECTS: Readonly<Record<Store, string>> = {
  zookeeper: 'zookeeper-main',
  hdfs: 'hdfs',
  hbase: 'hbase',
};
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
      `${how}: no write fails or is lost, nobody waits for longer than was promised, and it comes back by itself`,
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
          // What users are told is no less than what happens.
          const promised = longestWait(platform.environment, { loseZones: [zone] }, SUBJECTS[store]);
          const most = Math.min(promised, MOST_SECONDS[store]);
          for (const seconds of [result.stalls[store], result.returnStalls[store]]) {
            const kept = seconds !== undefined && seconds <= most;
            expect({ store, seconds, most, kept }).toMatchObject({ kept: true });
          }
        }
      },
      { minutes: 25 },
    );
  }
});
