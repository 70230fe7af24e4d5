import {
  AccountFacts,
  AccountGap,
  BootstrapFacts,
  QuotaFacts,
  SubnetFacts,
  ZoneFacts,
} from '../../lib/preflight/account-facts';
import { AccountQuestions } from '../../lib/preflight/account-questions';
import { QuotaNeed } from '../../lib/plan/quota-need';
import { AwsClients } from './aws-clients';
import { failureText, identityFailure } from './aws-failure';
import { usageReaders } from './quota-usage';

/** The value, or the reason why it could not be read. */
interface Reading<T> {
  readonly value?: T;
  readonly gaps: readonly AccountGap[];
}

/**
 * Reads the facts of an account. A call that AWS denies or cannot answer becomes a gap; only the account id is
 * required. Changes nothing.
 * @throws UserError if there are no credentials, or AWS rejects them; AwsError if AWS does not answer
 */
export async function readAccount(clients: AwsClients, questions: AccountQuestions): Promise<AccountFacts> {
  const account = await accountOf(clients);
  const [zones, instanceTypes, allowed, used, serviceRoles, bootstrap, subnets] = await Promise.all([
    attempt('zones', 'ec2:DescribeAvailabilityZones', () => readZones(clients)),
    attempt('instance types by zone', 'ec2:DescribeInstanceTypeOfferings', () =>
      readOfferings(clients, questions.instanceTypes),
    ),
    readQuotas(clients, questions.quotas),
    readUsage(clients, questions),
    attempt('service-linked roles', 'iam:ListRoles', () => readRoles(clients, questions)),
    attempt('CDK bootstrap', 'ssm:GetParameter', () => readBootstrap(clients, questions.bootstrapParameter)),
    attempt('imported subnets', 'ec2:DescribeSubnets', () => readSubnets(clients, questions.subnetIds)),
  ]);
  return {
    account,
    region: clients.region,
    ...(zones.value === undefined ? {} : { zones: zones.value }),
    ...(instanceTypes.value === undefined ? {} : { instanceTypes: instanceTypes.value }),
    quotas: questions.quotas.map(({ code }): QuotaFacts => {
      const [limit, use] = [allowed.value?.get(code), used.value?.get(code)];
      return {
        code,
        ...(limit === undefined ? {} : { allowed: limit }),
        ...(use === undefined ? {} : { used: use }),
      };
    }),
    ...(serviceRoles.value === undefined ? {} : { serviceRoles: serviceRoles.value }),
    ...(bootstrap.value === undefined ? {} : { bootstrap: bootstrap.value }),
    ...(subnets.value === undefined ? {} : { subnets: subnets.value }),
    gaps: [zones, instanceTypes, allowed, used, serviceRoles, bootstrap, subnets].flatMap(({ gaps }) => gaps),
  };
}

async function accountOf({ sts: client, sdk: { sts }, region }: AwsClients): Promise<string> {
  try {
    const { Account = '' } = await client.send(new sts.GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    throw identityFailure(error, region);
  }
}

async function attempt<T>(what: string, action: string, read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await read(), gaps: [] };
  } catch (error) {
    return { gaps: [{ what, action, reason: failureText(error) }] };
  }
}

async function readZones({ ec2: client, sdk: { ec2 } }: AwsClients): Promise<ZoneFacts[]> {
  const { AvailabilityZones = [] } = await client.send(
    new ec2.DescribeAvailabilityZonesCommand({
      Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }],
    }),
  );
  return AvailabilityZones.map(({ ZoneName = '', ZoneId = '', State = '' }) => ({
    name: ZoneName,
    id: ZoneId,
    state: State,
  }));
}

async function readOfferings(
  { ec2: client, sdk: { ec2 } }: AwsClients,
  instanceTypes: readonly string[],
): Promise<Record<string, string[]>> {
  const offered: Record<string, string[]> = {};
  if (instanceTypes.length === 0) return offered;
  const pages = ec2.paginateDescribeInstanceTypeOfferings(
    { client },
    {
      LocationType: 'availability-zone',
      Filters: [{ Name: 'instance-type', Values: [...instanceTypes] }],
    },
  );
  for await (const { InstanceTypeOfferings = [] } of pages) {
    for (const { Location = '', InstanceType = '' } of InstanceTypeOfferings) {
      (offered[Location] ??= []).push(InstanceType);
    }
  }
  return offered;
}

/** The applied quotas. A quota that was never raised may have only a default value. */
async function readQuotas(
  clients: AwsClients,
  quotas: readonly QuotaNeed[],
): Promise<Reading<ReadonlyMap<string, number>>> {
  const allowed = new Map<string, number>();
  const failed: string[] = [];
  let reason = '';
  // Reads them one at a time: Service Quotas allows only a few requests per second.
  for (const { service, code } of quotas) {
    try {
      const value = await readQuota(clients, service, code);
      if (value === undefined) throw new Error('the answer has no value');
      allowed.set(code, value);
    } catch (error) {
      failed.push(`${service}/${code}`);
      reason = failureText(error);
    }
  }
  const action = 'servicequotas:GetServiceQuota and servicequotas:GetAWSDefaultServiceQuota';
  return {
    value: allowed,
    gaps: failed.length === 0 ? [] : [{ what: `quotas ${failed.join(', ')}`, action, reason }],
  };
}

async function readQuota(
  { quotas: client, sdk: { quotas } }: AwsClients,
  ServiceCode: string,
  QuotaCode: string,
): Promise<number | undefined> {
  const quota = { ServiceCode, QuotaCode };
  try {
    const { Quota } = await client.send(new quotas.GetServiceQuotaCommand(quota));
    return Quota?.Value;
  } catch (error) {
    if (!(error instanceof quotas.NoSuchResourceException)) throw error;
    const { Quota } = await client.send(new quotas.GetAWSDefaultServiceQuotaCommand(quota));
    return Quota?.Value;
  }
}

async function readUsage(
  clients: AwsClients,
  { quotas, vpcId }: AccountQuestions,
): Promise<Reading<ReadonlyMap<string, number>>> {
  const codes = quotas.map(({ code }) => code);
  const readers = usageReaders(clients, vpcId).filter((reader) =>
    reader.quotas.some(({ code }) => codes.includes(code)),
  );
  const readings = await Promise.all(
    readers.map(async (reader) => {
      const asked = reader.quotas.filter(({ code }) => codes.includes(code)).map(({ code }) => code);
      const { value = [], gaps } = await attempt(`use of ${asked.join(', ')}`, reader.action, reader.read);
      return {
        amounts: value.map((amount, index) => [reader.quotas[index]?.code ?? '', amount] as const),
        gaps,
      };
    }),
  );
  return {
    value: new Map(readings.flatMap(({ amounts }) => amounts)),
    gaps: readings.flatMap(({ gaps }) => gaps),
  };
}

/** Finds the roles of a service by their path: some role names end with a suffix that the user chose. */
async function readRoles(
  { iam: client, sdk: { iam } }: AwsClients,
  { serviceRoles }: AccountQuestions,
): Promise<string[]> {
  const found = await Promise.all(
    serviceRoles.map(async ({ service }) => {
      const { Roles = [] } = await client.send(
        new iam.ListRolesCommand({ PathPrefix: `/aws-service-role/${service}/` }),
      );
      return Roles.length > 0 ? [service] : [];
    }),
  );
  return found.flat();
}

async function readBootstrap(
  { ssm: client, sdk: { ssm } }: AwsClients,
  parameter: string,
): Promise<BootstrapFacts> {
  try {
    const { Parameter } = await client.send(new ssm.GetParameterCommand({ Name: parameter }));
    return { parameter, version: Number(Parameter?.Value) };
  } catch (error) {
    if (error instanceof ssm.ParameterNotFound) return { parameter };
    throw error;
  }
}

async function readSubnets(
  { ec2: client, sdk: { ec2 } }: AwsClients,
  ids: readonly string[],
): Promise<SubnetFacts[]> {
  const found: SubnetFacts[] = [];
  if (ids.length === 0) return found;
  // A filter returns the subnets that exist; a list of ids fails if one does not exist.
  const Filters = [{ Name: 'subnet-id', Values: [...ids] }];
  for await (const { Subnets = [] } of ec2.paginateDescribeSubnets({ client }, { Filters })) {
    for (const subnet of Subnets) {
      found.push({
        id: subnet.SubnetId ?? '',
        vpcId: subnet.VpcId ?? '',
        zone: subnet.AvailabilityZone ?? '',
        cidr: subnet.CidrBlock ?? '',
        freeAddresses: subnet.AvailableIpAddressCount ?? 0,
        tags: Object.fromEntries((subnet.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
      });
    }
  }
  return found;
}
