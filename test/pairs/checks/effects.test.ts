import { VolumeType } from '../../../lib/catalog/volume-type';
import { lockOf } from '../../../lib/lock/lock-of-plan';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { BASE, overriding, withFigures } from '../../lib/diff/changes';
import { KubernetesObject, Resource } from '../../stacks/template';
import { Output } from '../output';
import { problemsOf } from '../verdict';
import { objects, template } from './neighbours';
import { realEffects } from './real-effects';

const plan = planPlatform(BASE);

type Resources = Readonly<Record<string, Resource>>;

/** An output whose stacks and objects are made by hand. */
function output(resources: Resources, list: readonly KubernetesObject[] = [], of: Plan = plan): Output {
  return { environment: BASE, plan: of, stacks: { Cluster: template(resources) }, objects: objects(...list) };
}

function group(path: string, properties: Readonly<Record<string, unknown>> = {}): Resource {
  return {
    Type: 'AWS::EKS::Nodegroup',
    Properties: { InstanceTypes: ['m7g.large'], Version: '1.35', ...properties },
    Metadata: { 'aws:cdk:path': `base/Cluster/Nodes/${path}/Resource` },
  };
}

function launchTemplate(path: string, data: string): Resource {
  return {
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: { LaunchTemplateData: { UserData: data } },
    Metadata: { 'aws:cdk:path': `base/Cluster/Nodes/${path}/LaunchTemplate/Resource` },
  };
}

function volume(properties: Readonly<Record<string, unknown>>): Resource {
  const tags = { Tags: [{ Key: 'cdk-hadoop:claim', Value: 'data-namenode-1a-0' }] };
  return { Type: 'AWS::EC2::Volume', Properties: { Size: 10, Iops: 3_000, ...tags, ...properties } };
}

function set(spec: Readonly<Record<string, unknown>>): KubernetesObject {
  return { kind: 'StatefulSet', metadata: { name: 'datanode-1a', namespace: plan.namespace }, spec };
}

const cluster = (version: string): Resource => ({
  Type: 'AWS::EKS::Cluster',
  Properties: { Version: version },
});
const subnet = (range: string): Resource => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: 'vpc-1', CidrBlock: range },
});

const first = group('datanode/1a');
const second = group('datanode/g2/1a', { InstanceTypes: ['m8g.large'] });

/** Two outputs, and what leads from one to the other. */
const WRONG: readonly (readonly [string, Output, Output, readonly string[]])[] = [
  [
    'more pods',
    output({}, [set({ replicas: 1 })]),
    output({}, [set({ replicas: 2 })]),
    ['pods added datanode-1a'],
  ],
  ['fewer pods', output({}, [set({ replicas: 2 })]), output({}, []), ['pods removed datanode-1a']],
  [
    'another template',
    output({}, [set({ template: 1 })]),
    output({}, [set({ template: 2 })]),
    ['restart datanode-1a'],
  ],
  [
    'another machine without a lock',
    output({ A: first }),
    output({ A: group('datanode/1a', { InstanceTypes: ['m8g.large'] }) }),
    ['nodes replaced datanode-1a'],
  ],
  [
    'another generation, and the old one at once gone',
    output({ A: first }),
    output({ B: second }),
    ['nodes replaced datanode-1a'],
  ],
  [
    'another generation, and the old one stays',
    output({ A: first }),
    output({ A: first, B: second }),
    ['nodes added datanode-1a'],
  ],
  [
    'an old generation that is retired',
    output({ A: first, B: second }),
    output({ B: second }),
    ['nodes removed datanode-1a'],
  ],
  [
    'another launch template of the first generation',
    output({ A: first, T: launchTemplate('datanode', 'a') }),
    output({ A: first, T: launchTemplate('datanode', 'b') }),
    ['nodes rolled datanode-1a'],
  ],
  [
    'another launch template of a later generation',
    output({ B: second, T: launchTemplate('datanode/g2', 'a') }),
    output({ B: second, T: launchTemplate('datanode/g2', 'b') }),
    ['nodes rolled datanode-1a'],
  ],
  [
    'newer nodes',
    output({ A: first }),
    output({ A: group('datanode/1a', { Version: '1.36' }) }),
    ['nodes upgraded'],
  ],
  [
    'a newer control plane',
    output({ C: cluster('1.35') }),
    output({ C: cluster('1.36') }),
    ['another Kubernetes'],
  ],
  [
    'another subnet',
    output({ S: subnet('10.0.0.0/20') }),
    output({ S: subnet('10.0.16.0/20') }),
    ['another network'],
  ],
  [
    'a larger volume with more operations',
    output({ V: volume({}) }),
    output({ V: volume({ Size: 20, Iops: 4_000 }) }),
    ['volumes grow: data of namenode', 'volumes modified: data of namenode'],
  ],
  [
    'a smaller volume',
    output({ V: volume({ Size: 20 }) }),
    output({ V: volume({}) }),
    ['volumes shrink: data of namenode'],
  ],
];

describe.each(WRONG)('%s', (_name, before, after, effects) => {
  test('is seen in the outputs', () => {
    expect(realEffects(before, after)).toEqual(effects);
  });

  test('is a problem where the plans do not differ', () => {
    const problems = problemsOf(before, after);
    expect(problems).toEqual(expect.arrayContaining(effects.map((effect) => `not named: ${effect}`)));
  });
});

const lock = lockOf(plan);
const larger = overriding('datanode', { instanceType: 'm8g.8xlarge' });
const moving = planPlatform(larger, { lock });
const retired = planPlatform(larger, { lock: { ...lockOf(moving), retiring: [] } });

test.each<[string, Plan, Plan, string]>([
  [
    'more pods',
    plan,
    planPlatform(withFigures('datanode', { replicasPerZone: 4 })),
    'pods added datanode-1a',
  ],
  ['other pods', plan, planPlatform(withFigures('datanode', { handlers: 77 })), 'restart datanode-1a'],
  ['other nodes', plan, planPlatform(larger), 'nodes replaced datanode-1a'],
  ['new nodes', plan, moving, 'nodes added datanode-1a'],
  ['no old nodes', moving, retired, 'nodes removed datanode-1a'],
  ['newer nodes', plan, planPlatform({ ...BASE, cluster: { kubernetesVersion: '1.36' } }), 'nodes upgraded'],
  [
    'larger volumes',
    plan,
    planPlatform(withFigures('namenode', { dataGiB: 900 })),
    'volumes grow: data of namenode',
  ],
  [
    'volumes of another type',
    plan,
    planPlatform(overriding('namenode', { volumeType: VolumeType.IO2 })),
    'volumes modified: data of namenode',
  ],
])('%s that a plan names and no output has are a problem', (_name, before, after, effect) => {
  const problems = problemsOf(output({}, [], before), output({}, [], after));
  expect(problems).toContain(`not real: ${effect}`);
});
