import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** The least that can be synthesized: one resource, with the validation that the platform's app has. */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks());
new CfnResource(new Stack(app, 'Empty'), 'Handle', { type: 'AWS::CloudFormation::WaitConditionHandle' });
app.synth();
