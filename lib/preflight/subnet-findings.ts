import { InstanceCatalog } from '../catalog/instance-catalog';
import { NodeKind } from '../model/overrides';
import { Plan, Severity, ZonePlan } from '../plan/plan';
import { countText } from '../text/number';
import { SubnetFacts } from './account-facts';
import { finding, PreflightFinding } from './preflight-finding';

/**
 * Number of free addresses that EKS requires in each subnet of a cluster.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#network-requirements-subnets
 */
const EKS_ADDRESSES = 6;

/**
 * Minimum number of interfaces per node whose addresses the VPC CNI allocates: one in use, and one in reserve.
 * @see https://github.com/aws/amazon-vpc-cni-k8s `WARM_ENI_TARGET`
 */
const INTERFACES = 2;

/**
 * Tag that internal load balancers of a Service use to find private subnets.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
const INTERNAL_LOAD_BALANCERS = 'kubernetes.io/role/internal-elb';

/** What to check imported subnets against. */
export interface SubnetOptions {
  /** The VPC in the description. */
  readonly vpcId: string;
  /** Whether pods use addresses from other subnets (custom networking). */
  readonly podsElsewhere: boolean;
  /** Whether the platform is already deployed and has its addresses. */
  readonly deployed: boolean;
}

/** Checks that the imported subnets match the description and have enough free addresses for the platform. */
export function subnetFindings(
  plan: Plan,
  subnets: readonly SubnetFacts[],
  options: SubnetOptions,
): PreflightFinding[] {
  return plan.zones.flatMap((zone): PreflightFinding[] => {
    const { subnetId } = zone;
    if (subnetId === undefined) return [];
    const field = `subnet ${subnetId} of ${zone.name}`;
    const subnet = subnets.find(({ id }) => id === subnetId);
    if (subnet === undefined) {
      return [finding(Severity.ERROR, 'subnets/absent', field, 'does not exist', 'a subnet of the account')];
    }
    return [
      ...differing(field, 'subnets/vpc', 'VPC', subnet.vpcId, options.vpcId),
      ...differing(field, 'subnets/zone', 'zone', subnet.zone, zone.name),
      ...differing(field, 'subnets/cidr', 'range', subnet.cidr, zone.subnetCidr ?? subnet.cidr),
      ...(options.deployed ? [] : addressFindings(plan, zone, subnet, field, options)),
      ...tagFindings(subnet, field),
    ];
  });
}

function differing(
  field: string,
  code: string,
  what: string,
  is: string,
  planned: string,
): PreflightFinding[] {
  if (is === planned) return [];
  return [finding(Severity.ERROR, code, field, `its ${what} is ${is}`, `${planned}, as in the description`)];
}

function addressFindings(
  plan: Plan,
  zone: ZonePlan,
  { freeAddresses }: SubnetFacts,
  field: string,
  { podsElsewhere }: SubnetOptions,
): PreflightFinding[] {
  const groups = plan.pools
    .filter(({ kind }) => kind !== NodeKind.HYBRID)
    .map(({ instanceType = '', zones }) => ({
      nodes: zones.find(({ zone: key }) => key === zone.key)?.maxNodes ?? 0,
      addresses: podsElsewhere
        ? 1
        : INTERFACES * (InstanceCatalog.default().find(instanceType)?.ipv4PerEni ?? 0),
    }));
  const nodes = groups.reduce((sum, group) => sum + group.nodes, 0);
  const pods = podsElsewhere
    ? 0
    : plan.roles.reduce(
        (sum, { zones }) => sum + (zones.find(({ zone: key }) => key === zone.key)?.replicas ?? 0),
        0,
      );
  const least = nodes + pods + EKS_ADDRESSES;
  const usual = groups.reduce((sum, group) => sum + group.nodes * group.addresses, 0) + EKS_ADDRESSES;
  if (freeAddresses >= Math.max(least, usual)) return [];
  const enough = freeAddresses >= least;
  return [
    finding(
      enough ? Severity.WARNING : Severity.ERROR,
      enough ? 'subnets/tight' : 'subnets/full',
      field,
      `${countText(freeAddresses)} free addresses`,
      enough
        ? `${countText(usual)}: the VPC CNI keeps an interface with all its addresses in reserve on each node`
        : `${countText(least)} or more: ${nodes} nodes, ${pods} pods, and ${EKS_ADDRESSES} for EKS`,
    ),
  ];
}

function tagFindings({ id, tags }: SubnetFacts, field: string): PreflightFinding[] {
  if (['1', ''].includes(tags[INTERNAL_LOAD_BALANCERS] ?? 'none')) return [];
  return [
    {
      ...finding(
        Severity.WARNING,
        'subnets/tags',
        field,
        `has no tag ${INTERNAL_LOAD_BALANCERS}`,
        `${INTERNAL_LOAD_BALANCERS}=1, which internal load balancers use to find it`,
      ),
      remedy: `aws ec2 create-tags --resources ${id} --tags Key=${INTERNAL_LOAD_BALANCERS},Value=1`,
    },
  ];
}
