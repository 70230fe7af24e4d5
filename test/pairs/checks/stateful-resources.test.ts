import { Resource } from '../../stacks/template';
import { template } from './neighbours';
import { nodeGroupsAtOnce } from './node-groups';
import { statefulChanges } from './stateful-resources';

const NOTHING = { replaced: [], deleted: [], retainedClaims: [] };

function volume(properties: Readonly<Record<string, unknown>>, policy = 'Retain'): Resource {
  return {
    Type: 'AWS::EC2::Volume',
    Properties: {
      Size: 10,
      AvailabilityZone: 'us-east-1a',
      Tags: [{ Key: 'cdk-hadoop:claim', Value: 'data-x-0' }],
      ...properties,
    },
    DeletionPolicy: policy,
    UpdateReplacePolicy: policy,
  };
}

const before = { Data: template({ Volume: volume({}) }) };

test.each([
  ['a larger volume is the same one', { Volume: volume({ Size: 20 }) }, NOTHING],
  [
    'a volume of another zone is another one',
    { Volume: volume({ AvailabilityZone: 'us-east-1b' }) },
    { ...NOTHING, replaced: ['Data/Volume AWS::EC2::Volume'] },
  ],
  [
    'a volume of another id is another one',
    { Other: volume({}) },
    { ...NOTHING, replaced: ['Data/Volume AWS::EC2::Volume'], retainedClaims: ['data-x-0'] },
  ],
  ['a volume that is left out is retained', {}, { ...NOTHING, retainedClaims: ['data-x-0'] }],
])('%s', (_what, resources, expected) => {
  expect(statefulChanges(before, { Data: template(resources) })).toEqual(expected);
});

test('a volume that only its replacement would retain is deleted', () => {
  const careless = { ...volume({}), DeletionPolicy: 'Delete' };
  const { deleted } = statefulChanges({ Data: template({ Volume: careless }) }, { Data: template({}) });
  expect(deleted).toEqual(['Data/Volume AWS::EC2::Volume']);
});

test('a cluster is never replaced by the way', () => {
  const cluster = (name: string): Resource => ({ Type: 'AWS::EKS::Cluster', Properties: { Name: name } });
  const changes = statefulChanges(
    { Cluster: template({ Cluster: cluster('a') }) },
    { Cluster: template({ Cluster: cluster('b') }) },
  );
  expect(changes.replaced).toEqual(['Cluster/Cluster AWS::EKS::Cluster']);
});

test('node groups that take the place of others are there with them, those that are only larger are not', () => {
  const group = (type: string, size: number): Resource => ({
    Type: 'AWS::EKS::Nodegroup',
    Properties: { InstanceTypes: [type], ScalingConfig: { DesiredSize: size } },
  });
  const old = {
    Cluster: template({ A: group('m7g.large', 1), B: group('m7g.large', 1), Gone: group('m7g.large', 1) }),
  };
  const now = {
    Cluster: template({ A: group('m8g.large', 1), B: group('m7g.large', 2), New: group('m7g.large', 1) }),
  };
  expect(nodeGroupsAtOnce(old, now)).toBe(4 + 1);
  expect(nodeGroupsAtOnce(old, old)).toBe(3);
});
