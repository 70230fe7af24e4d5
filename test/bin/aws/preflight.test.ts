import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Environment, Tier } from '../../../lib/model/environment';
import { planPlatform } from '../../../lib/planner/planner';
import { aloneIn, Outcome, runProgram } from '../command-outcome';
import { FakeAnswer, FakeAws, FakeCall } from './fake-aws';

const ACCOUNT = '123456789012';
const ENVIRONMENT: Environment = {
  name: 'dev',
  tier: Tier.DEV,
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
};
const LOCAL: Environment = { name: 'laptop', tier: Tier.LOCAL, zones: ['a', 'b', 'c'] };
const plan = planPlatform(ENVIRONMENT);
const machines = [...new Set(plan.pools.flatMap(({ instanceType }) => instanceType ?? []))];

/** Neither the role of the machine that runs the tests, nor what the SDK has to say of old versions of Node.js. */
const QUIET = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

const directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-aws-'));
writeFileSync(
  join(directory, 'all.json'),
  JSON.stringify([ENVIRONMENT, { ...ENVIRONMENT, name: 'other' }, { ...LOCAL, network: { podCidrs: {} } }]),
);
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const items = (texts: readonly string[]): string => texts.map((text) => `<item>${text}</item>`).join('');
const ec2 = (action: string, set: string, texts: readonly string[]): FakeAnswer => ({
  body: `<${action}Response><${set}>${items(texts)}</${set}></${action}Response>`,
});

/** An account that has what `dev` needs, with some use by others. */
function generous({ action, parameters }: FakeCall): FakeAnswer | undefined {
  switch (action) {
    case 'GetCallerIdentity':
      return {
        body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      };
    case 'DescribeAvailabilityZones':
      return ec2(
        action,
        'availabilityZoneInfo',
        ENVIRONMENT.zones.map(
          (name, index) =>
            `<zoneName>${name}</zoneName><zoneId>euw1-az${index + 1}</zoneId><zoneState>available</zoneState>`,
        ),
      );
    case 'DescribeInstanceTypeOfferings':
      return ec2(
        action,
        'instanceTypeOfferingSet',
        ENVIRONMENT.zones.flatMap((zone) =>
          machines.map((type) => `<instanceType>${type}</instanceType><location>${zone}</location>`),
        ),
      );
    case 'DescribeInstances':
      return ec2(action, 'reservationSet', [
        `<instancesSet>${items([
          '<instanceType>m8g.large</instanceType><cpuOptions><coreCount>2</coreCount><threadsPerCore>1</threadsPerCore></cpuOptions>',
          '<instanceType>m7i.xlarge</instanceType><cpuOptions><coreCount>2</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>',
          '<instanceType>g5.xlarge</instanceType><cpuOptions><coreCount>2</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>',
          '<instanceType>m7i.large</instanceType><instanceLifecycle>spot</instanceLifecycle><cpuOptions><coreCount>1</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>',
        ])}</instancesSet>`,
      ]);
    case 'DescribeVolumes':
      // Two pages.
      return parameters.NextToken === undefined
        ? {
            body: `<DescribeVolumesResponse><volumeSet>${items(['<volumeType>gp3</volumeType><size>1024</size>'])}</volumeSet><nextToken>2</nextToken></DescribeVolumesResponse>`,
          }
        : ec2(action, 'volumeSet', ['<volumeType>gp3</volumeType><size>512</size>']);
    case 'DescribeVpcs':
      return ec2(action, 'vpcSet', ['<vpcId>vpc-1</vpcId>']);
    case 'DescribeInternetGateways':
      return ec2(action, 'internetGatewaySet', []);
    case 'DescribeAddresses':
      return ec2(action, 'addressesSet', []);
    case 'DescribeNatGateways':
      return ec2(action, 'natGatewaySet', ['<subnetId>subnet-1</subnetId>', '<subnetId>subnet-1</subnetId>']);
    case 'DescribeSubnets':
      return ec2(action, 'subnetSet', [
        '<subnetId>subnet-1</subnetId><availabilityZone>eu-west-1a</availabilityZone>',
      ]);
    case 'DescribeVpcEndpoints':
      return ec2(action, 'vpcEndpointSet', []);
    case 'DescribeSnapshots':
      return ec2(action, 'snapshotSet', []);
    case 'ListRoles':
      return {
        body: '<ListRolesResponse><ListRolesResult><IsTruncated>false</IsTruncated><Roles><member><RoleName>r</RoleName></member></Roles></ListRolesResult></ListRolesResponse>',
      };
    case 'GetParameter':
      return { body: JSON.stringify({ Parameter: { Value: '30' } }) };
    case 'GetServiceQuota':
      return { body: JSON.stringify({ Quota: { Value: 10_000 } }) };
    default:
      return action.startsWith('GET /clusters') ? { body: JSON.stringify({ clusters: ['one'] }) } : undefined;
  }
}

let aws: FakeAws | undefined;
afterEach(async () => {
  await aws?.stop();
  aws = undefined;
});

async function preflight(
  answer: (call: FakeCall) => FakeAnswer | undefined,
  ...options: readonly string[]
): Promise<Outcome> {
  aws = await FakeAws.start(answer);
  return preflightWith(aws.env, 'dev', ...options);
}

function preflightWith(
  env: Readonly<Record<string, string>>,
  name: string,
  ...options: readonly string[]
): Promise<Outcome> {
  return runProgram(
    ['preflight', name, '--environments', 'all.json', ...options],
    aloneIn(directory, { ...QUIET, ...env }),
  );
}

test('GIVEN an account that has what is needed THEN it fits, and what others use is counted over all pages', async () => {
  const { code, stdout } = await preflight(generous, '--json');
  const { verdict, quotas, findings } = JSON.parse(stdout) as {
    verdict: string;
    quotas: { code: string; used: number; allowed: number }[];
    findings: unknown[];
  };
  const used = Object.fromEntries(quotas.map((quota) => [quota.code, quota.used]));

  expect(findings).toEqual([]);
  expect({ verdict, code }).toEqual({ verdict: 'fits', code: 0 });
  // Two vCPUs and four; the accelerated instance and the spot instance have other quotas.
  expect(used['L-1216C47A']).toBe(6);
  expect(used['L-7A658B76']).toBe(1.5);
  expect(used['L-FE5A380F']).toBe(2);
  expect(used['L-1194D53C']).toBe(1);
  expect(new Set(quotas.map(({ allowed }) => allowed))).toEqual(new Set([10_000]));
});

test("GIVEN quotas that nobody has raised THEN AWS's default applies", async () => {
  const { code, stdout } = await preflight((call) => {
    if (call.action === 'GetServiceQuota') return { refused: 'NoSuchResourceException' };
    if (call.action === 'GetAWSDefaultServiceQuota') return { body: JSON.stringify({ Quota: { Value: 1 } }) };
    return generous(call);
  });

  expect(code).toBe(3);
  expect(stdout).toMatch(/--service-code ec2 --quota-code L-1216C47A --desired-value \d+/);
});

test('GIVEN answers that are refused THEN each is a finding with what IAM must allow, and the rest is checked', async () => {
  const { code, stdout } = await preflight((call) =>
    ['DescribeInstanceTypeOfferings', 'DescribeVolumes', 'GetServiceQuota'].includes(call.action)
      ? { refused: 'UnauthorizedOperation' }
      : generous(call),
  );

  expect(code).toBe(4);
  expect(stdout).toContain('dev: not everything could be checked');
  for (const action of [
    'ec2:DescribeInstanceTypeOfferings',
    'ec2:DescribeVolumes',
    'servicequotas:GetServiceQuota',
  ]) {
    expect(stdout).toContain(action);
  }
  expect(stdout).toContain('eu-west-1a is euw1-az1');
});

test('nothing is changed: every call reads', async () => {
  await preflight(generous);

  expect(
    aws?.calls.map(({ action }) => action).filter((action) => !/^(Describe|Get|List|GET )/.test(action)),
  ).toEqual([]);
});

test('GIVEN no credentials THEN one error says how to give some', async () => {
  const { code, stdout, stderr } = await preflightWith({}, 'dev');

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: no AWS credentials: give --profile NAME, set AWS_PROFILE .*\n$/);
});

test('GIVEN credentials that AWS refuses THEN one error says so', async () => {
  const { code, stderr } = await preflight(({ action }) =>
    action === 'GetCallerIdentity' ? { refused: 'ExpiredToken' } : undefined,
  );

  expect(code).toBe(2);
  expect(stderr).toBe('error: AWS refuses the credentials: refused: ExpiredToken\n');
});

test('GIVEN nobody who answers THEN the exit code is that of what does not answer', async () => {
  const env = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_MAX_ATTEMPTS: '1',
  };
  const { code, stderr } = await preflightWith(env, 'dev');

  expect(code).toBe(4);
  expect(stderr).toContain('error: cannot reach AWS in eu-west-1');
});

test.each<[string, string, readonly string[], RegExp]>([
  [
    'an environment without AWS',
    'laptop',
    [],
    /'laptop' is of the tier local, which uses no AWS account: allowed: .*dev, staging, prod/,
  ],
  ['a plan that does not exist', 'dev', ['--from', 'nowhere.json'], /nowhere\.json/],
  ['a file that is no plan', 'dev', ['--from', 'all.json'], /cannot check a change from 'all\.json'/],
  ['an environment that does not exist', 'dev', ['--from', 'nobody'], /nobody/],
  ['a plan of another platform', 'dev', ['--from', 'other'], /its environment is 'other': allowed: 'dev'/],
])(
  'GIVEN %s THEN nothing is asked, and the error says what is allowed',
  async (_, name, options, message) => {
    const { code, stderr } = await preflightWith({}, name, ...options);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  },
);
