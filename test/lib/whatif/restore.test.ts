import * as fc from 'fast-check';
import { Environment, Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { Plan, Severity } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { whatIf } from '../../../lib/whatif/what-if';
import { Standing, Topic, WhatIfReport } from '../../../lib/whatif/what-if-report';
import { environments } from '../../arbitraries/environment';
import { planOrSkip, prod, roleIn } from '../sizing/sample';
import { figureIn, verdictIn } from './reading';

const PROMISE = 'redundancy in time';

const described = environments({ tiers: [Tier.STAGING, Tier.PROD], overrides: true });

/** Whether there are DataNodes whose blocks have another replica. */
function isReplicated({ roles, hdfs }: Plan): boolean {
  return roles.some(({ role }) => role === Role.DATANODE) && hdfs!.replication > 1;
}

/** What happens when a DataNode of the zone is lost with its node. */
function losing(environment: Environment, plan: Plan, which: number): WhatIfReport {
  const { pool, zones } = roleIn(plan, Role.DATANODE);
  const { zone } = zones[which % zones.length]!;
  return whatIf(environment, { loseNodes: [{ subject: pool, zone }] });
}

function warningsOf(plan: Plan): string[] {
  return plan.findings
    .filter(({ code, severity }) => code === 'restore/time' && severity === Severity.WARNING)
    .flatMap(({ figure }) => figure ?? []);
}

/** A number of files, most of them small, in 40 TiB. */
function manyFiles(filesMillions: number, overrides: Environment['overrides'] = {}): Environment {
  return prod({ hdfs: { usableTiB: 40, growthPerYear: 0, filesMillions }, overrides });
}

describe('the time to restore redundancy, as the planner plans it', () => {
  test('GIVEN any description WHEN any DataNode is lost THEN what-if says that it is kept, and nothing is warned of', () => {
    fc.assert(
      fc.property(described, fc.nat(), (environment, which) => {
        const plan = planOrSkip(environment);
        fc.pre(isReplicated(plan));
        expect([
          verdictIn(losing(environment, plan, which), 'hdfs', PROMISE).standing,
          warningsOf(plan),
        ]).toEqual([Standing.HOLDS, []]);
      }),
      { numRuns: 60 },
    );
  });

  test('GIVEN any other limits of replication WHEN what-if says that it is late THEN the plan warns of it', () => {
    const limits = fc.record(
      {
        replicationWorkMultiplier: fc.integer({ min: 1, max: 100 }),
        replicationMaxStreams: fc.integer({ min: 1, max: 100 }),
        replicasPerZone: fc.integer({ min: 2, max: 20 }),
      },
      { requiredKeys: [] },
    );
    let late = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), limits, fc.nat(), (millions, figures, which) => {
        const environment = manyFiles(millions, { datanode: { figures } });
        const plan = planOrSkip(environment);
        const { standing } = verdictIn(losing(environment, plan, which), 'hdfs', PROMISE);
        if (standing === Standing.HOLDS) return;
        late++;
        expect(warningsOf(plan)).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
    expect(late).toBeGreaterThan(5);
  });

  test('GIVEN HDFS’s own limits and 20 million files THEN the warning has the hours that what-if has', () => {
    const environment = manyFiles(20, {
      datanode: { figures: { replicationWorkMultiplier: 2, replicationMaxStreams: 2 } },
    });
    const plan = planPlatform(environment);
    const hours =
      figureIn(losing(environment, plan, 0), Topic.RECOVERY, 'hdfs', 'minutesToRedundancy').value / 60;
    expect(hours).toBeGreaterThan(8);
    expect(warningsOf(plan)).toEqual([`${hours.toFixed(1)} h`]);
  });

  test('GIVEN the same data in five times the files THEN five times the blocks are handed out on the same DataNodes', () => {
    const [few, many] = [2, 10].map((millions) => planPlatform(manyFiles(millions)));
    expect(roleIn(many!, Role.DATANODE).members.length).toBe(roleIn(few!, Role.DATANODE).members.length);
    const times = many!.hdfs!.replicationWorkMultiplier / few!.hdfs!.replicationWorkMultiplier;
    expect(times).toBeCloseTo(5, 0);
  });

  test('GIVEN more files than the NameNode may hand out in time THEN there are more DataNodes, and it is kept', () => {
    const [few, many] = [10, 20].map((millions) => manyFiles(millions));
    const plan = planPlatform(many!);
    expect(roleIn(plan, Role.DATANODE).members.length).toBeGreaterThan(
      roleIn(planPlatform(few!), Role.DATANODE).members.length,
    );
    expect(plan.hdfs!.replicationWorkMultiplier).toBeLessThanOrEqual(100);
    expect(verdictIn(losing(many!, plan, 0), 'hdfs', PROMISE).standing).toBe(Standing.HOLDS);
  });
});
