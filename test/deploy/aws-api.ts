import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeLaunchTemplateVersionsCommand,
  DescribeNatGatewaysCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
  ResponseLaunchTemplateData,
  Subnet,
  Volume,
} from '@aws-sdk/client-ec2';
import { Lab } from './lab';
import { ACCOUNT } from './variation';

const REGION = 'us-east-1';

/** A node group, as EKS tells it. */
export interface NodeGroup {
  readonly nodegroupName: string;
  readonly amiType: string;
  readonly capacityType: string;
  readonly instanceTypes: string[];
  readonly labels: Record<string, string>;
  readonly taints: { readonly key: string; readonly value: string; readonly effect: string }[];
  readonly subnets: string[];
  readonly scalingConfig: {
    readonly minSize: number;
    readonly maxSize: number;
    readonly desiredSize: number;
  };
  readonly launchTemplate: { readonly id: string; readonly version: string };
}

/** A cluster, as EKS tells it. */
export interface Cluster {
  readonly name: string;
  readonly version: string;
  readonly resourcesVpcConfig: {
    readonly subnetIds: string[];
    readonly endpointPublicAccess: boolean;
    readonly endpointPrivateAccess: boolean;
    readonly publicAccessCidrs: string[];
  };
  readonly logging: { readonly clusterLogging: { readonly types: string[]; readonly enabled: boolean }[] };
  readonly encryptionConfig: {
    readonly provider: { readonly keyArn: string };
    readonly resources: string[];
  }[];
  readonly accessConfig: { readonly authenticationMode: string };
}

/** A resource of a stack. */
export interface StackResource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
}

/** A Kubernetes object, as it was handed to kubectl. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

interface KubectlCall {
  readonly args: string[];
  readonly manifest: KubernetesObject[];
}

/** What the account holds, read through the API of AWS. */
export class AwsApi {
  private readonly ec2: EC2Client;

  public constructor(private readonly lab: Lab) {
    this.ec2 = new EC2Client({
      region: REGION,
      endpoint: lab.endpoint,
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'lab' },
    });
  }

  public async clusters(): Promise<Cluster[]> {
    const { clusters } = await this.eks<{ clusters: string[] }>('clusters');
    return Promise.all(
      clusters.map(async (name) => (await this.eks<{ cluster: Cluster }>(`clusters/${name}`)).cluster),
    );
  }

  public async nodeGroups(cluster: string): Promise<NodeGroup[]> {
    const path = `clusters/${cluster}/node-groups`;
    const { nodegroups } = await this.eks<{ nodegroups: string[] }>(path);
    return Promise.all(
      nodegroups.map(async (name) => (await this.eks<{ nodegroup: NodeGroup }>(`${path}/${name}`)).nodegroup),
    );
  }

  /** Configuration of the managed add-ons, by name. */
  public async addOns(cluster: string): Promise<Record<string, string>> {
    const path = `clusters/${cluster}/addons`;
    const { addons } = await this.eks<{ addons: string[] }>(path);
    const described = await Promise.all(
      addons.map((name) =>
        this.eks<{ addon: { addonName: string; configurationValues?: string } }>(`${path}/${name}`),
      ),
    );
    return Object.fromEntries(
      described.map(({ addon }) => [addon.addonName, addon.configurationValues ?? '']),
    );
  }

  /** ARN of the role of each service account that has one, by `namespace/name`. */
  public async podIdentities(cluster: string): Promise<Record<string, string>> {
    const path = `clusters/${cluster}/pod-identity-associations`;
    interface Association {
      readonly associationId: string;
      readonly namespace: string;
      readonly serviceAccount: string;
      readonly roleArn: string;
    }
    const { associations } = await this.eks<{ associations: Association[] }>(path);
    const described = await Promise.all(
      associations.map(({ associationId }) =>
        this.eks<{ association: Association }>(`${path}/${associationId}`),
      ),
    );
    return Object.fromEntries(
      described.map(({ association }) => [
        `${association.namespace}/${association.serviceAccount}`,
        association.roleArn,
      ]),
    );
  }

  /** Policies of the cluster's access entries, by the name of the role. */
  public async accessEntries(cluster: string): Promise<Record<string, string[]>> {
    const path = `clusters/${cluster}/access-entries`;
    const { accessEntries } = await this.eks<{ accessEntries: string[] }>(path);
    const entries = accessEntries.map(async (principal) => {
      const { associatedAccessPolicies } = await this.eks<{
        associatedAccessPolicies: { policyArn: string; accessScope: { type: string } }[];
      }>(`${path}/${encodeURIComponent(principal)}/access-policies`);
      const policies = associatedAccessPolicies.map(
        ({ policyArn, accessScope }) => `${lastPart(policyArn)} of ${accessScope.type}`,
      );
      return [lastPart(principal), policies] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  public async volumes(): Promise<Volume[]> {
    const { Volumes } = await this.ec2.send(new DescribeVolumesCommand({}));
    return Volumes ?? [];
  }

  /** Subnets by id. */
  public async subnets(): Promise<Record<string, Subnet>> {
    const { Subnets } = await this.ec2.send(new DescribeSubnetsCommand({}));
    return Object.fromEntries((Subnets ?? []).map((subnet) => [subnet.SubnetId ?? '', subnet]));
  }

  /** VPCs that somebody made. */
  public async vpcs(): Promise<string[]> {
    const { Vpcs } = await this.ec2.send(new DescribeVpcsCommand({}));
    return (Vpcs ?? []).filter(({ IsDefault }) => IsDefault !== true).map(({ VpcId }) => VpcId ?? '');
  }

  /** Zones of the NAT gateways, each as often as it has one. */
  public async natGatewayZones(): Promise<string[]> {
    const subnets = await this.subnets();
    const { NatGateways } = await this.ec2.send(new DescribeNatGatewaysCommand({}));
    return (NatGateways ?? [])
      .filter(({ State }) => State === 'available')
      .map(({ SubnetId }) => subnets[SubnetId ?? '']?.AvailabilityZone ?? '');
  }

  public async launchTemplate(id: string, version: string): Promise<ResponseLaunchTemplateData> {
    const { LaunchTemplateVersions } = await this.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: [version] }),
    );
    return LaunchTemplateVersions?.[0]?.LaunchTemplateData ?? {};
  }

  /** Buckets other than the CDK's own. */
  public async buckets(): Promise<string[]> {
    const { Buckets } = await this.cli<{ Buckets: { Name: string }[] }>('s3api', 'list-buckets');
    return Buckets.map(({ Name }) => Name).filter((name) => !name.startsWith('cdk-'));
  }

  /** State of every key, by its ARN. */
  public async keys(): Promise<Record<string, string>> {
    const { Keys } = await this.cli<{ Keys: { KeyId: string }[] }>('kms', 'list-keys');
    const states: Record<string, string> = {};
    for (const { KeyId } of Keys) {
      const { KeyMetadata } = await this.cli<{ KeyMetadata: { Arn: string; KeyState: string } }>(
        'kms',
        'describe-key',
        '--key-id',
        KeyId,
      );
      states[KeyMetadata.Arn] = KeyMetadata.KeyState;
    }
    return states;
  }

  /** Names of the roles that stacks of an environment made. */
  public async roles(environment: string): Promise<string[]> {
    const { Roles } = await this.cli<{ Roles: { RoleName: string }[] }>('iam', 'list-roles');
    return Roles.map(({ RoleName }) => RoleName).filter((name) => name.startsWith(`${environment}-`));
  }

  /** Stacks other than the CDK's own, with whether they are protected. */
  public async stacks(): Promise<Record<string, boolean>> {
    const { Stacks } = await this.cli<{
      Stacks: { StackName: string; EnableTerminationProtection?: boolean }[];
    }>('cloudformation', 'describe-stacks');
    return Object.fromEntries(
      Stacks.filter(({ StackName }) => StackName !== 'CDKToolkit').map((stack) => [
        stack.StackName,
        stack.EnableTerminationProtection ?? false,
      ]),
    );
  }

  /** Resources of all stacks, by stack and logical id. */
  public async resources(): Promise<Record<string, StackResource>> {
    const found: Record<string, StackResource> = {};
    for (const stack of Object.keys(await this.stacks())) {
      const { StackResourceSummaries } = await this.cli<{ StackResourceSummaries: StackResource[] }>(
        'cloudformation',
        'list-stack-resources',
        '--stack-name',
        stack,
      );
      for (const each of StackResourceSummaries) found[`${stack}/${each.LogicalResourceId}`] = each;
    }
    return found;
  }

  /** The AWS command line. */
  public cli<T>(...args: string[]): Promise<T> {
    return new Promise((done, fail) => {
      execFile(
        'aws',
        [...args, '--output', 'json'],
        { env: this.lab.env, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) => {
          if (error === null) done(JSON.parse(stdout === '' ? '{}' : stdout) as T);
          else fail(new Error(`aws ${args.join(' ')}: ${stderr}`, { cause: error }));
        },
      );
    });
  }

  /** The objects that kubectl was asked to keep and has not been asked to delete, by `kind/name`. */
  public applied(): Record<string, KubernetesObject> {
    const folder = join(this.lab.state, 'applied');
    const objects: Record<string, KubernetesObject> = {};
    for (const file of readdirSync(folder).sort()) {
      const { args, manifest } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as KubectlCall;
      for (const object of manifest) {
        const key = `${object.kind}/${object.metadata.name}`;
        if (args[0] === 'delete') Reflect.deleteProperty(objects, key);
        else objects[key] = object;
      }
    }
    return objects;
  }

  /** Forgets what kubectl was asked: another cluster is empty. */
  public forgetApplied(): void {
    const folder = join(this.lab.state, 'applied');
    for (const file of readdirSync(folder)) rmSync(join(folder, file));
  }

  /** EKS's API; its command line would take a second for each node group. The emulator checks no signature. */
  private async eks<T>(path: string): Promise<T> {
    const scope = `${ACCOUNT}/20260101/${REGION}/eks/aws4_request`;
    const response = await fetch(`${this.lab.endpoint}/${path}`, {
      headers: { Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}

/** What follows the last slash of an ARN. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
