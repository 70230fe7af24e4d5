import { Environment } from '../../lib/model/environment';
import { Plan } from '../../lib/plan/plan';
import { planPlatform } from '../../lib/planner/planner';
import { AwsApi, Cluster } from './aws-api';
import { Assembly, CdkCli } from './cdk-cli';
import { findLab } from './emulator-programs';
import { Lab } from './lab';
import { progress } from './progress';
import { descriptionOf, Variation } from './variation';

/** An environment in an account of its own: what the tests of a file share, in their order. */
export class Deployment {
  /** What the tests compare with: computed from the description, whatever the templates say. */
  public readonly plan: Plan;
  public readonly description: Environment;

  private lab?: Lab;
  private base?: Assembly;

  public constructor(public readonly variation: Variation) {
    this.description = descriptionOf(JSON.stringify(variation));
    this.plan = planPlatform(this.description);
  }

  public get name(): string {
    return this.plan.environment;
  }

  /** Names of the stacks in the order in which they are deployed. */
  public get stacks(): string[] {
    return ['Data', 'Network', 'Cluster', 'ZooKeeper', 'Hdfs', 'Yarn', 'HBase'].map(
      (stack) => `${this.name}-${stack}`,
    );
  }

  /** Starts an emulator, and prepares the account in it. */
  public async start(): Promise<void> {
    this.lab = await progress(`start of an AWS emulator for ${this.name}`, () => Lab.start());
    this.base = await this.cdk.synth(this.variation);
    await this.cdk.bootstrap(this.base);
  }

  public async stop(): Promise<void> {
    await this.lab?.stop();
  }

  /** The description, synthesized. */
  public get assembly(): Assembly {
    if (this.base === undefined) throw new Error('the deployment was not started');
    return this.base;
  }

  public get cdk(): CdkCli {
    return new CdkCli(this.running);
  }

  public get aws(): AwsApi {
    return new AwsApi(this.running);
  }

  /** The environment's cluster. */
  public async cluster(): Promise<Cluster> {
    const [cluster, ...others] = await this.aws.clusters();
    if (cluster === undefined || others.length > 0) throw new Error('there is not one cluster');
    return cluster;
  }

  private get running(): Lab {
    if (this.lab === undefined) throw new Error('the deployment was not started');
    return this.lab;
  }
}

/** A suite that runs where the emulator is, and shows as skipped where it is not. */
export function describeDeployment(variation: Variation, tests: (deployment: Deployment) => void): void {
  const suite = findLab() === undefined ? describe.skip : describe;
  suite(`the environment ${variation.environment}, deployed`, () => {
    const deployment = new Deployment(variation);
    // Not before all: a failure would be told once for each test.
    test('the account is prepared', () => deployment.start());
    afterAll(() => deployment.stop());
    tests(deployment);
  });
}
