import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { temporaryDirectory } from './temporary-directory';

/** Root of the package. */
export const ROOT = join(__dirname, '../..');

/** The context that `cdk synth` hands to an app: that of `cdk.json`, and what the command line adds by itself. */
export function commandLineContext(): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as {
    readonly context: Record<string, unknown>;
  };
  return {
    ...context,
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
    'aws:cdk:version-reporting': true,
    'aws:cdk:bundling-stacks': ['**'],
  };
}

/**
 * An app as the command line would make it, but that it does not validate templates, and copies 60 MB of assets only
 * when asked to: `app.test.ts` runs the real one.
 */
export function commandLineApp(assets = false): App {
  return new App({
    context: { ...commandLineContext(), ...(assets ? {} : { 'aws:cdk:disable-asset-staging': true }) },
    outdir: temporaryDirectory(),
    builtinCloudFormationValidation: false,
  });
}
