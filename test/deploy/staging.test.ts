import { describeDeployment } from './deployment';
import { testsOfWhatIsThere } from './read-back';
import { testsOfRepetition } from './repeat';
import { dataOf, expectDataAlone, testOfDeployment } from './life-cycle';

/** Reachable from named ranges, administered by named roles. */
const CLUSTER = { publicAccessCidrs: ['203.0.113.0/24'], adminRoles: ['PlatformAdmin', 'OnCall'] };

describeDeployment({ environment: 'staging', changes: { cluster: CLUSTER } }, (deployment) => {
  testOfDeployment(deployment);
  testsOfWhatIsThere(deployment);
  testsOfRepetition(deployment);

  test('neither network nor cluster nor data can be taken from below what stands on it', async () => {
    const { cdk, aws, assembly } = deployment;
    const stacks = await aws.stacks();
    for (const stack of ['Network', 'Cluster', 'Data']) {
      const { code, output } = await cdk.tryToDestroy(assembly, stack, true);
      expect(code).not.toBe(0);
      expect(output).toMatch(/Export \S+ is imported by stack staging-/);
    }
    expect(await aws.stacks()).toEqual(stacks);
  });

  test('destroying everything keeps every volume, bucket and key, and nothing else', async () => {
    const { cdk, assembly } = deployment;
    const data = await dataOf(deployment);

    await cdk.destroy(assembly);

    await expectDataAlone(deployment, data);
  });
});
