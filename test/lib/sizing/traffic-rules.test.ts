import { Environment, Tier } from '../../../lib/model/environment';
import { Role } from '../../../lib/roles/role';
import { Figure, InputKind, Plan, RolePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { LOCAL, LOCAL_DISKS, RICH } from '../report/described';
import { environmentOf, figureOf, prod, roleIn } from './sample';

/** So much time to restore a DataNode that only clients count. */
const SLOW_RESTORE = prod({
  name: 'slow-restore',
  zookeeper: [{ name: 'busy', clients: 40_000, writesPerSecond: 9_000 }],
  hdfs: { usableTiB: 100, readMiBps: 6_000, writeMiBps: 2_000, restoreRedundancyHours: 72 },
  hbase: { datasetTiB: 20, readsPerSecond: 100_000, writesPerSecond: 40_000, scansPerSecond: 200 },
});

const PLANS = [SLOW_RESTORE, prod(), RICH, LOCAL_DISKS, environmentOf(Tier.DEV), LOCAL].map(
  (environment: Environment) => [environment.name, planPlatform(environment)] as const,
);

const GBIT_MIB = 1e9 / 8 / 2 ** 20;

/** The value of an input of a figure, by the end of its name. */
function input({ inputs }: Figure, name: string): number {
  const found = inputs.filter((of) => of.name === name || of.name.endsWith(`.${name}`));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} inputs ${name}`);
  return found[0].value;
}

/** What clients ask of a DataNode with a zone down, before anything is copied. */
function clientMiBps(figure: Figure): number {
  const clients = input(figure, 'readMiBps') + input(figure, 'writeMiBps') * input(figure, 'replication');
  const left = input(figure, 'replicasPerZone') * (input(figure, 'zones') - 1);
  const planned = figure.inputs.some(({ name }) => name === 'baselineUtilisation');
  return clients / left / (planned ? input(figure, 'baselineUtilisation') : 1);
}

function logMiBps(figure: Figure): number {
  const bytes = input(figure, 'writesPerSecond') * input(figure, 'zooKeeperTransactionBytes');
  return Math.max(
    input(figure, 'minimum traffic'),
    (bytes * input(figure, 'pages of 4 KiB per KiB')) / 2 ** 20,
  );
}

function leaderGbps(figure: Figure): number {
  const observed = figure.inputs.some(({ name }) => name.endsWith('.replicasPerZone'));
  const observers = observed ? input(figure, 'replicasPerZone') * input(figure, 'zones') : 0;
  const bytes = input(figure, 'writesPerSecond') * input(figure, 'zooKeeperTransactionBytes');
  const mibps = (bytes * (input(figure, 'replicas') - 1 + observers)) / 2 ** 20;
  return Math.max(input(figure, 'minimum network traffic'), mibps / GBIT_MIB);
}

function serverGbps(figure: Figure): number {
  const rows =
    input(figure, 'readsPerSecond') + input(figure, 'rows per scan') * input(figure, 'scansPerSecond');
  const written = input(figure, 'writesPerSecond') * input(figure, 'hbaseWriteAmplification');
  const servers = input(figure, 'replicasPerZone') * (input(figure, 'zones') - 1);
  const mibps = (2 * (rows + written) * input(figure, 'averageRowBytes')) / 2 ** 20 / servers;
  return Math.max(0.1, mibps / GBIT_MIB);
}

/** Rules with arithmetic, by what their inputs give. */
const ARITHMETIC: Partial<Record<string, (figure: Figure) => number>> = {
  [`${Role.ZOOKEEPER}.ebsMiBps`]: logMiBps,
  [`${Role.ZOOKEEPER_OBSERVER}.ebsMiBps`]: logMiBps,
  [`${Role.ZOOKEEPER}.networkGbps`]: leaderGbps,
  [`${Role.REGIONSERVER}.networkGbps`]: serverGbps,
  [`${Role.NODEMANAGER}.ebsMiBps`]: (figure) =>
    input(figure, 'vcores') * input(figure, 'nodeManagerScratchMiBpsPerVcore'),
  [`${Role.NODEMANAGER}.networkGbps`]: (figure) =>
    input(figure, 'vcores') * input(figure, 'nodeManagerNetworkGbpsPerVcore'),
};

/** What the rule of a figure may give: what its arithmetic says, else an assumption or a number that it names. */
function givenBy({ role }: RolePlan, figure: Figure, tier: Tier): number[] {
  const { name, rule, inputs } = figure;
  const small = tier === Tier.DEV || tier === Tier.LOCAL;
  const arithmetic = ARITHMETIC[`${role}.${name}`];
  const named = [...rule.matchAll(/([\d.]+) (?:Gbit\/s|MiB\/s|on disks)|^0(?=:)/g)].map(([text]) =>
    parseFloat(text),
  );
  if (arithmetic !== undefined && !(small && role === Role.NODEMANAGER)) return [arithmetic(figure)];
  return [...named, ...inputs.filter(({ kind }) => kind === InputKind.ASSUMPTION).map(({ value }) => value)];
}

describe.each(PLANS)('the traffic of pods of %s', (_, plan: Plan) => {
  test.each(['ebsMiBps', 'networkGbps'])(
    'GIVEN %s of a role WHEN its rule is followed with its inputs THEN it gives the value',
    (name) => {
      const digits = (value: number): number => Number(value.toPrecision(9));
      for (const role of plan.roles.filter((of) => of.role !== Role.DATANODE)) {
        const figure = figureOf(role, name);
        expect([role.group, givenBy(role, figure, plan.tier).map(digits)]).toEqual([
          role.group,
          expect.arrayContaining([digits(figure.value)]),
        ]);
      }
    },
  );

  test('GIVEN all roles WHEN their rules are read THEN each is its own', () => {
    const rules = new Map(plan.roles.map((role) => [role.role, figureOf(role, 'networkGbps').rule]));
    expect(new Set(rules.values()).size).toBe(rules.size);
  });
});

describe('the traffic of DataNodes', () => {
  test('GIVEN much time for a restore WHEN the rule is followed THEN clients with a zone down give the value', () => {
    const role = roleIn(planPlatform(SLOW_RESTORE), Role.DATANODE);
    const [disks, network] = [figureOf(role, 'ebsMiBps'), figureOf(role, 'networkGbps')];
    expect(disks.value).toBeCloseTo(clientMiBps(disks), 0);
    expect(network.value).toBeCloseTo(clientMiBps(network) / GBIT_MIB, 2);
    expect(disks.rule).toContain(
      'clients (reads + writes x replication) / remaining DataNodes with a zone down',
    );
  });

  test('GIVEN any plan WHEN its DataNodes are on EBS THEN they have what clients ask for, else they need none', () => {
    for (const [name, plan] of PLANS) {
      const disks = figureOf(roleIn(plan, Role.DATANODE), 'ebsMiBps');
      if (name === LOCAL_DISKS.name) expect([name, disks.value]).toEqual([name, 0]);
      else expect(disks.value).toBeGreaterThanOrEqual(clientMiBps(disks) - 1e-9);
      expect(disks.rule).toMatch(/; 0 on local disks$/);
    }
  });
});
