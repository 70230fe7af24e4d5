import { CrossStackReferences, ReferenceStrength, Stack, StackProps, Tags } from 'aws-cdk-lib';
import { DEFAULT_CROSS_STACK_REFERENCES } from 'aws-cdk-lib/cx-api';
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
  /**
   * How the stack refers to resources of other stacks, regardless of the default of the app. STRONG uses exports and
   * imports, so that CloudFormation refuses to remove or replace the resource. WEAK uses an output that each update of
   * this stack reads.
   * @default ReferenceStrength.STRONG
   */
  readonly references?: ReferenceStrength;
}

/** A stack of a platform: in the zones of its plan, protected in prod, and tagged. */
export class PlatformStack extends Stack {
  private readonly zones: string[];

  public constructor(
    scope: Construct,
    id: string,
    { plan, tagsOfResources, references, ...props }: PlatformStackProps,
  ) {
    super(scope, id, { terminationProtection: plan.tier === Tier.PROD, ...props });
    CrossStackReferences.of(this).consume(this.migrating(references ?? ReferenceStrength.STRONG));
    this.zones = plan.zones.map(({ name }) => name);
    Tags.of(this).add('cdk-hadoop:environment', plan.environment);
    for (const [key, value] of Object.entries(tagsOfResources ?? {})) Tags.of(this).add(key, value);
  }

  /** The zones of the description. A lookup in the account would need credentials. */
  public override get availabilityZones(): string[] {
    return this.zones;
  }

  /**
   * An app with the default "both" migrates from strong to weak references. Stacks that were deployed with strong
   * references still import values, which the producer must export until those stacks are updated.
   * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.ReferenceStrength.html
   */
  private migrating(references: ReferenceStrength): ReferenceStrength {
    const appDefault: unknown = this.node.tryGetContext(DEFAULT_CROSS_STACK_REFERENCES);
    const both = references === ReferenceStrength.WEAK && appDefault === ReferenceStrength.BOTH;
    return both ? ReferenceStrength.BOTH : references;
  }
}
