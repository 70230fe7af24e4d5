import type { Instance } from '@aws-sdk/client-ec2';
import { InstanceCatalog } from '../../lib/catalog/instance-catalog';
import { VolumeType } from '../../lib/catalog/volume-type';
import {
  CLUSTERS,
  ELASTIC_IPS,
  GATEWAY_ENDPOINTS,
  INTERFACE_ENDPOINTS,
  INTERNET_GATEWAYS,
  NAT_GATEWAYS,
  NODE_GROUPS,
  NODES_PER_GROUP,
  ON_DEMAND_VCPUS,
  PROVISIONED_IOPS,
  ServiceQuota,
  SPOT_VCPUS,
  VOLUME_SNAPSHOTS,
  VOLUME_STORAGE,
  VPCS,
} from '../../lib/quotas/service-quotas';
import { isStandard } from '../../lib/quotas/standard-instances';
import { AwsClients } from './aws-clients';

/** Counts resources in an account. */
export interface UsageReader {
  /** Quotas that the resources count against. */
  readonly quotas: readonly ServiceQuota[];
  /** The IAM action. */
  readonly action: string;
  /** Amounts, in the order of the quotas. */
  readonly read: () => Promise<readonly number[]>;
}

/** How to count the use of each quota. */
export function usageReaders(clients: AwsClients, vpcId: string | undefined): UsageReader[] {
  return [
    instances(clients),
    volumes(clients),
    snapshots(clients),
    ...networks(clients),
    endpoints(clients, vpcId),
    { quotas: [CLUSTERS], action: 'eks:ListClusters', read: async () => [await clusters(clients)] },
    // Quotas per cluster or node group: other clusters and groups do not count.
    { quotas: [NODE_GROUPS, NODES_PER_GROUP], action: '', read: () => Promise.resolve([0, 0]) },
  ];
}

/** Running and starting instances count; stopped ones do not. */
function instances({ ec2: client, sdk: { ec2 } }: AwsClients): UsageReader {
  return {
    quotas: [ON_DEMAND_VCPUS, SPOT_VCPUS],
    action: 'ec2:DescribeInstances',
    read: async () => {
      const found: Instance[] = [];
      const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
      for await (const { Reservations = [] } of ec2.paginateDescribeInstances({ client }, { Filters })) {
        found.push(...Reservations.flatMap(({ Instances = [] }) => Instances));
      }
      const standard = found.filter(
        ({ InstanceType }) => InstanceType !== undefined && isStandard(InstanceType),
      );
      const isSpot = ({ InstanceLifecycle }: Instance): boolean => InstanceLifecycle === 'spot';
      return [
        sum(standard.filter((instance) => !isSpot(instance)).map(vcpus)),
        sum(standard.filter(isSpot).map(vcpus)),
      ];
    },
  };
}

function vcpus({ CpuOptions, InstanceType }: Instance): number {
  const { CoreCount, ThreadsPerCore } = CpuOptions ?? {};
  return CoreCount === undefined || ThreadsPerCore === undefined
    ? (InstanceCatalog.default().find(InstanceType ?? '')?.vcpu ?? 0)
    : CoreCount * ThreadsPerCore;
}

function volumes({ ec2: client, sdk: { ec2 } }: AwsClients): UsageReader {
  const types = Object.values(VolumeType);
  return {
    quotas: [...types.map((type) => VOLUME_STORAGE[type]), PROVISIONED_IOPS],
    action: 'ec2:DescribeVolumes',
    read: async () => {
      const gib = new Map<string, number>();
      let iops = 0;
      const Filters = [{ Name: 'volume-type', Values: types }];
      for await (const { Volumes = [] } of ec2.paginateDescribeVolumes({ client }, { Filters })) {
        for (const { VolumeType: type, Size = 0, Iops = 0 } of Volumes) {
          const name: string = type ?? '';
          gib.set(name, (gib.get(name) ?? 0) + Size);
          if (type === 'io2') iops += Iops;
        }
      }
      return [...types.map((type) => (gib.get(type) ?? 0) / 1024), iops];
    },
  };
}

function snapshots({ ec2: client, sdk: { ec2 } }: AwsClients): UsageReader {
  return {
    quotas: [VOLUME_SNAPSHOTS],
    action: 'ec2:DescribeSnapshots',
    read: async () => {
      let count = 0;
      for await (const page of ec2.paginateDescribeSnapshots({ client }, { OwnerIds: ['self'] })) {
        count += page.Snapshots?.length ?? 0;
      }
      return [count];
    },
  };
}

function networks({ ec2: client, sdk: { ec2 } }: AwsClients): UsageReader[] {
  const vpcs = async (): Promise<number> => {
    let count = 0;
    for await (const { Vpcs = [] } of ec2.paginateDescribeVpcs({ client }, {})) count += Vpcs.length;
    return count;
  };
  const gateways = async (): Promise<number> => {
    let count = 0;
    for await (const page of ec2.paginateDescribeInternetGateways({ client }, {})) {
      count += page.InternetGateways?.length ?? 0;
    }
    return count;
  };
  const addresses = async (): Promise<number> => {
    const { Addresses = [] } = await client.send(new ec2.DescribeAddressesCommand({}));
    return Addresses.length;
  };
  return [
    { quotas: [VPCS], action: 'ec2:DescribeVpcs', read: async () => [await vpcs()] },
    {
      quotas: [INTERNET_GATEWAYS],
      action: 'ec2:DescribeInternetGateways',
      read: async () => [await gateways()],
    },
    { quotas: [ELASTIC_IPS], action: 'ec2:DescribeAddresses', read: async () => [await addresses()] },
    {
      quotas: [NAT_GATEWAYS],
      action: 'ec2:DescribeNatGateways, ec2:DescribeSubnets',
      read: async () => [await natGatewaysOfFullestZone({ client, ec2 })],
    },
  ];
}

/** NAT gateways in the zone with the most. A gateway counts until it is deleted. */
async function natGatewaysOfFullestZone({
  client,
  ec2,
}: {
  client: AwsClients['ec2'];
  ec2: AwsClients['sdk']['ec2'];
}): Promise<number> {
  const subnets: string[] = [];
  const Filter = [{ Name: 'state', Values: ['pending', 'available', 'deleting'] }];
  for await (const { NatGateways = [] } of ec2.paginateDescribeNatGateways({ client }, { Filter })) {
    subnets.push(...NatGateways.flatMap(({ SubnetId }) => SubnetId ?? []));
  }
  if (subnets.length === 0) return 0;
  const zoneOf = new Map<string, string>();
  const Filters = [{ Name: 'subnet-id', Values: [...new Set(subnets)] }];
  for await (const { Subnets = [] } of ec2.paginateDescribeSubnets({ client }, { Filters })) {
    for (const { SubnetId = '', AvailabilityZone = '' } of Subnets) zoneOf.set(SubnetId, AvailabilityZone);
  }
  const counts = new Map<string, number>();
  for (const subnet of subnets) {
    const zone = zoneOf.get(subnet) ?? '';
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

/** Gateway endpoints of the Region, and interface endpoints of an imported VPC. A new VPC has no endpoints yet. */
function endpoints({ ec2: client, sdk: { ec2 } }: AwsClients, vpcId: string | undefined): UsageReader {
  return {
    quotas: [GATEWAY_ENDPOINTS, INTERFACE_ENDPOINTS],
    action: 'ec2:DescribeVpcEndpoints',
    read: async () => {
      let gateway = 0;
      let own = 0;
      for await (const { VpcEndpoints = [] } of ec2.paginateDescribeVpcEndpoints({ client }, {})) {
        gateway += VpcEndpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway').length;
        own += VpcEndpoints.filter(
          ({ VpcEndpointType, VpcId }) => VpcEndpointType === 'Interface' && VpcId === vpcId,
        ).length;
      }
      return [gateway, own];
    },
  };
}

async function clusters({ eks: client, sdk: { eks } }: AwsClients): Promise<number> {
  let count = 0;
  for await (const page of eks.paginateListClusters({ client }, {})) count += page.clusters?.length ?? 0;
  return count;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
