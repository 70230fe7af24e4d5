import type * as ec2Module from '@aws-sdk/client-ec2';
import type * as eksModule from '@aws-sdk/client-eks';
import type * as iamModule from '@aws-sdk/client-iam';
import type * as quotasModule from '@aws-sdk/client-service-quotas';
import type * as ssmModule from '@aws-sdk/client-ssm';
import type * as stsModule from '@aws-sdk/client-sts';
import { optionalPackages } from '../package/optional-package';

/** The AWS SDK packages that are needed to read an account. */
const PACKAGES = [
  '@aws-sdk/client-ec2',
  '@aws-sdk/client-eks',
  '@aws-sdk/client-iam',
  '@aws-sdk/client-service-quotas',
  '@aws-sdk/client-ssm',
  '@aws-sdk/client-sts',
] as const;

/** Connection timeout and request timeout, in milliseconds. */
const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;

/** The credentials profile and the Region. */
export interface AwsTarget {
  readonly region: string;
  /**
   * Profile in the shared configuration files.
   * @default - the value of AWS_PROFILE, or `default`
   */
  readonly profile?: string;
}

/** The loaded AWS SDK: its modules, for commands and paginators, and a client for each service. */
export interface AwsClients {
  readonly region: string;
  readonly sdk: AwsSdk;
  readonly ec2: ec2Module.EC2Client;
  readonly eks: eksModule.EKSClient;
  readonly iam: iamModule.IAMClient;
  readonly quotas: quotasModule.ServiceQuotasClient;
  readonly ssm: ssmModule.SSMClient;
  readonly sts: stsModule.STSClient;
}

/** The SDK modules, by service. */
export interface AwsSdk {
  readonly ec2: typeof ec2Module;
  readonly eks: typeof eksModule;
  readonly iam: typeof iamModule;
  readonly quotas: typeof quotasModule;
  readonly ssm: typeof ssmModule;
  readonly sts: typeof stsModule;
}

async function loadSdk(): Promise<AwsSdk> {
  const [ec2, eks, iam, quotas, ssm, sts] = await Promise.all([
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-eks'),
    import('@aws-sdk/client-iam'),
    import('@aws-sdk/client-service-quotas'),
    import('@aws-sdk/client-ssm'),
    import('@aws-sdk/client-sts'),
  ]);
  return { ec2, eks, iam, quotas, ssm, sts };
}

/**
 * Clients with credentials from the SDK's default provider chain: environment variables, profile, single sign-on, or
 * the role of the machine. Sends no requests yet.
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html
 * @throws UserError if a package of the SDK is not installed
 */
export async function awsClients({ region, profile }: AwsTarget): Promise<AwsClients> {
  const sdk = await optionalPackages(PACKAGES, 'reading an AWS account', loadSdk);
  const options = {
    region,
    ...(profile === undefined ? {} : { profile }),
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
  };
  return {
    region,
    sdk,
    ec2: new sdk.ec2.EC2Client(options),
    eks: new sdk.eks.EKSClient(options),
    iam: new sdk.iam.IAMClient(options),
    quotas: new sdk.quotas.ServiceQuotasClient(options),
    ssm: new sdk.ssm.SSMClient(options),
    sts: new sdk.sts.STSClient(options),
  };
}
