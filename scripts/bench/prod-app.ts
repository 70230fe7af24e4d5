import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { prod } from '../../bin/environments/prod';
import { HadoopPlatform } from '../../constructs';

/** The app of the platform with only `prod`. */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks());
new HadoopPlatform(app, prod.name, { environment: prod });
app.synth();
