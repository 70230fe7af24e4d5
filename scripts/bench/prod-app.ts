import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { prod } from '../../bin/environments/prod';
import { HadoopPlatform } from '../../constructs';

/** The platform's app, with `prod` alone. */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks());
new HadoopPlatform(app, prod.name, { environment: prod });
app.synth();
