import { App } from 'aws-cdk-lib';
import { HadoopPlatform } from '../../constructs';
import { descriptionOf, VARIATION_CONTEXT } from './variation';

/** The app under test: the platform of one environment of `bin/`, in the account of the emulator. */
const app = new App();
const environment = descriptionOf(app.node.tryGetContext(VARIATION_CONTEXT));
new HadoopPlatform(app, environment.name, { environment });
app.synth();
