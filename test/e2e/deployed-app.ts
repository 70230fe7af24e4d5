import { readFileSync } from 'node:fs';
import { App, Aspects, IAspect } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { HadoopPlatform } from '../../constructs';
import { Environment } from '../../lib/model/environment';

/** Context with the name of a file that has the description, as JSON. */
export const DESCRIPTION_CONTEXT = 'e2e:description';

/**
 * The emulator of AWS does not know the type of a VPC's further ranges. Something that it knows, and that does nothing,
 * stands for them; the subnets in these ranges are made all the same.
 */
class RangesLeftOut implements IAspect {
  public visit(node: IConstruct): void {
    if (!(node instanceof ec2.CfnVPCCidrBlock)) return;
    node.addOverride('Type', 'AWS::CloudFormation::WaitConditionHandle');
    node.addDeletionOverride('Properties');
  }
}

/** The app that the tests deploy: one platform, as the test bed's file describes it now. */
if (require.main === module) {
  const app = new App();
  const file: unknown = app.node.tryGetContext(DESCRIPTION_CONTEXT);
  if (typeof file !== 'string') throw new Error(`context '${DESCRIPTION_CONTEXT}' names no file`);
  const environment = JSON.parse(readFileSync(file, 'utf8')) as Environment;
  Aspects.of(new HadoopPlatform(app, environment.name, { environment })).add(new RangesLeftOut());
  app.synth();
}
