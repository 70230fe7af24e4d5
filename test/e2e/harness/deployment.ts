import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DescribeVolumesCommand, EC2Client, Volume } from '@aws-sdk/client-ec2';
import { PRODUCT_VERSIONS } from '../../../lib/plan/versions';
import { Environment } from '../../../lib/model/environment';
import { assemble, distributionCache } from '../../../scripts/distributions/assemble';
import { writeContext } from '../../../scripts/distributions/contexts';
import { CdkProgram, DEPLOY_FLAGS } from '../../deploy/cdk-program';
import { progress } from '../../deploy/progress';
import { DESCRIPTION_CONTEXT } from '../deployed-app';
import { ACCOUNT, deployedEnvironment, REGION } from '../deployed-environment';
import { CloudLab } from './cloud-lab';
import { succeed } from './command';

const APP = 'node --import tsx test/e2e/deployed-app.ts';

/** Directory of the cloud: one at a time on a machine, as of the test bed. */
function cloudDirectory(): string {
  const cache = process.env.XDG_CACHE_HOME ?? '';
  return join(cache === '' ? join(homedir(), '.cache') : cache, 'cdk-hadoop', 'e2e-cloud');
}

/** The platform as the CDK deploys it, into the test bed's cloud. */
export class Deployment {
  /** The one that was begun on this machine, if there is one. */
  public static find(): Deployment | undefined {
    const cloud = CloudLab.find(cloudDirectory());
    return cloud === undefined ? undefined : new Deployment(cloud);
  }

  public static async prepare(): Promise<Deployment> {
    const cloud = await progress('preparing the programs of the cloud', () =>
      CloudLab.prepare(cloudDirectory()),
    );
    return new Deployment(cloud);
  }

  private constructor(public readonly cloud: CloudLab) {}

  /** What is deployed, or was synthesized to be. */
  public get environment(): Environment {
    return JSON.parse(readFileSync(this.description, 'utf8')) as Environment;
  }

  /** Boots the nodes, and prepares the account. */
  public async start(): Promise<void> {
    const images = join(this.cloud.state, 'images');
    await progress('build contexts of the images, from Maven Central where they are not there', async () => {
      mkdirSync(images);
      for (const name of ['zookeeper', 'hadoop', 'hbase'] as const)
        writeContext(images, await assemble(name, PRODUCT_VERSIONS, distributionCache()));
    });
    const base = await progress('base image', () => this.cloud.baseImage());
    await this.synth(deployedEnvironment(images, base));
    await this.boot();
    await progress('cdk bootstrap', () =>
      this.cdk.must(['bootstrap', `aws://${ACCOUNT}/${REGION}`, '--app', this.assembly]),
    );
  }

  /** Boots the nodes of what was synthesized, as EKS does for node groups: into a cluster that knows nothing yet. */
  public async boot(): Promise<void> {
    await progress('booting the nodes of the node groups', () => this.cloud.up(this.assembly));
  }

  public async synth(environment: Environment): Promise<void> {
    writeFileSync(this.description, JSON.stringify(environment, undefined, 2));
    rmSync(this.assembly, { recursive: true, force: true });
    await progress('cdk synth', () =>
      this.cdk.must([
        'synth',
        '--quiet',
        '--app',
        APP,
        '--output',
        this.assembly,
        '--context',
        `${DESCRIPTION_CONTEXT}=${this.description}`,
      ]),
    );
  }

  /** Deploys all stacks, and tells the names of those that changed. */
  public async deploy(environment: Environment = this.environment): Promise<string[]> {
    await this.synth(environment);
    const { output } = await progress('cdk deploy', () =>
      this.cdk.must(['deploy', `${environment.name}/*`, '--app', this.assembly, ...DEPLOY_FLAGS]),
    );
    return [...output.matchAll(/✅ {2}(\S+) \(\S+\)( \(no changes\))?/g)]
      .filter((match) => match[2] === undefined)
      .map((match) => match[1] ?? '');
  }

  /** Destroys stacks by their ids, and those that depend on them. */
  public async destroy(stacks: readonly string[]): Promise<void> {
    const { name } = this.environment;
    const paths = stacks.map((stack) => `${name}/${stack}`);
    await progress(`cdk destroy ${paths.join(' ')}`, () =>
      this.cdk.must(['destroy', ...paths, '--app', this.assembly, '--force']),
    );
  }

  /** Takes away what is left of a cluster whose stack was destroyed, and boots nodes for the next one. */
  public async loseCluster(): Promise<void> {
    await progress('taking the cluster away', () => this.cloud.loseCluster());
    await this.boot();
  }

  /** Runs commands of the shell, as somebody with credentials for the account. */
  public shell(script: string): Promise<string> {
    return succeed('bash', ['-euo', 'pipefail', '-c', script], { env: this.cloud.env, timeoutSeconds: 120 });
  }

  /** All EBS volumes of the account. */
  public async volumes(): Promise<Volume[]> {
    const { AWS_ENDPOINT_URL: endpoint = '' } = this.cloud.env;
    const ec2 = new EC2Client({
      region: REGION,
      endpoint,
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'lab' },
    });
    const { Volumes } = await ec2.send(new DescribeVolumesCommand({}));
    return Volumes ?? [];
  }

  private get description(): string {
    return join(this.cloud.state, 'description.json');
  }

  private get assembly(): string {
    return join(this.cloud.state, 'cdk.out');
  }

  private get cdk(): CdkProgram {
    return new CdkProgram(this.cloud);
  }
}
