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
      const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
      const pages = ec2.paginateDescribeInstances({ client }, { Filters });
      const found = (await itemsOf(pages, ({ Reservations }) => Reservations)).flatMap(
        ({ Instances = [] }) => Instances,
      );
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
      const pages = ec2.paginateDescribeVolumes({ client }, { Filters });
      for (const { VolumeType: type, Size = 0, Iops = 0 } of await itemsOf(pages, ({ Volumes }) => Volumes)) {
        const name: string = type ?? '';
        gib.set(name, (gib.get(name) ?? 0) + Size);
        if (type === 'io2') iops += Iops;
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
      const pages = ec2.paginateDescribeSnapshots({ client }, { OwnerIds: ['self'] });
      return [(await itemsOf(pages, ({ Snapshots }) => Snapshots)).length];
    },
  };
}

function networks(clients: AwsClients): UsageReader[] {
  const {
    ec2: client,
    sdk: { ec2 },
  } = clients;
  return [
    {
      quotas: [VPCS],
      action: 'ec2:DescribeVpcs',
      read: async () => [
        (await itemsOf(ec2.paginateDescribeVpcs({ client }, {}), ({ Vpcs }) => Vpcs)).length,
      ],
    },
    {
      quotas: [INTERNET_GATEWAYS],
      action: 'ec2:DescribeInternetGateways',
      read: async () => {
        const pages = ec2.paginateDescribeInternetGateways({ client }, {});
        return [(await itemsOf(pages, ({ InternetGateways }) => InternetGateways)).length];
      },
    },
    {
      quotas: [ELASTIC_IPS],
      action: 'ec2:DescribeAddresses',
      read: async () => {
        const { Addresses = [] } = await client.send(new ec2.DescribeAddressesCommand({}));
        return [Addresses.length];
      },
    },
    {
      quotas: [NAT_GATEWAYS],
      action: 'ec2:DescribeNatGateways, ec2:DescribeSubnets',
      read: async () => [await natGatewaysOfFullestZone(clients)],
    },
  ];
}

/** NAT gateways in the zone with the most. A gateway counts until it is deleted. */
async function natGatewaysOfFullestZone({ ec2: client, sdk: { ec2 } }: AwsClients): Promise<number> {
  const Filter = [{ Name: 'state', Values: ['pending', 'available', 'deleting'] }];
  const gateways = await itemsOf(
    ec2.paginateDescribeNatGateways({ client }, { Filter }),
    ({ NatGateways }) => NatGateways,
  );
  const ids = gateways.flatMap(({ SubnetId }) => SubnetId ?? []);
  if (ids.length === 0) return 0;
  const Filters = [{ Name: 'subnet-id', Values: [...new Set(ids)] }];
  const subnets = await itemsOf(
    ec2.paginateDescribeSubnets({ client }, { Filters }),
    ({ Subnets }) => Subnets,
  );
  const zoneOf = new Map(
    subnets.map(({ SubnetId = '', AvailabilityZone = '' }) => [SubnetId, AvailabilityZone]),
  );
  const counts = new Map<string, number>();
  for (const id of ids) {
    const zone = zoneOf.get(id) ?? '';
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
      const pages = ec2.paginateDescribeVpcEndpoints({ client }, {});
      const found = await itemsOf(pages, ({ VpcEndpoints }) => VpcEndpoints);
      return [
        found.filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway').length,
        found.filter(({ VpcEndpointType, VpcId }) => VpcEndpointType === 'Interface' && VpcId === vpcId)
          .length,
      ];
    },
  };
}

async function clusters({ eks: client, sdk: { eks } }: AwsClients): Promise<number> {
  return (await itemsOf(eks.paginateListClusters({ client }, {}), (page) => page.clusters)).length;
}

/** The items of all pages of an answer. */
async function itemsOf<Page, Item>(
  pages: AsyncIterable<Page>,
  pick: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(pick(page) ?? []));
  return items;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
