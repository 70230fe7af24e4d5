import { Stack, StackProps, Tags } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Tier } from '../lib/model/environment';
import { Plan } from '../lib/plan/plan';

/** Properties of `PlatformStack`. */
export interface PlatformStackProps extends StackProps {
  readonly plan: Plan;
  /**
   * Tags of all resources.
   * @default - only the tags of the package
   */
  readonly tagsOfResources?: Record<string, string>;
}

/** A stack of a platform: in the zones of its plan, protected in prod, and tagged. */
export class PlatformStack extends Stack {
  private readonly zones: string[];

  public constructor(scope: Construct, id: string, { plan, tagsOfResources, ...props }: PlatformStackProps) {
    super(scope, id, { terminationProtection: plan.tier === Tier.PROD, ...props });
    this.zones = plan.zones.map(({ name }) => name);
    Tags.of(this).add('cdk-hadoop:environment', plan.environment);
    for (const [key, value] of Object.entries(tagsOfResources ?? {})) Tags.of(this).add(key, value);
  }

  /** The zones of the description. A lookup in the account would need credentials. */
  public override get availabilityZones(): string[] {
    return this.zones;
  }
}
