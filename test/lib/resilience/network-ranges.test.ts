import { Environment, Tier } from '../../../lib/model/environment';
import { resolveEnvironment } from '../../../lib/model/resolved';
import { Severity } from '../../../lib/plan/plan';
import { checkNetwork } from '../../../lib/resilience/network-ranges';
import { imported } from '../model/refuses';
import { environmentOf, prod } from '../sizing/sample';

const findings = (stated: Partial<Environment>, tier = Tier.PROD): [string, string, string | undefined][] =>
  checkNetwork(resolveEnvironment(environmentOf(tier, stated))).map(({ code, subject, figure }) => [
    code,
    subject,
    figure,
  ]);
/** A region all of whose zones have control planes. */
const elsewhere = { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] };

test.each<[string, string, string]>([
  ["Docker's bridge", '172.17.0.0/16', 'network/docker-bridge'],
  ['one of the ranges of Services', '172.20.0.0/16', 'network/service-range'],
  ['the other range of Services', '10.100.0.0/20', 'network/service-range'],
  ['public addresses', '11.0.0.0/16', 'network/public-range'],
])('GIVEN a VPC with %s WHEN planned THEN it is a warning', (_, vpcCidr, code) => {
  expect(findings({ ...elsewhere, network: { vpcCidr } })).toEqual([[code, 'network.vpcCidr', vpcCidr]]);
});

test.each(['10.0.0.0/16', '172.16.0.0/16', '192.168.0.0/16', '100.64.0.0/16', '198.19.0.0/16'])(
  'GIVEN the VPC %s WHEN planned THEN nothing is said of it',
  (vpcCidr) => {
    expect(findings({ ...elsewhere, network: { vpcCidr } })).toEqual([]);
  },
);

test('GIVEN an imported VPC WHEN planned THEN its range is judged, or else its subnets', () => {
  const vpcCidr = '172.17.0.0/16';
  expect(findings({ ...elsewhere, network: { importedVpc: { ...imported, vpcCidr } } })).toEqual([
    ['network/docker-bridge', 'network.importedVpc.vpcCidr', vpcCidr],
  ]);
  const privateSubnetCidrs = { ...imported.privateSubnetCidrs, 'us-east-1b': '172.17.0.0/20' };
  expect(
    findings({
      ...elsewhere,
      network: { importedVpc: { ...imported, vpcCidr: undefined, privateSubnetCidrs } },
    }),
  ).toEqual([
    ['network/docker-bridge', 'network.importedVpc.privateSubnetCidrs.us-east-1b', '172.17.0.0/20'],
  ]);
});

test.each([
  ['us-east-1', 'use1-az3'],
  ['us-west-1', 'usw1-az2'],
  ['ca-central-1', 'cac1-az3'],
])('GIVEN zones of %s WHEN planned THEN the finding says how to look for %s', (region, id) => {
  const zones = ['a', 'b', 'd'].map((letter) => region + letter);
  const [finding] = checkNetwork(resolveEnvironment(prod({ region, zones })));
  expect(finding).toMatchObject({ severity: Severity.INFO, subject: 'zones', figure: zones.join(', ') });
  expect(finding?.allowed).toContain(`describe-availability-zones --region ${region}`);
  expect(finding?.allowed).toContain(id);
});

test('GIVEN a cluster of somebody else WHEN planned THEN nothing is said of AWS', () => {
  expect(findings({}, Tier.LOCAL)).toEqual([]);
});
