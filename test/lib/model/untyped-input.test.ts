import { Aws, Token } from 'aws-cdk-lib';
import { DescriptionError, Problem } from '../../../lib/model/description-error';
import { Environment } from '../../../lib/model/environment';
import { planPlatform } from '../../../lib/planner/planner';
import { problemsOf, prod } from '../sizing/sample';
import { A, B, C, imported, podCidrs } from './refuses';

describe('values that are known at deployment only', () => {
  const text = Token.asString({ Ref: 'Something' });
  const number = Token.asNumber({ Ref: 'Something' });
  const list = Token.asList({ Ref: 'Something' });
  const cases: [string, Partial<Environment>, string][] = [
    ['name', { name: text }, 'name'],
    ['region', { region: Aws.REGION }, 'region'],
    ['account', { account: Aws.ACCOUNT_ID }, 'account'],
    ['zones', { zones: list }, 'zones'],
    ['a zone', { zones: [A, B, text] }, 'zones'],
    ['namespace', { namespace: text }, 'namespace'],
    ['VPC range', { network: { vpcCidr: text } }, 'network.vpcCidr'],
    [
      'imported VPC range',
      { network: { importedVpc: { ...imported, vpcCidr: text } } },
      'network.importedVpc.vpcCidr',
    ],
    ['pod ranges', { network: { podCidrs: { ...podCidrs, [C]: list } } }, `network.podCidrs.${C}[0]`],
    ['public range', { cluster: { publicAccessCidrs: list } }, 'cluster.publicAccessCidrs[0]'],
    ['target', { hdfs: { usableTiB: number } }, 'hdfs.usableTiB'],
    ['whole target', { zookeeper: [{ name: 'main', clients: number }] }, 'zookeeper[0].clients'],
    ['name of an ensemble', { zookeeper: [{ name: text }] }, 'zookeeper[0].name'],
    [
      'figure',
      { overrides: { datanode: { figures: { heapMiB: number } } } },
      'overrides.datanode.figures.heapMiB',
    ],
    ['instance type', { overrides: { datanode: { instanceType: text } } }, 'overrides.datanode.instanceType'],
  ];

  test.each(cases)(
    'GIVEN a token as %s WHEN planned THEN the problem says so, without the token',
    (_, stated, field) => {
      const problems = problemsOf(prod(stated));
      expect(problems.map((problem) => problem.field)).toEqual([field]);
      expect(problems[0]?.value).toContain('an unresolved CDK token');
      expect(JSON.stringify(problems)).not.toContain('TOKEN');
    },
  );

  test('GIVEN tokens for what only deployment needs WHEN planned THEN it plans', () => {
    const ids = { [A]: text, [B]: text, [C]: text };
    const environment = prod({
      network: { importedVpc: { ...imported, vpcId: text, privateSubnetIds: ids } },
      existingVolumes: { 'data-namenode-1a-0': text },
      importedEnsemble: undefined,
    });
    expect(problemsOf(environment)).toEqual([]);
  });
});

describe('callers without types', () => {
  const broken: [string, unknown, string][] = [
    ['nothing', undefined, 'environment'],
    ['null', null, 'environment'],
    ['a text', 'prod', 'environment'],
    ['no zones', { name: 'x', tier: 'prod', region: 'us-east-1' }, 'zones'],
    ['zones that are a text', { ...prod(), zones: 'us-east-1a,us-east-1b' }, 'zones'],
    ['zones that JSON has no notation for', { ...prod(), zones: [[1n]] }, 'zones[0]'],
    ['targets that are a function', { ...prod(), hdfs: () => 1 }, 'hdfs'],
    ['zones that are numbers', { ...prod(), zones: [1, 2, 3] }, 'zones[0]'],
    ['zones with a hole', { ...prod(), zones: [A, undefined, C] }, 'zones[1]'],
    ['no name', { ...prod(), name: undefined }, 'name'],
    ['a name that is a number', { ...prod(), name: 7 }, 'name'],
    ['ensembles that are an object', { ...prod(), zookeeper: { name: 'main' } }, 'zookeeper'],
    ['an ensemble that is a text', { ...prod(), zookeeper: ['main'] }, 'zookeeper[0]'],
    ['an ensemble without a name', { ...prod(), zookeeper: [{}] }, 'zookeeper[0].name'],
    ['HDFS targets that are a text', { ...prod(), hdfs: 'large' }, 'hdfs'],
    ['HDFS targets that are null', { ...prod(), hdfs: null }, 'hdfs'],
    ['overrides that are a list', { ...prod(), overrides: [] }, 'overrides'],
    ['overrides of a role that are null', { ...prod(), overrides: { datanode: null } }, 'overrides.datanode'],
    [
      'figures that are a list',
      { ...prod(), overrides: { datanode: { figures: [] } } },
      'overrides.datanode.figures',
    ],
    [
      'settings that are numbers',
      { ...prod(), overrides: { datanode: { settings: { a: 1 } } } },
      'overrides.datanode.settings.a',
    ],
    ['a network that is a text', { ...prod(), network: '10.0.0.0/16' }, 'network'],
    [
      'pod ranges that are texts',
      { ...prod(), network: { podCidrs: { [A]: '10.0.0.0/16' } } },
      `network.podCidrs.${A}`,
    ],
    [
      'an imported VPC without subnets',
      { ...prod(), network: { importedVpc: { vpcId: 'v', vpcCidr: '10.0.0.0/16' } } },
      'network.importedVpc.privateSubnetIds',
    ],
    ['products that are a text', { ...prod(), products: 'hdfs' }, 'products'],
    ['tags that are numbers', { ...prod(), tags: { cost: 5 } }, 'tags.cost'],
    ['a flag that is a text', { ...prod(), acknowledgeTwoZones: 'yes' }, 'acknowledgeTwoZones'],
    ['a price table without prices', { ...prod(), prices: { region: 'us-east-1' } }, 'prices.gp3GibMonthUsd'],
    [
      'a demand without memory',
      { ...prod(), yarn: { production: { guaranteedVcores: 4 } } },
      'yarn.production.guaranteedMemoryGiB',
    ],
    [
      'an imported ensemble without addresses',
      { ...prod(), importedEnsemble: { name: 'x' } },
      'importedEnsemble.connectString',
    ],
  ];

  test.each(broken)(
    'GIVEN %s WHEN planned THEN the error is a DescriptionError that names it',
    (_, environment, field) => {
      expect(problemsOf(environment).map((problem) => problem.field)).toContain(field);
    },
  );
});

describe('several problems', () => {
  test('GIVEN problems in many places WHEN planned THEN one error has them all, a line for each', () => {
    const environment = prod({
      name: 'Not A Label',
      zones: [A, B, 'eu-west-1a'],
      hdfs: { usableTiB: -5, replication: 9 },
      overrides: {
        datanode: { spot: true, instanceType: 'm9z.huge' },
        namenode: { figures: { heapMiB: 40_000 } },
      },
    });
    let caught: unknown;
    try {
      planPlatform(environment);
    } catch (error) {
      caught = error;
    }
    const { problems, message, name } = caught as DescriptionError;
    const fields = problems.map(({ field }: Problem) => field);
    expect(name).toBe('DescriptionError');
    expect(fields).toEqual(
      expect.arrayContaining([
        'name',
        'zones[2]',
        'hdfs.usableTiB',
        'hdfs.replication',
        'overrides.datanode.spot',
        'overrides.datanode.instanceType',
        'overrides.namenode.figures.heapMiB',
      ]),
    );
    const [title, ...lines] = message.split('\n');
    expect(title).toContain(`${problems.length} problems`);
    expect(lines).toHaveLength(problems.length);
    lines.forEach((line, position) => {
      expect(line).toContain(problems[position]?.field);
      expect(line).toContain(problems[position]?.allowed);
    });
  });

  test('GIVEN an override that fits none of three ensembles WHEN planned THEN the problem is told once', () => {
    const environment = prod({
      zookeeper: [{ name: 'one' }, { name: 'two' }, { name: 'three' }],
      overrides: { zookeeper: { figures: { replicas: 4, heapMB: 1 } } },
    });
    expect(problemsOf(environment).map(({ field }) => field)).toEqual([
      'overrides.zookeeper.figures.replicas',
      'overrides.zookeeper.figures',
    ]);
  });

  test('GIVEN one problem WHEN planned THEN the title counts one', () => {
    expect(() => planPlatform(prod({ account: 'x' }))).toThrow(
      /environment 'sample' has 1 problem:\n {2}account: 'x'; allowed: /,
    );
  });
});
