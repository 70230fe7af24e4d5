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
   * How the stack refers to what other stacks have, whatever the app's default: STRONG, by export and import, so that
   * CloudFormation refuses to remove or replace it; or WEAK, by an output that is read at each update of this stack.
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
   * An app whose default is "both" is on its way from strong references to weak ones: stacks that were deployed with
   * strong ones import what the producer must export until they are updated.
   * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.ReferenceStrength.html
   */
  private migrating(references: ReferenceStrength): ReferenceStrength {
    const appDefault: unknown = this.node.tryGetContext(DEFAULT_CROSS_STACK_REFERENCES);
    const both = references === ReferenceStrength.WEAK && appDefault === ReferenceStrength.BOTH;
    return both ? ReferenceStrength.BOTH : references;
  }
}
