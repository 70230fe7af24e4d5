import { Role } from '../../../lib/roles/role';
import { Architecture } from '../../../lib/catalog/instance-type';
import { listPrices } from '../../../lib/catalog/prices';
import { Environment } from '../../../lib/model/environment';
import { NodeKind, VolumeMode } from '../../../lib/model/overrides';
import { resolveEnvironment } from '../../../lib/model/resolved';
import { planText } from '../../../lib/report/plan-text';
import { TERMINAL_STYLE } from '../../../lib/text/style';
import { Plan, Severity } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { DESCRIBED, FIFTY_ENSEMBLES, HYBRID, IMPORTING, LOCAL, LOCAL_DISKS, RICH } from './described';

const prices = listPrices('us-east-1')!;
const plans = DESCRIBED.map((environment) => [environment.name, planPlatform(environment)] as const);

/** The part of a text from a title to the next blank lines. */
function section(text: string, title: string): string {
  const found = text.split('\n\n\n').find((part) => part.startsWith(`${title}\n`));
  if (found === undefined) throw new Error(`no section '${title}'`);
  return found;
}

/** Cells of the rows of a section that begin so. */
function cells(text: string, title: string, first: string): string[] {
  const line = section(text, title)
    .split('\n')
    .find((candidate) => candidate.startsWith(`${first} `));
  return (line ?? '').split(/ {2,}/);
}

const numberOf = (text: string | undefined): number => Number((text ?? '').replaceAll(',', ''));
const textOf = (environment: Environment, change: (plan: Plan) => Plan = (plan) => plan): string =>
  planText(change(planPlatform(environment)), { prices });

describe.each(plans)('the plan of %s as text', (_name, plan) => {
  const text = planText(plan, { prices, figures: true });

  test('fits 120 columns, is plain ASCII, and has no spaces at ends of lines', () => {
    const lines = text.split('\n');
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
    expect(lines.filter((line) => !/^[\x20-\x7e]*$/.test(line) || line.endsWith(' '))).toEqual([]);
    expect(text).toMatch(/[^\n]\n$/);
  });

  test('shows every role, pool, volume, ensemble and finding', () => {
    const words = text.replace(/-\s+/g, '-').replace(/\s+/g, ' ');
    const shown = (name: string): boolean => words.includes(name) || text.replace(/\s/g, '').includes(name);
    const names = [
      ...plan.roles.map(({ group }) => group),
      ...plan.pools.map(({ name }) => name),
      ...plan.pools.flatMap(({ instanceType }) => instanceType ?? []),
      ...plan.findings.map(({ code }) => code),
    ];
    // Where long names are wrapped, the pieces stand below each other, not beside each other.
    const short = names.filter((name) => name.length <= 30);
    expect(short.filter((name) => !shown(name))).toEqual([]);
    for (const { message } of plan.findings) expect(words).toContain(message.replace(/-\s+/g, '-'));
  });

  test('says the same with colors', () => {
    const colored = planText(plan, { prices, figures: true, style: TERMINAL_STYLE });
    expect(colored).not.toBe(text);
    // eslint-disable-next-line no-control-regex
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(text);
  });
});

describe('targets', () => {
  const text = textOf(RICH);

  test('stand before what they cost, each with the field that changes it', () => {
    expect(text.indexOf('\nTargets\n')).toBeLessThan(text.indexOf('\nRoles by zone\n'));
    const targets = section(text, 'Targets').replace(/\s+/g, ' ');
    expect(targets).toContain('zookeeper[1] services');
    expect(targets).toMatch(/ clients 20,000[, ]/);
    expect(targets).toContain('production.guaranteedVcores 24 vcores');
  });

  test('that are left out are shown with their defaults', () => {
    const { readMiBps } = resolveEnvironment(RICH).hdfs!;
    expect(section(text, 'Targets').replace(/\s+/g, ' ')).toContain(`readMiBps ${readMiBps} MiB/s`);
  });
});

describe('roles', () => {
  const plan = planPlatform(RICH);
  const text = planText(plan);

  test('have their pods by zone, CPU, and memory that is the sum of its parts', () => {
    const [, ...numbers] = cells(text, 'Roles by zone', 'datanode').map(numberOf);
    const role = plan.roles.find(({ group }) => group === 'datanode')!;
    const [main] = role.containers;
    const [a, b, c, pods, vcpu, memory, heap = 0, direct = 0, overhead = 0] = numbers;
    expect([a, b, c]).toEqual(role.zones.map(({ replicas }) => replicas));
    expect(pods).toBe(role.members.length);
    expect(vcpu).toBe(main!.cpuMillis / 1000);
    expect(memory).toBe(heap + direct + overhead);
  });

  test('add up to the sums of the plan', () => {
    const [, ...sums] = cells(text, 'Roles by zone', 'all pods').map(numberOf);
    const perPod = (of: 'cpuMillis' | 'memoryMiB'): number =>
      plan.roles.reduce(
        (sum, role) =>
          sum + role.members.length * role.containers.reduce((all, container) => all + container[of], 0),
        0,
      );
    const members = plan.roles.flatMap((role) => role.members);
    expect(sums).toEqual([
      ...plan.zones.map(({ key }) => members.filter(({ zone }) => zone === key).length),
      members.length,
      perPod('cpuMillis') / 1000,
      perPod('memoryMiB'),
    ]);
  });

  test('show the processes that share a pod', () => {
    expect(section(text, 'Roles by zone')).toMatch(/^namenode .*\n\+ zkfc /m);
  });

  test('say how much of a NodeManager is for containers', () => {
    const role = plan.roles.find(({ group }) => group === 'nodemanager')!;
    const [memory = 0, heap = 0, direct = 0, overhead = 0, containers = 0] = cells(
      text,
      'Roles by zone',
      'nodemanager',
    )
      .map(numberOf)
      .slice(6);
    expect(containers).toBe(plan.yarn!.nodeMemoryMiB);
    expect(memory).toBe(role.containers[0]!.memoryMiB);
    expect(memory).toBe(heap + direct + overhead + containers);
  });
});

describe('machines', () => {
  test('have their nodes by zone, and what they carry where that is not their name', () => {
    const plan = planPlatform(RICH);
    const text = planText(plan);
    const masters = plan.pools.find(({ name }) => name === 'masters')!;
    const [, type, ...nodes] = cells(text, 'Machines', 'masters');
    expect(type).toBe(masters.instanceType);
    expect(nodes.slice(0, 3).map(numberOf)).toEqual(masters.zones.map((zone) => zone.nodes));
    expect(section(text, 'Machines').replace(/\s+/g, ' ')).toContain(
      `masters runs ${masters.groups.join(', ')}.`,
    );
    expect(text).not.toContain('datanode carries');
  });

  test('are on spot where the description says so, with the range of their number', () => {
    const machines = section(textOf(RICH), 'Machines');
    const pool = planPlatform(RICH).pools.find(({ name }) => name === 'nodemanager')!;
    expect(machines).toMatch(/^nodemanager +\S+ spot /m);
    expect(machines).toContain(` ${pool.zones[0]!.minNodes}-${pool.zones[0]!.maxNodes} `);
  });

  test('of the company’s own have no type, no node group and no known use', () => {
    const machines = section(textOf(HYBRID), 'Machines');
    const managed = planPlatform(HYBRID).pools.filter(({ kind }) => kind !== NodeKind.HYBRID);
    expect(machines).toMatch(/^regionserver +your own .* - +- +- +-$/m);
    expect(machines).toContain(`${managed.flatMap(({ zones }) => zones).length} node groups`);
  });

  test('never are more than fully used', () => {
    for (const [, plan] of plans) {
      const shares = [...section(planText(plan), 'Machines').matchAll(/(\d+) %/g)].map(([, share]) =>
        Number(share),
      );
      expect(shares.filter((share) => share > 100)).toEqual([]);
    }
  });

  test('say that shares are what is planned for, and where the use is', () => {
    const words = section(textOf(RICH), 'Machines').replace(/\s+/g, ' ');
    expect(words).toMatch(
      /planned load of the fullest node of a pool\. .* with a zone down and with headroom/,
    );
    expect(words).toContain('Use what-if to show the utilization at the targets');
  });

  test('are none of the plan on the local tier', () => {
    expect(section(textOf(LOCAL), 'Machines')).toContain('None: pods run on the existing nodes');
  });
});

describe('volumes', () => {
  test('add up', () => {
    const plan = planPlatform(RICH);
    const [, tib] = cells(planText(plan), 'Volumes', 'all').map(numberOf);
    const gib = plan.roles.flatMap((role) =>
      role.volumes.map((volume) => role.members.length * volume.disks * volume.gib),
    );
    expect(tib).toBeCloseTo(gib.reduce((sum, of) => sum + of, 0) / 1024, 2);
  });

  test('of the local tier are what the cluster has, whatever EBS would give', () => {
    const volumes = section(textOf(LOCAL), 'Volumes');
    expect(volumes).toContain('default');
    expect(volumes).not.toContain('gp3');
  });

  test('on the nodes’ own disks are named, and not in the sum', () => {
    const text = textOf(LOCAL_DISKS);
    const plan = planPlatform(LOCAL_DISKS);
    expect(section(text, 'Volumes')).toMatch(/^datanode .*local disks .*local/m);
    const ebs = plan.roles.flatMap(({ volumes, members }) =>
      volumes.filter(({ mode }) => mode !== VolumeMode.LOCAL).map(({ disks }) => disks * members.length),
    );
    expect(text).toContain(`all ${ebs.reduce((sum, of) => sum + of, 0)} volumes`);
  });

  test('on magnetic disks of the nodes are not called flash', () => {
    const datanode = { volumeMode: VolumeMode.LOCAL, instanceType: 'd3en.2xlarge' };
    const text = textOf({ ...LOCAL_DISKS, architecture: Architecture.AMD64, overrides: { datanode } });
    expect(section(text, 'Volumes')).toMatch(/^datanode .*local disks/m);
    expect(text).not.toMatch(/NVMe|flash/i);
  });
});

describe('settings', () => {
  test('tell who serves the clients of an ensemble, and who uses it', () => {
    const settings = section(textOf(RICH), 'Settings');
    expect(settings).toMatch(/ensemble platform\n.*3 participants, no observers; participants serve clients/);
    expect(settings).toMatch(/used by +hdfs, yarn, hbase/);
    expect(settings).toMatch(/ensemble services\n.*observers serve clients/);
    expect(settings).toContain('/tenants/locks, at most 5,000 znodes and 20 MiB');
  });

  test('name what is imported', () => {
    const settings = section(textOf(IMPORTING), 'Settings');
    expect(settings).toMatch(
      /ZooKeeper, imported\n +connect +zk1\.example\.com:2181,zk2\.example\.com:2181\/hbase/,
    );
    expect(settings).toMatch(
      /HDFS, imported\n +nameservice +hdfs:\/\/lake\n +NameNodes +nn1 nn1\.example\.com:8020/,
    );
    expect(settings).not.toContain('YARN');
  });

  test('have the queues, whose guarantees add up to 100 %', () => {
    const queues = [...section(textOf(RICH), 'Settings').matchAll(/root\.\S+ +([\d.]+) %/g)];
    expect(queues.reduce((sum, [, share]) => sum + Number(share), 0)).toBe(100);
  });
});

describe('fifty ensembles', () => {
  const plan = planPlatform(FIFTY_ENSEMBLES);
  const text = planText(plan, { prices });

  test('are a line of each table, whose sums are those of all', () => {
    const [, ...zones] = cells(text, 'Roles by zone', 'zookeeper (50 ensembles)');
    const members = plan.roles.filter(({ role }) => role === Role.ZOOKEEPER).flatMap((role) => role.members);
    expect(zones.slice(0, 4).map(numberOf)).toEqual([
      ...plan.zones.map(({ key }) => members.filter(({ zone }) => zone === key).length),
      members.length,
    ]);
    const usd = cells(text, 'Monthly price', 'total').map(numberOf)[1];
    expect(usd).toBeCloseTo(
      plan.costs.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0),
      2,
    );
    expect(text.split('\n').length).toBeLessThan(200);
  });

  test('are each named once, in the row of those that are alike', () => {
    const settings = section(text, 'Settings').replace(/\s+/g, ' ');
    expect(settings).toContain('50 ensembles of 265 servers');
    expect(section(text, 'Targets')).toMatch(/^Those of 50 ensembles: --figures\.$/m);
    for (const { name } of plan.ensembles)
      expect(settings.match(new RegExp(`\\b${name}\\b`, 'g'))).toHaveLength(1);
  });

  test('GIVEN no target but theirs WHEN they are folded THEN there is no table of nothing but its heads', () => {
    const zookeeper = Array.from({ length: 50 }, (_, team) => ({ name: `team-${team + 1}`, clients: 500 }));
    const targets = section(textOf({ ...FIFTY_ENSEMBLES, zookeeper }), 'Targets');
    expect(targets.split('\n').at(-1)).toBe('Those of 50 ensembles: --figures.');
  });

  test('are shown one by one when asked for', () => {
    const all = planText(plan, { prices, figures: true });
    for (const { name } of plan.ensembles) expect(all).toContain(`ZooKeeper ensemble ${name}\n`);
    for (const { group } of plan.roles)
      expect(section(all, 'Roles by zone')).toMatch(new RegExp(`^${group} `, 'm'));
  });
});

describe('figures', () => {
  test('that are overridden are shown beside what the rule gave', () => {
    const { figures } = planPlatform(RICH).roles.find(({ group }) => group === 'datanode')!;
    const [, name, inForce, derived] = cells(textOf(RICH), 'Overridden figures', 'datanode');
    expect([name, inForce, derived]).toEqual(['handlers', '77', String(figures.handlers!.derived)]);
    expect(textOf(LOCAL)).not.toContain('Overridden');
  });

  test('are all shown with rule and source when asked for', () => {
    const plan = planPlatform(LOCAL);
    const figures = section(planText(plan, { figures: true }), 'Figures');
    for (const { group, figures: of } of plan.roles) {
      expect(figures).toContain(`${group} `);
      for (const name of Object.keys(of)) expect(figures).toContain(name);
    }
    const sources = new Set(
      plan.roles.flatMap((role) => Object.values(role.figures).map(({ source }) => source)),
    );
    expect(figures.match(/^\[\d+\] /gm)).toHaveLength(sources.size);
  });
});

describe('findings', () => {
  const finding = (severity: Severity) => ({
    code: `test/${severity}`,
    severity,
    subject: 'field',
    message: 'message',
    figure: '1',
    allowed: '2',
  });

  test('come gravest first, with figure and allowed range', () => {
    const text = textOf(LOCAL, (plan) => ({
      ...plan,
      findings: [finding(Severity.INFO), finding(Severity.WARNING), finding(Severity.ERROR)],
    }));
    const findings = section(text, 'Findings');
    expect(findings).toContain('1 error, 1 warning, 1 note');
    expect(findings.match(/test\/\w+/g)).toEqual(['test/error', 'test/warning', 'test/info']);
    expect(findings).toContain('found: 1; allowed: 2');
  });

  test('may be none', () => {
    expect(
      section(
        textOf(LOCAL, (plan) => ({ ...plan, findings: [] })),
        'Findings',
      ),
    ).toBe('Findings\nnone');
  });
});
