import { Deployment } from './deployment';

/** What must outlive stacks. */
export interface Data {
  /** Volumes by id, with all that the API tells of them. */
  readonly volumes: Record<string, unknown>;
  readonly buckets: string[];
  /** State of every key. */
  readonly keys: Record<string, string>;
}

/** The first test of each environment: all others are about what it deployed. */
export function testOfDeployment(deployment: Deployment): void {
  test('every stack deploys', async () => {
    const { changed } = await deployment.cdk.deploy(deployment.assembly);
    expect(changed).toHaveLength(deployment.stacks.length);
    expect(Object.keys(await deployment.aws.stacks()).sort()).toEqual([...deployment.stacks].sort());
  });
}

/** The data that is there; there is some. */
export async function dataOf({ aws }: Deployment): Promise<Data> {
  const volumes = Object.fromEntries((await aws.volumes()).map((volume) => [volume.VolumeId ?? '', volume]));
  const data = { volumes, buckets: await aws.buckets(), keys: await aws.keys() };
  for (const part of Object.values(data)) expect(Object.keys(part)).not.toEqual([]);
  return data;
}

/** All data is as it was, and of the stacks nothing else is left. */
export async function expectDataAlone(deployment: Deployment, data: Data): Promise<void> {
  const { aws } = deployment;
  expect(await aws.stacks()).toEqual({});
  expect(await aws.clusters()).toEqual([]);
  expect(await aws.vpcs()).toEqual([]);
  expect(await aws.natGatewayZones()).toEqual([]);
  expect(await aws.roles(deployment.name)).toEqual([]);

  expect(await dataOf(deployment)).toEqual(data);
  expect(new Set(Object.values(data.keys))).toEqual(new Set(['Enabled']));
}
