import { whatIf } from '../../lib/whatif/what-if';
import { Failure } from './harness/lab';
import { Store, STORES } from './harness/load';
import { compared } from './harness/measured';
import { E2ePlatform, platformReady } from './harness/platform';
import { redundancy } from './harness/redundancy';
import { zoneOfAllLeaders } from './harness/roles-in-zone';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';
import { loseZone, zoneLossRows } from './harness/zone-loss';

/** Seconds that the loss of a zone should cost anybody who writes in the others. What is missed is in the report. */
const GOAL_SECONDS = 30;
/** Who waits, by the words of `cdk-hadoop what-if`. */
const SUBJECTS: Readonly<Record<Store, string>> = {
  zookeeper: 'zookeeper-main',
  hdfs: 'hdfs',
  hbase: 'hbase',
};
const PATIENCE = { service: 180, writtenOff: 240, redundancy: 420 };

/** What `cdk-hadoop what-if` tells users about the loss of a zone: the longest waits, with the steps that bound them. */
function promised({ environment }: E2ePlatform, zone: string): Record<Store, number> {
  const { figures } = whatIf(environment, { loseZones: [zone] });
  const longest = (store: Store): number =>
    figures.find(({ subject, name }) => subject === SUBJECTS[store] && name === 'longestWait')!.value;
  return { zookeeper: longest('zookeeper'), hdfs: longest('hdfs'), hbase: longest('hbase') };
}

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
        compared('06 lose a zone', 'ours', zoneLossRows(result, GOAL_SECONDS));
        for (const { store, acknowledged, missing, bad } of result.verdicts) {
          expect(acknowledged).toBeGreaterThan(0);
          expect({ store, missing, bad }).toEqual({ store, missing: [], bad: [] });
        }
        expect(result.failures).toEqual({ zookeeper: [], hdfs: [], hbase: [] });
        expect(result.sessions).toHaveLength(1);
        const most = promised(platform, zone);
        for (const store of STORES) {
          for (const seconds of [result.stalls[store], result.returnStalls[store]]) {
            const kept = seconds !== undefined && seconds <= most[store];
            expect({ store, seconds, most: most[store], kept }).toMatchObject({ kept: true });
          }
        }
      },
      { minutes: 25 },
    );
  }
});
