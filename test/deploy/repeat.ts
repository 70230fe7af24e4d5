import { Deployment } from './deployment';

/** What was deployed stays as it is. */
export function testsOfRepetition(deployment: Deployment): void {
  test('a diff with what is deployed is empty', async () => {
    const { code, output } = await deployment.cdk.diff(deployment.assembly);
    expect(output).toContain('Number of stacks with differences: 0');
    expect(output.match(/There were no differences/g)).toHaveLength(deployment.stacks.length);
    expect(code).toBe(0);
  });

  test('a second deploy changes no stack', async () => {
    const { changed, unchanged } = await deployment.cdk.deploy(deployment.assembly);
    expect(changed).toEqual([]);
    expect(unchanged).toHaveLength(deployment.stacks.length);
  });
}
