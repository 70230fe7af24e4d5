import { parseCidr } from '../network/cidr';
import { ZONES_WITHOUT_CONTROL_PLANE } from '../network/control-plane-zones';
import { DOCKER_BRIDGE, isPublic, overlapsCidr, SERVICE_RANGES } from '../network/special-ranges';
import { isAws, ResolvedEnvironment } from '../model/resolved';
import { Finding, Severity } from '../plan/plan';

/** Network settings that AWS accepts but advises against, or refuses for reasons that depend on the account. */
export function checkNetwork({ source, vpcCidr }: ResolvedEnvironment): Finding[] {
  if (!isAws(source.tier)) return [];
  const { importedVpc } = source.network ?? {};
  const ranges =
    importedVpc === undefined
      ? [{ subject: 'network.vpcCidr', cidr: vpcCidr }]
      : importedVpc.vpcCidr === undefined
        ? Object.entries(importedVpc.privateSubnetCidrs).map(([zone, cidr]) => ({
            subject: `network.importedVpc.privateSubnetCidrs.${zone}`,
            cidr,
          }))
        : [{ subject: 'network.importedVpc.vpcCidr', cidr: importedVpc.vpcCidr }];
  return [...ranges.flatMap(({ subject, cidr }) => adviceOn(subject, cidr)), ...controlPlaneZones(source)];
}

function adviceOn(subject: string, cidr: string): Finding[] {
  const range = parseCidr(cidr);
  if (range === undefined) return [];
  const found = { severity: Severity.WARNING, subject, figure: cidr };
  const service = SERVICE_RANGES.find((taken) => overlapsCidr(range, taken));
  return [
    ...(overlapsCidr(range, DOCKER_BRIDGE)
      ? [
          {
            ...found,
            code: 'network/docker-bridge',
            message:
              'the VPC overlaps the Docker bridge: hosts and services that use it cannot reach the VPC',
            allowed: `a range that does not overlap ${DOCKER_BRIDGE}`,
          },
        ]
      : []),
    ...(service === undefined
      ? []
      : [
          {
            ...found,
            code: 'network/service-range',
            message:
              'the VPC overlaps a default range of Services: clusters in other VPCs cannot reach addresses in this range',
            allowed: `a range that overlaps neither ${SERVICE_RANGES.join(' nor ')}`,
          },
        ]),
    ...(isPublic(range)
      ? [
          {
            ...found,
            code: 'network/public-range',
            message:
              'the VPC uses public addresses: pods cannot reach internet hosts with the same addresses',
            allowed: 'a private range, such as one of 10.0.0.0/8',
          },
        ]
      : []),
  ];
}

function controlPlaneZones({ region = '', zones }: ResolvedEnvironment['source']): Finding[] {
  const id = ZONES_WITHOUT_CONTROL_PLANE[region];
  if (id === undefined) return [];
  return [
    {
      code: 'network/control-plane-zone',
      severity: Severity.INFO,
      subject: 'zones',
      message: `EKS has no control plane in ${id}, whose name differs by account; creating the cluster there fails`,
      figure: [...zones].sort().join(', '),
      allowed:
        `zones whose id is not ${id}: aws ec2 describe-availability-zones --region ${region} ` +
        `--query "AvailabilityZones[?ZoneId=='${id}'].ZoneName"`,
    },
  ];
}
