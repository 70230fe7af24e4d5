#!/usr/bin/env node
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { HadoopPlatform } from '../constructs';
import { Tier } from '../lib/model/environment';
import { lockFor } from './commands/lock-file';
import { ENVIRONMENTS } from './environments';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks());
for (const environment of ENVIRONMENTS) {
  // `local` has no AWS resources. `cdk-hadoop manifests local` renders it.
  if (environment.tier === Tier.LOCAL) continue;
  const lock = lockFor(environment.name);
  new HadoopPlatform(app, environment.name, { environment, lock });
}
app.synth();
