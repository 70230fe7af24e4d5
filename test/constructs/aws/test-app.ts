import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ACCOUNT, REGION, ZONES } from './plan-fixture';
import { temporaryDirectory } from '../../stacks/temporary-directory';

interface CdkJson {
  readonly context: Record<string, unknown>;
}

/** An app with the feature flags of `cdk.json`, as the command line would make it. */
export function testApp(context: Record<string, unknown> = {}): App {
  const file = JSON.parse(readFileSync(join(__dirname, '../../../cdk.json'), 'utf8')) as CdkJson;
  return new App({ outdir: temporaryDirectory(), context: { ...file.context, ...context } });
}

/** A stack with a concrete environment that knows its zones, and needs neither credentials nor look-ups. */
export class TestStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, { env: { account: ACCOUNT, region: REGION }, ...props });
  }

  public override get availabilityZones(): string[] {
    return ZONES.map(({ name }) => name);
  }
}
