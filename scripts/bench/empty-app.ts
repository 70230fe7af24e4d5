import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** A minimal app: one resource, with the same validation as the app of the platform. */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks());
new CfnResource(new Stack(app, 'Empty'), 'Handle', { type: 'AWS::CloudFormation::WaitConditionHandle' });
app.synth();
