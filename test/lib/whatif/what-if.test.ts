import * as fc from 'fast-check';
import { Environment, Tier } from '../../../lib/model/environment';
import { DescriptionError } from '../../../lib/model/description-error';
import { Role } from '../../../lib/roles/role';
import { totalsOf } from '../../../lib/report/plan-totals';
import { planPlatform } from '../../../lib/planner/planner';
import { blocksByReplicasLost } from '../../../lib/whatif/block-replicas';
import { Scenario } from '../../../lib/whatif/scenario';
import { lossOf } from '../../../lib/whatif/loss';
import { quorumMargin } from '../../../lib/whatif/structure';
import { whatIf } from '../../../lib/whatif/what-if';
import { whatIfJson } from '../../../lib/whatif/what-if-json';
import { Standing, Topic, WhatIfReport } from '../../../lib/whatif/what-if-report';
import { environments } from '../../arbitraries/environment';
import { environmentOf, planOf, prod, roleIn } from '../sizing/sample';
import { figureIn, verdictIn } from './reading';

/** Files of exactly two blocks' size, so that replicas and data can be counted on paper. */
const SMALL_HDFS = prod({
  hdfs: {
    usableTiB: 96,
    growthPerYear: 0,
    filesMillions: 4,
    readMiBps: 600,
    writeMiBps: 300,
    restoreRedundancyHours: 12,
  },
});

test('a ZooKeeper client tries a lost zone as long with many observers in a zone as with one', () => {
  const tryOf = (clients: number): number => {
    const environment = prod({ zookeeper: [{ name: 'main' }, { name: 'services', clients }] });
    const { inputs } = figureIn(
      whatIf(environment, { loseZones: ['1a'] }),
      Topic.CLIENTS,
      'zookeeper-services',
      'longestWait',
    );
    return inputs.find(({ name }) => name.startsWith('a client tries a lost zone'))!.value;
  };

  // A third of a session of 10 s: the connect string has a name for each of three zones.
  expect(tryOf(2_000)).toBeCloseTo(10 / 3, 6);
  expect(tryOf(200_000)).toBeCloseTo(10 / 3, 6);
});

describe('a zone of three is lost', () => {
  const report = whatIf(SMALL_HDFS, { loseZones: ['1a'] });

  test('GIVEN three replicas in three zones THEN every block lost one, and none its last', () => {
    // 4 million files of 1.5 blocks each.
    expect(figureIn(report, Topic.RISK, 'hdfs', 'blocksWithFewerReplicas').value).toBe(6e6);
    expect(figureIn(report, Topic.RISK, 'hdfs', 'blocksWithOneReplica').value).toBe(0);
    expect(figureIn(report, Topic.RISK, 'hdfs', 'blocksWithoutReplica').value).toBe(0);
    // 96 TiB in three copies, of which one is gone.
    expect(figureIn(report, Topic.RISK, 'hdfs', 'dataToCopy').value).toBe(96);
  });

  test('GIVEN the plan’s limits of replication WHEN the zone stays away THEN the time is that of the slower limit', () => {
    const plan = planPlatform(SMALL_HDFS);
    const living = roleIn(plan, Role.DATANODE).members.length * (2 / 3);
    // Every DataNode that is left has replicas, so that each may be the source.
    const { replicationMaxStreams, replicationWorkMultiplier } = plan.hdfs!;
    const blocksPerSecond = (Math.min(replicationMaxStreams, replicationWorkMultiplier) * living) / 3;
    const hours = 90 / 3600 + 6e6 / blocksPerSecond / 3600;
    expect(figureIn(report, Topic.RECOVERY, 'hdfs', 'secondsUntilGivenUp').value).toBe(90);
    expect(figureIn(report, Topic.RECOVERY, 'hdfs', 'minutesToRedundancy').value / 60).toBeCloseTo(hours, 3);
  });

  test('GIVEN clients of 600 and 3 x 300 MiB/s WHEN a zone is gone THEN two thirds of the DataNodes carry them', () => {
    const plan = planPlatform(SMALL_HDFS);
    const [disk] = roleIn(plan, Role.DATANODE).volumes;
    const living = roleIn(plan, Role.DATANODE).members.length * (2 / 3);
    const use = figureIn(report, Topic.SURVIVORS, 'datanode', 'ebsThroughput');
    const baseline = use.inputs.find(({ name }) => name.startsWith('EBS baseline'))!.value;
    expect(baseline).toBeLessThanOrEqual(disk!.disks * disk!.mibps!);
    expect(use.value).toBeCloseTo((100 * (600 + 3 * 300)) / living / baseline, 3);
  });

  test('GIVEN five voters 2-2-1 and three journals THEN the next loss is named, and a NameNode’s is not', () => {
    expect(verdictIn(report, 'journalnode', 'quorum')).toMatchObject({ standing: Standing.AT_RISK });
    expect(report.furtherLosses.map(({ loss }) => loss)).toEqual(
      expect.arrayContaining(['zone 1b or 1c', 'a node of pool journalnode in 1b or 1c']),
    );
    expect(report.furtherLosses.some(({ loss }) => loss.includes('pool namenode'))).toBe(false);
    expect(report.holds).toBe(true);
  });

  test('GIVEN new blocks WHEN all zones have a DataNode THEN they are in as many as before, and with a zone gone in fewer', () => {
    const risks = (scenario: Scenario): string[] =>
      whatIf(SMALL_HDFS, scenario)
        .figures.filter(({ topic, value }) => topic === Topic.RISK && value !== 0)
        .map(({ name }) => name);
    expect(risks({ loseZones: ['1a'] })).toContain('zonesOfNewBlocks');
    expect(risks({ loseNodes: [{ subject: 'datanode' }] })).not.toContain('zonesOfNewBlocks');
    expect(risks({ grow: [{ factor: 1 }] })).toEqual([]);
  });

  test('GIVEN a third of everything gone THEN each pod of the zone is named, and nothing else', () => {
    const plan = planPlatform(SMALL_HDFS);
    const expected = plan.roles.flatMap(({ members }) =>
      members.filter(({ zone }) => zone === '1a').map(({ pod }) => pod),
    );
    expect(report.pods.flatMap(({ pods }) => pods)).toEqual(expected);
    expect(report.pods.every(({ zone }) => zone === '1a')).toBe(true);
  });
});

describe('more than a zone', () => {
  test.each([
    [['1a', '1b'], 'quorum', 'journalnode'],
    [['1a', '1b'], 'writes', 'hdfs'],
    [['1a', '1b'], 'writes', 'hbase'],
  ])('GIVEN zones %p WHEN lost THEN %s of %s fails', (loseZones, promise, subject) => {
    const report = whatIf(prod(), { loseZones });
    expect(verdictIn(report, subject, promise).standing).toBe(Standing.FAILS);
    expect(report.holds).toBe(false);
  });

  test('GIVEN two zones of three WHEN lost THEN every block has one replica left, and with the third none', () => {
    const two = whatIf(SMALL_HDFS, { loseZones: ['1a', '1b'] });
    expect(figureIn(two, Topic.RISK, 'hdfs', 'blocksWithOneReplica').value).toBe(6e6);
    expect(two.furtherLosses).toContainEqual({
      loss: 'a volume of datanode in 1c',
      ends: ['last replica of blocks'],
    });
    const all = whatIf(SMALL_HDFS, { loseZones: ['1a', '1b', '1c'] });
    expect(figureIn(all, Topic.RISK, 'hdfs', 'blocksWithoutReplica').value).toBe(6e6);
    expect(verdictIn(all, 'hdfs', 'every block is available').standing).toBe(Standing.FAILS);
  });

  test('GIVEN one DataNode a zone WHEN its zone is lost THEN writes fail until it is given up after a minute', () => {
    const single = environmentOf(Tier.DEV, { overrides: { datanode: { figures: { replicasPerZone: 1 } } } });
    const verdict = verdictIn(whatIf(single, { loseZones: ['1b'] }), 'hdfs', 'writes');
    expect(verdict).toMatchObject({ standing: Standing.FAILS });
    expect(verdict.message).toContain('60 s');
  });
});

describe('replicas', () => {
  test('GIVEN any shares WHEN blocks are counted one by one THEN the formula says the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1, 2, 3, 4), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 3 }),
        (lostOfFour, wanted) => {
          const replication = Math.min(wanted, lostOfFour.length);
          const counts = new Array<number>(replication + 1).fill(0);
          // Every choice of zones, and in each zone each of four disks.
          const choose = (zone: number, chosen: number, gone: number): void => {
            if (chosen === replication) {
              counts[gone]! += 4 ** (lostOfFour.length - zone) * 1;
              return;
            }
            if (zone === lostOfFour.length) return;
            for (let disk = 0; disk < 4; disk++)
              choose(zone + 1, chosen + 1, gone + (disk < lostOfFour[zone]! ? 1 : 0));
            for (let disk = 0; disk < 4; disk++) choose(zone + 1, chosen, gone);
          };
          choose(0, 0, 0);
          const all = counts.reduce((sum, count) => sum + count, 0);
          const shares = blocksByReplicasLost(
            lostOfFour.map((lost) => lost / 4),
            replication,
          );
          expect(shares.length).toBe(replication + 1);
          shares.forEach((share, gone) => {
            expect(share).toBeCloseTo(counts[gone]! / all, 10);
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('quorums', () => {
  test.each([
    [3, 1],
    [5, 2],
    [7, 3],
  ])('GIVEN %d members THEN %d may be lost', (members, bearable) => {
    const plan = planOf();
    const voters = roleIn(plan, Role.JOURNALNODE);
    const many = {
      ...voters,
      members: Array.from({ length: members }, (_, ordinal) => ({
        ...voters.members[0]!,
        zone: '1a',
        ordinal,
        pod: `journalnode-1a-${ordinal}`,
      })),
    };
    const down = (count: number): number =>
      quorumMargin(many, {
        ...lossOf(plan, []),
        down: new Map([['journalnode', new Set(many.members.slice(0, count).map(({ pod }) => pod))]]),
      });
    expect(down(bearable)).toBe(0);
    expect(down(bearable + 1)).toBe(-1);
    expect(down(0)).toBe(bearable);
  });
});

/** Plans that can be made; the others are for the tests of the planner. */
const planned = (options: Parameters<typeof environments>[0] = {}): fc.Arbitrary<Environment> =>
  environments(options).filter((environment) => {
    try {
      planPlatform(environment);
      return true;
    } catch (error) {
      if (error instanceof DescriptionError) return false;
      throw error;
    }
  });

/** Runs of properties that plan whole platforms. */
const RUNS = { numRuns: 12 };

describe('any platform', () => {
  test('GIVEN nothing lost THEN 100 % is left, and growth by 1 changes nothing', () => {
    fc.assert(
      fc.property(planned(), (environment) => {
        const nothing = whatIf(environment, {});
        const left = nothing.figures.filter(({ topic, name }) => topic === Topic.DOWN && name === 'left');
        expect(left.length).toBe(planPlatform(environment).roles.length);
        expect(left.every(({ value }) => value === 100)).toBe(true);
        expect(nothing.pods).toEqual([]);
        expect(nothing.figures.filter(({ topic }) => topic === Topic.CLIENTS)).toEqual([]);
        const same = whatIf(environment, { grow: [{ factor: 1 }] });
        expect(same.changes).toEqual([]);
        expect(figureIn(same, Topic.CHANGE, 'platform', 'usdPerMonthMore').value).toBe(0);
        expect(same.verdicts).toEqual(nothing.verdicts);
      }),
      RUNS,
    );
  });

  test('GIVEN a zone and a node in it THEN the loss of the zone is never better', () => {
    fc.assert(
      fc.property(
        planned({ tiers: [Tier.DEV, Tier.STAGING, Tier.PROD] }),
        fc.nat(),
        fc.nat(),
        (environment, which, where) => {
          const plan = planPlatform(environment);
          const pools = plan.pools.filter(({ groups }) => groups.length > 0);
          const pool = pools[which % pools.length]!;
          const { zone } = pool.zones[where % pool.zones.length]!;
          const node = whatIf(environment, { loseNodes: [{ subject: pool.name, zone }] });
          const whole = whatIf(environment, { loseZones: [zone] });
          expect(betterThan(whole, node)).toEqual([]);
        },
      ),
      RUNS,
    );
  });

  test('GIVEN any loss THEN each number has its formula, source and inputs, and is a number', () => {
    fc.assert(
      fc.property(planned(), (environment) => {
        const [zone] = planPlatform(environment).zones;
        const report = whatIf(environment, { loseZones: [zone!.key], loseNodes: [], grow: [{ factor: 1 }] });
        for (const { value, unit, formula, source, inputs } of report.figures) {
          expect(Number.isFinite(value)).toBe(true);
          expect([unit, formula, source].every((text) => text.length > 0)).toBe(true);
          expect(inputs.length).toBeGreaterThan(0);
          expect(inputs.every((input) => Number.isFinite(input.value) && input.name !== '')).toBe(true);
        }
        const names = report.figures.map(({ topic, subject, name }) => `${topic} ${subject} ${name}`);
        expect(new Set(names).size).toBe(names.length);
        expect(whatIfJson(report)).toBe(
          whatIfJson(whatIf(environment, { loseZones: [zone!.name], grow: [{ factor: 1 }] })),
        );
      }),
      RUNS,
    );
  });
});

const RANK = [Standing.HOLDS, Standing.AT_RISK, Standing.FAILS];

/** In what a loss is better than another one. What is promised of the loss of one DataNode or server is left out. */
function betterThan(larger: WhatIfReport, smaller: WhatIfReport): string[] {
  const verdicts = smaller.verdicts
    .filter(({ promise }) => promise !== 'redundancy in time' && promise !== 'regions available again')
    .filter(({ subject, promise, standing }) => {
      const same = larger.verdicts.find((of) => of.subject === subject && of.promise === promise);
      // What is gone as a whole is not told in parts.
      return same !== undefined && RANK.indexOf(same.standing) < RANK.indexOf(standing);
    })
    .map(({ subject, promise }) => `${subject} ${promise}`);
  const figures = smaller.figures
    .filter(({ topic }) => topic === Topic.SURVIVORS || topic === Topic.CLIENTS)
    .filter(({ name }) => name !== 'ebsThroughputWithCopies')
    .filter(({ topic, subject, name, value }) => {
      const same = larger.figures.find(
        (of) => of.topic === topic && of.subject === subject && of.name === name,
      );
      return same !== undefined && same.value < value * (1 - 1e-6);
    })
    .map(({ subject, name }) => `${subject} ${name}`);
  return [...verdicts, ...figures];
}

describe('growth and machines', () => {
  test('GIVEN twice the targets WHEN a zone is lost THEN the plan is that of the doubled description', () => {
    const base = prod({ hdfs: { usableTiB: 40 }, hbase: { datasetTiB: 10 } });
    const report = whatIf(base, { grow: [{ factor: 2 }], loseZones: ['1a'] });
    const doubled = planPlatform(
      prod({
        hdfs: {
          usableTiB: 80,
          readMiBps: 1_600,
          writeMiBps: 2 * (5 * 40 + (5_000 * 1_024 * 6) / 2 ** 20),
          filesMillions: 2 * ((40 * 2 ** 20) / 128 / 1e6),
        },
        hbase: { datasetTiB: 20, readsPerSecond: 20_000, writesPerSecond: 10_000, scansPerSecond: 200 },
        zookeeper: [
          {
            name: 'main',
            clients: 200,
            znodes: 20_000,
            dataTreeMiB: 32,
            watches: 2_000,
            writesPerSecond: 200,
          },
        ],
        yarn: {
          production: { guaranteedVcores: 96, guaranteedMemoryGiB: 384 },
          nonProduction: { guaranteedVcores: 48, guaranteedMemoryGiB: 192 },
        },
      }),
    );
    expect(figureIn(report, Topic.CHANGE, 'platform', 'usdPerMonth').value).toBeCloseTo(
      totalsOf(doubled).usdPerMonth,
      0,
    );
    expect(report.changes.length).toBeGreaterThan(0);
    expect(report.notes.join('\n')).toContain('The current platform');
  });

  test('GIVEN a family for a role THEN its pool has the cheapest size of it that carries the role', () => {
    const base = prod();
    const report = whatIf(base, { instanceFamilies: [{ role: Role.REGIONSERVER, family: 'r8g' }] });
    const machine = report.changes.find(
      ({ subject, name }) => subject === 'regionserver' && name === 'machine',
    );
    expect(machine?.after).toMatch(/^r8g\./);
    const usd = figureIn(report, Topic.CHANGE, 'platform', 'usdPerMonth').value;
    for (const size of ['2xlarge', '4xlarge', '8xlarge']) {
      const other = planPlatform({ ...base, overrides: { regionserver: { instanceType: `r8g.${size}` } } });
      expect(usd).toBeLessThanOrEqual(totalsOf(other).usdPerMonth + 0.5);
    }
  });
});
