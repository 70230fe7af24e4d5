import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { local } from '../../../bin/environments/local';
import { mainSettings } from '../../../lib/config/settings';
import { Role } from '../../../lib/roles/role';
import { planPlatform } from '../../../lib/planner/planner';
import { compileJava, distributionJars, javaSources } from '../../../scripts/distributions/java';
import { needMaven } from '../../../scripts/distributions/maven';
import { roleOf } from '../../lib/config/plan-fixture';

const PROGRAM = 'org.apache.hadoop.hdfs.server.blockmanagement.Placement';
const JAVA = join(__dirname, '../java');
/** Choices are drawn: enough of them that a wrong one does not stay hidden. */
const ROUNDS = 300;

type State = 'ok' | 'silent' | 'full';

interface Block {
  readonly wanted: number;
  /** Names of DataNodes that have a replica. */
  readonly chosen?: readonly string[];
  /** States of the DataNodes per zone; they are named by the zone and their position. */
  readonly zones: Readonly<Record<string, readonly State[]>>;
}

function whyNoJava(): string | undefined {
  try {
    needMaven();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const missing = whyNoJava();
if (missing !== undefined) process.stderr.write(`the placement policy is not run here: ${missing}\n`);

/** What keeps writers going while a zone is lost: they are offered no DataNode that they would wait for. */
(missing === undefined ? describe : describe.skip)('replicas, placed by the classes of a NameNode', () => {
  const plan = planPlatform(local);
  const settings = mainSettings(plan, roleOf(plan, Role.NAMENODE));
  let folder: string;
  let classPath: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cdk-hadoop-placement-'));
    const jars = await distributionJars(['hadoop']);
    const classes = join(folder, 'classes');
    await compileJava(javaSources(JAVA), jars, classes);
    // In a file: a message about a failed command would hold all of it.
    classPath = join(folder, 'class-path');
    writeFileSync(classPath, `-cp "${[classes, ...jars].join(delimiter)}"`);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The DataNodes that were chosen in each round. */
  function place({ wanted, chosen = [], zones }: Block): string[][] {
    const nodes = Object.entries(zones).flatMap(([zone, states]) =>
      states.map((state, position) => `${zone}${position}/${zone}/${state}`),
    );
    const policy = settings['dfs.block.replicator.classname'] ?? '';
    const has = chosen.length === 0 ? '-' : chosen.join(',');
    const program = [`@${classPath}`, PROGRAM, policy, String(wanted), has, String(ROUNDS), ...nodes];
    const rounds = execFileSync('java', program, { encoding: 'utf8', stdio: 'pipe' })
      .split('\n')
      .slice(0, -1);
    expect(rounds).toHaveLength(ROUNDS);
    return rounds.map((line) => line.split(',').filter((name) => name !== ''));
  }

  /** Each way in which replicas are spread over zones, once: `aab` are two in zone a and one in zone b. */
  function spreads(block: Block): string[] {
    const zones = place(block).map((names) => names.map(([zone]) => zone).sort());
    return [...new Set(zones.map((names) => names.join('')))].sort();
  }

  test('are one in each zone while each has a DataNode that answers', () => {
    expect(spreads({ wanted: 3, zones: { a: ['ok', 'ok'], b: ['ok', 'ok'], c: ['ok', 'ok'] } })).toEqual([
      'abc',
    ]);
    const chosen = place({
      wanted: 3,
      zones: { a: ['silent', 'ok'], b: ['ok', 'silent'], c: ['ok', 'silent'] },
    });
    expect([...new Set(chosen.flat())].sort()).toEqual(['a1', 'b0', 'c0']);
  });

  test('are in the two others while a zone is silent, with none on a DataNode of it', () => {
    const zones = { a: ['ok', 'ok'], b: ['ok', 'ok'], c: ['silent', 'silent'] } as const;
    expect(spreads({ wanted: 3, zones })).toEqual(['aab', 'abb']);
  });

  test('replace those of a silent zone in a pipeline by a DataNode that answers', () => {
    const zones = { a: ['ok', 'ok'], b: ['ok', 'ok'], c: ['silent', 'silent'] } as const;
    const replacements = place({ wanted: 1, chosen: ['a0', 'b0'], zones }).flat();
    expect(replacements).toHaveLength(ROUNDS);
    expect(['a1', 'b1']).toEqual(expect.arrayContaining([...new Set(replacements)]));
  });

  test('are in the two others while a zone has no room', () => {
    const zones = { a: ['ok', 'ok'], b: ['ok', 'ok'], c: ['full', 'full'] } as const;
    expect(spreads({ wanted: 3, zones })).toEqual(['aab', 'abb']);
  });

  test('are not offered to the only DataNode of a zone, which is silent, while others are left', () => {
    const zones = { a: ['ok', 'ok'], b: ['ok', 'ok'], c: ['silent'] } as const;
    expect(spreads({ wanted: 3, zones })).toEqual(['aab', 'abb']);
  });

  test('are offered to silent DataNodes when no others are left', () => {
    expect(spreads({ wanted: 3, zones: { a: ['ok'], b: ['ok'], c: ['silent'] } })).toEqual(['abc']);
  });
});
