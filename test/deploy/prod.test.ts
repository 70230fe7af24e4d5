import { StackResource } from './aws-api';
import { templatesOf } from './cdk-cli';
import { Deployment, describeDeployment } from './deployment';
import { dataOf, expectDataAlone, testOfDeployment } from './life-cycle';
import { expectPersistentVolumes, nodeGroupsOf, testsOfWhatIsThere, volumesByClaim } from './read-back';
import { testsOfRepetition } from './repeat';
import { Variation } from './variation';

/** Not what the planner chooses, and large enough. */
const OTHER_DATANODE_TYPE = 'm6g.8xlarge';

const TAGS = { team: 'data-platform', 'cost-center': '4711', stage: 'prod' };

describeDeployment({ environment: 'prod', changes: { tags: TAGS } }, (deployment) => {
  testOfDeployment(deployment);
  testsOfWhatIsThere(deployment);
  testsOfRepetition(deployment);

  test('naming the zones and the keys of all maps the other way round changes no byte of any template', async () => {
    const { cdk, variation, assembly } = deployment;
    const reversed = await cdk.synth({ ...variation, reversed: true });
    expect(templatesOf(reversed)).toEqual(templatesOf(assembly));
  });

  test('another instance type for DataNodes replaces the node groups of DataNodes, and nothing else', async () => {
    const { cdk, plan } = deployment;
    const pool = plan.pools.find(({ groups }) => groups.includes('datanode'))!;
    expect(pool.groups).toEqual(['datanode']);
    expect(pool.instanceType).not.toBe(OTHER_DATANODE_TYPE);
    const before = await snapshot(deployment);

    await cdk.deploy(await cdk.synth(withOtherDataNodes(deployment.variation)));

    const after = await snapshot(deployment);
    const replaced = Object.keys(before.groups).filter((key) => before.groups[key] !== after.groups[key]);
    const expected = pool.zones.map(({ zone }) => `${pool.name}-${zone}`);
    expect(replaced.sort()).toEqual(expected.sort());
    expect(Object.keys(after.groups).sort()).toEqual(Object.keys(before.groups).sort());
    expect(changed(before.resources, after.resources)).toEqual(
      expected.map(() => expect.stringContaining('AWS::EKS::Nodegroup') as string),
    );
    expect(after.data).toEqual(before.data);
    const types = Object.entries(await nodeGroupsOf(deployment))
      .filter(([key]) => expected.includes(key))
      .flatMap(([, { instanceTypes }]) => instanceTypes);
    expect(new Set(types)).toEqual(new Set([OTHER_DATANODE_TYPE]));
  });

  test('protected stacks refuse to be destroyed', async () => {
    const { aws, cdk, assembly, stacks } = deployment;
    const protectedStacks = Object.fromEntries(stacks.map((stack) => [stack, true]));
    expect(await aws.stacks()).toEqual(protectedStacks);

    const { code, output } = await cdk.tryToDestroy(assembly);

    expect(code).not.toBe(0);
    expect(output).toContain('cannot be deleted while TerminationProtection is enabled');
    expect(await aws.stacks()).toEqual(protectedStacks);
  });

  test('a cluster that is destroyed and made anew around the data finds every volume again', async () => {
    const { aws, cdk, assembly, stacks } = deployment;
    const data = await dataOf(deployment);
    const claims = await volumesByClaim(deployment);

    await unprotect(deployment);
    await cdk.destroy(assembly, 'Cluster');
    expect(Object.keys(await aws.stacks()).sort()).toEqual([
      `${deployment.name}-Data`,
      `${deployment.name}-Network`,
    ]);
    expect(await aws.clusters()).toEqual([]);
    // A PersistentVolume would wait for its claim, a namespace for all that is in it, and kubectl for both.
    // ConfigMaps of former revisions are never pruned.
    const left = new Set(Object.values(aws.applied()).map(({ kind }) => kind));
    left.delete('ConfigMap');
    expect(left).toEqual(new Set(['Namespace', 'PersistentVolume']));
    aws.forgetApplied();

    await cdk.deploy(assembly);
    expect(await volumesByClaim(deployment)).toEqual(claims);
    await expectPersistentVolumes(deployment);
    // The key of the old cluster's secrets is kept beside that of the new one.
    expect(await dataOf(deployment)).toMatchObject(data);
    // A deploy protects what an operator had to unprotect.
    expect(await aws.stacks()).toEqual(Object.fromEntries(stacks.map((stack) => [stack, true])));
  });

  test('destroying everything keeps every volume, bucket and key, and nothing else', async () => {
    const { cdk, assembly } = deployment;
    const data = await dataOf(deployment);

    await unprotect(deployment);
    await cdk.destroy(assembly);

    await expectDataAlone(deployment, data);
  });
});

/** What a change must leave alone, unless it is about it. */
async function snapshot(deployment: Deployment): Promise<{
  readonly groups: Record<string, string>;
  readonly resources: Record<string, StackResource>;
  readonly data: unknown;
}> {
  const groups = await nodeGroupsOf(deployment);
  return {
    groups: Object.fromEntries(Object.entries(groups).map(([key, group]) => [key, group.nodegroupName])),
    resources: await deployment.aws.resources(),
    data: await dataOf(deployment),
  };
}

/** Resources that came, went, or have another physical id. */
function changed(before: Record<string, StackResource>, after: Record<string, StackResource>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => before[key]?.PhysicalResourceId !== after[key]?.PhysicalResourceId)
    .map((key) => `${(after[key] ?? before[key])?.ResourceType ?? ''} ${key}`);
}

function withOtherDataNodes(variation: Variation): Variation {
  const overrides = { datanode: { instanceType: OTHER_DATANODE_TYPE } };
  return { ...variation, changes: { ...variation.changes, overrides } };
}

async function unprotect({ aws }: Deployment): Promise<void> {
  for (const stack of Object.keys(await aws.stacks())) {
    await aws.cli(
      'cloudformation',
      'update-termination-protection',
      '--stack-name',
      stack,
      '--no-enable-termination-protection',
    );
  }
}
