import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Environment, Tier } from '../../lib/model/environment';
import { planPlatform } from '../../lib/planner/planner';
import { planJson } from '../../lib/report/plan-json';
import { ELASTIC_IPS, VOLUME_STORAGE, VPCS } from '../../lib/quotas/service-quotas';
import { Outcome, runProgram } from '../bin/command-outcome';
import { findLab } from './emulator-programs';
import { Lab } from './lab';
import { progress } from './progress';
import { ACCOUNT } from './variation';

/** EKS is in all of its zones. */
const REGION = 'us-east-2';

const ENVIRONMENT: Environment = {
  name: 'dev',
  tier: Tier.DEV,
  account: ACCOUNT,
  region: REGION,
  zones: ['a', 'b', 'c'].map((letter) => `${REGION}${letter}`),
};
/**
 * What the emulator does not answer: it knows neither Service Quotas nor DescribeInstanceTypeOfferings. The tests of
 * the command answer these themselves.
 */
const UNREADABLE = ['account/unreadable instance types by zone', 'account/unreadable quotas'];

const suite = findLab() === undefined ? describe.skip : describe;

suite('preflight of an account in the emulator', () => {
  let lab: Lab;
  const directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-preflight-'));

  test('the account is there', async () => {
    lab = await progress('start of an AWS emulator for preflight', () => Lab.start());
  });
  afterAll(async () => {
    rmSync(directory, { recursive: true });
    await lab.stop();
  });

  const aws = async (...args: readonly string[]): Promise<unknown> => {
    const { stdout } = await promisify(execFile)('aws', ['--output', 'json', '--region', REGION, ...args], {
      env: lab.env,
    });
    return stdout === '' ? undefined : JSON.parse(stdout);
  };
  const preflight = (environment: Environment, ...options: readonly string[]): Promise<Outcome> => {
    const file = join(directory, 'environments.json');
    writeFileSync(file, JSON.stringify(environment));
    return runProgram(['preflight', environment.name, '--environments', file, ...options], {
      cwd: directory,
      env: lab.env,
    });
  };
  const report = async (environment: Environment, ...options: readonly string[]): Promise<Report> => {
    const { stdout, stderr } = await preflight(environment, ...options, '--json');
    expect(stderr).not.toContain('error');
    return JSON.parse(stdout) as Report;
  };

  test('GIVEN an account that nobody has used THEN the bootstrap stack is missing, and roles are yet to be made', async () => {
    const { code, stdout } = await preflight(ENVIRONMENT);

    expect(code).toBe(3);
    expect(stdout).toContain('dev: the account does not fit');
    expect(stdout).toContain(`npx cdk bootstrap aws://${ACCOUNT}/${REGION}`);
    expect(stdout).toContain('aws iam create-service-linked-role --aws-service-name eks.amazonaws.com');
  });

  test('GIVEN what the findings ask for THEN none is left but what the emulator cannot answer', async () => {
    await aws(
      'ssm',
      'put-parameter',
      '--name',
      '/cdk-bootstrap/hnb659fds/version',
      '--type',
      'String',
      '--value',
      '30',
    );
    for (const service of ['eks', 'eks-nodegroup', 'autoscaling']) {
      await aws('iam', 'create-service-linked-role', '--aws-service-name', `${service}.amazonaws.com`);
    }

    const { code } = await preflight(ENVIRONMENT);
    const { verdict, zones, findings } = await report(ENVIRONMENT);

    expect(findings.map(({ code: found, field }) => `${found} ${field.split(' ec2/')[0] ?? ''}`)).toEqual(
      UNREADABLE,
    );
    expect(verdict).toBe('unknown');
    expect(code).toBe(4);
    expect(Object.keys(zones)).toEqual(ENVIRONMENT.zones);
    expect(Object.values(zones)).toEqual(expect.arrayContaining([expect.stringMatching(/^use2-az\d$/)]));
  });

  test('what is in use is counted', async () => {
    const use = async (): Promise<number[]> => {
      const { quotas } = await report(ENVIRONMENT);
      return [ELASTIC_IPS, VOLUME_STORAGE.gp3, VPCS].map(
        (asked) => quotas.find(({ code }) => code === asked.code)?.used ?? NaN,
      );
    };
    const before = await use();
    await aws('ec2', 'allocate-address', '--domain', 'vpc');
    await aws(
      ...[
        'ec2',
        'create-volume',
        '--availability-zone',
        `${REGION}a`,
        '--size',
        '512',
        '--volume-type',
        'gp3',
      ],
    );
    await aws('ec2', 'create-vpc', '--cidr-block', '10.9.0.0/16');

    const more = [1, 0.5, 1];
    expect(await use()).toEqual(before.map((amount, index) => amount + (more[index] ?? NaN)));
  });

  test('GIVEN imported subnets THEN their ranges and tags are compared with the description', async () => {
    const { Vpc } = (await aws('ec2', 'create-vpc', '--cidr-block', '10.20.0.0/16')) as {
      Vpc: { VpcId: string };
    };
    const subnet = async (zone: string, cidr: string): Promise<string> => {
      const { Subnet } = (await aws(
        ...['ec2', 'create-subnet', '--vpc-id', Vpc.VpcId, '--availability-zone', zone, '--cidr-block', cidr],
      )) as { Subnet: { SubnetId: string } };
      return Subnet.SubnetId;
    };
    const large = await subnet(`${REGION}a`, '10.20.0.0/20');
    const small = await subnet(`${REGION}b`, '10.20.16.0/24');
    const tag = 'Key=kubernetes.io/role/internal-elb,Value=1';
    await aws('ec2', 'create-tags', '--resources', large, '--tags', tag);

    const { findings } = await report({
      ...ENVIRONMENT,
      network: {
        importedVpc: {
          vpcId: Vpc.VpcId,
          privateSubnetIds: {
            [`${REGION}a`]: large,
            [`${REGION}b`]: small,
            [`${REGION}c`]: 'subnet-0123456789abcdef0',
          },
          privateSubnetCidrs: {
            [`${REGION}a`]: '10.20.0.0/20',
            [`${REGION}b`]: '10.20.16.0/20',
            [`${REGION}c`]: '10.20.32.0/20',
          },
        },
      },
    });

    expect(
      findings
        .filter(({ code }) => code.startsWith('subnets/'))
        .map(({ code, field }) => `${code} ${field.split(' ')[1] ?? ''}`),
    ).toEqual([`subnets/cidr ${small}`, 'subnets/absent subnet-0123456789abcdef0', `subnets/tags ${small}`]);
  });

  test('GIVEN a zone in which EKS has no control plane THEN it is found by its id, whatever the account calls it', async () => {
    const region = 'us-east-1';
    const zones = ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
    const { AvailabilityZones } = (await aws('ec2', 'describe-availability-zones', '--region', region)) as {
      AvailabilityZones: { ZoneName: string; ZoneId: string }[];
    };
    const without = AvailabilityZones.find(({ ZoneId }) => ZoneId === 'use1-az3')?.ZoneName ?? 'none';

    const { findings } = await report({ ...ENVIRONMENT, region, zones });

    expect(findings.filter(({ code }) => code.startsWith('zones/'))).toEqual([
      expect.objectContaining({
        code: 'zones/without-eks',
        severity: 'error',
        value: expect.stringContaining(`${without} is use1-az3`) as string,
      }),
    ]);
  });

  test('GIVEN the credentials of another account THEN nobody deploys there', async () => {
    const { findings } = await report({ ...ENVIRONMENT, account: '123456789012' });

    expect(findings[0]).toMatchObject({ code: 'account/other', severity: 'error' });
  });

  test('GIVEN the plan before a change THEN old and new node groups exist side by side', async () => {
    const file = join(directory, 'before.json');
    writeFileSync(file, planJson(planPlatform({ ...ENVIRONMENT, overrides: MACHINES })));

    const { from, quotas } = await report(ENVIRONMENT, '--from', file);

    expect(from).toContain(file);
    const groups = quotas.find(({ code }) => code === 'L-6D54EA21');
    expect(groups?.totalChange).toBeGreaterThan(groups?.totalDeployed ?? NaN);
  });
});

/** Other machines than the planner would choose. */
const MACHINES = { datanode: { instanceType: 'r8g.4xlarge' } };

/** What the tests read of the document. */
interface Report {
  readonly verdict: string;
  readonly from?: string;
  readonly zones: Record<string, string>;
  readonly quotas: {
    readonly code: string;
    readonly used?: number;
    readonly totalDeployed: number;
    readonly totalChange: number;
  }[];
  readonly findings: { readonly code: string; readonly severity: string; readonly field: string }[];
}
