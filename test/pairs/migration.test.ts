import { App, ReferenceStrength } from 'aws-cdk-lib';
import { DEFAULT_CROSS_STACK_REFERENCES } from 'aws-cdk-lib/cx-api';
import { HadoopPlatform } from '../../constructs';
import { Environment } from '../../lib/model/environment';
import { BASE } from '../lib/diff/changes';
import { temporaryDirectory } from '../stacks/temporary-directory';
import { Template } from '../stacks/template';
import { brokenLinks } from './checks/broken-links';
import { immutableChanges } from './checks/immutable-fields';
import { objectsOf, Stacks, stackIdOf } from './output';

const MORE: Environment = { ...BASE, zookeeper: [...(BASE.zookeeper ?? []), { name: 'second' }] };

/** A platform in an app with a default of its own, as `cdk deploy` would send it. */
function stacksOf(environment: Environment, appDefault?: string): Stacks {
  const app = new App({
    outdir: temporaryDirectory(),
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:disable-asset-staging': true, [DEFAULT_CROSS_STACK_REFERENCES]: appDefault },
  });
  const { stacks } = new HadoopPlatform(app, environment.name, { environment }).synth();
  return Object.fromEntries(
    stacks.map((stack) => [stackIdOf(stack.stackName), stack.template as Template] as const),
  );
}

interface Link {
  readonly StackName: string;
  readonly OutputName: string;
}

/**
 * Imports in place of weak references, as an earlier version of this package rendered them in an app without the flag.
 */
function imported(stacks: Stacks): Stacks {
  const text = JSON.stringify(stacks, (_key, value: unknown) => {
    const link = (value as { readonly 'Fn::GetStackOutput'?: Link } | null)?.['Fn::GetStackOutput'];
    return link === undefined ? value : { 'Fn::ImportValue': exportOf(stacks, link) };
  });
  return JSON.parse(text) as Stacks;
}

/** The name of the export that has the value of an output. */
function exportOf(stacks: Stacks, { StackName, OutputName }: Link): unknown {
  const outputs: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  > = stacks[stackIdOf(StackName)]?.Outputs ?? {};
  const value = JSON.stringify(outputs[OutputName]?.Value);
  return Object.values(outputs).find(
    (output) => output.Export !== undefined && JSON.stringify(output.Value) === value,
  )?.Export?.Name;
}

const old = imported(stacksOf(MORE, ReferenceStrength.BOTH));
const between = stacksOf(MORE, ReferenceStrength.BOTH);
const weak = stacksOf(MORE);

test('product stacks refer weakly whatever the default of the app is', () => {
  for (const appDefault of [undefined, ReferenceStrength.STRONG, ReferenceStrength.WEAK]) {
    const text = JSON.stringify(stacksOf(BASE, appDefault).Hdfs);
    expect(text).toContain('Fn::GetStackOutput');
    expect(text.match(/Fn::ImportValue":"[^"]*/g)?.map((found) => found.split(':').at(-1))).toEqual(
      expect.not.arrayContaining([expect.stringContaining('Volume')]),
    );
  }
});

test('stacks that import are refused an update to weak references at once', () => {
  expect(brokenLinks(old, weak)).not.toEqual([]);
});

test('they are updated by way of both, and lose an ensemble afterwards in one deploy', () => {
  expect(brokenLinks(old, between)).toEqual([]);
  expect(brokenLinks(between, weak)).toEqual([]);
  expect(brokenLinks(weak, stacksOf(BASE))).toEqual([]);
});

test('no PersistentVolume notices', () => {
  expect(immutableChanges(objectsOf(old), objectsOf(between))).toEqual([]);
  expect(immutableChanges(objectsOf(between), objectsOf(weak))).toEqual([]);
});
