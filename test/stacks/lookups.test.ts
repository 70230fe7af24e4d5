import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { MissingContext } from 'aws-cdk-lib/cloud-assembly-schema';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { commandLineContext, ROOT } from './command-line';
import { addLookup, ENV, LOOKUPS, VPC_ID } from './lookup-app';
import { propertiesOf, Template } from './template';
import { temporaryDirectory } from './temporary-directory';

const ZONES = ['us-east-1b', 'us-east-1c', 'us-east-1d'];

const subnetGroup = (name: string, type: string, letter: string, net: number): unknown => ({
  name,
  type,
  subnets: ZONES.map((availabilityZone, position) => ({
    availabilityZone,
    subnetId: `subnet-${letter.repeat(8)}${position}`,
    routeTableId: `rtb-${letter.repeat(8)}${position}`,
    cidr: `10.7.${net + position}.0/24`,
  })),
});

/** What the account answers, by the kind of question. */
const ANSWERS: Readonly<Record<string, (missing: MissingContext) => unknown>> = {
  'availability-zones': () => ZONES,
  'vpc-provider': () => ({
    vpcId: VPC_ID,
    vpcCidrBlock: '10.7.0.0/16',
    ownerAccountId: ENV.account,
    availabilityZones: [],
    subnetGroups: [
      subnetGroup('Public', 'Public', 'a', 0),
      subnetGroup('Private', 'Private', 'b', 16),
      subnetGroup('Data', 'Isolated', 'c', 32),
    ],
  }),
  ssm: ({ props }) => {
    const { parameterName } = props as unknown as { readonly parameterName: string };
    return (
      { 'connect-string': 'zk-1:2181,zk-2:2181', nameservice: 'lake' }[parameterName] ??
      `${parameterName}:8020`
    );
  },
};

function synthesized(kind: string, context: Readonly<Record<string, unknown>> = {}): CloudAssembly {
  const app = new App({
    // The report would be printed as well.
    context: { ...commandLineContext(), '@aws-cdk/core:annotationsInValidationReport': false, ...context },
    outdir: temporaryDirectory(),
    builtinCloudFormationValidation: false,
  });
  addLookup(app, kind);
  return app.synth();
}

/** The answers to what an app asks, as the command line would write them to `cdk.context.json`. */
function answersTo({ manifest }: CloudAssembly): Record<string, unknown> {
  return Object.fromEntries(
    (manifest.missing ?? []).map((missing) => [missing.key, ANSWERS[missing.provider]?.(missing)]),
  );
}

const warningsOf = ({ stacks }: CloudAssembly): string =>
  stacks.flatMap(({ messages }) => messages.map(({ entry }) => JSON.stringify(entry.data))).join('\n');

/** The zones of the volumes, which a template names. */
function volumeZones(template: Template): string[] {
  const zones = propertiesOf(template, 'AWS::EC2::Volume').map(({ AvailabilityZone }) =>
    String(AvailabilityZone),
  );
  return [...new Set(zones)].sort();
}

describe.each(Object.keys(LOOKUPS))('%s', (kind) => {
  const first = synthesized(kind);
  const answers = answersTo(first);

  test('is asked for in the first pass, which says that its sizes are made up', () => {
    expect(Object.keys(answers)).not.toEqual([]);
    expect(warningsOf(first)).toContain('made-up zones');
  });

  test('is used in the second pass, without a word of the first', () => {
    const second = synthesized(kind, answers);
    expect(second.manifest.missing ?? []).toEqual([]);
    expect(warningsOf(second)).not.toContain('made-up');
    const text = JSON.stringify(second.stacks[0]?.template);
    expect(text).not.toMatch(/dummy|pending|subnet-0000/i);
    for (const zone of ZONES) expect(text).toContain(zone);
  });
});

test('the selected subnets carry the nodes', () => {
  const subnetsOf = (kind: string): unknown[] => {
    const { stacks } = synthesized(kind, answersTo(synthesized(kind)));
    return propertiesOf(stacks[0]?.template as Template, 'AWS::EKS::Nodegroup').map(({ Subnets }) => Subnets);
  };
  expect(subnetsOf('a VPC that is looked up')).toEqual([
    ['subnet-bbbbbbbb0'],
    ['subnet-bbbbbbbb1'],
    ['subnet-bbbbbbbb2'],
  ]);
  expect(subnetsOf('a VPC that is looked up, with a named group of subnets')).toEqual([
    ['subnet-cccccccc0'],
    ['subnet-cccccccc1'],
    ['subnet-cccccccc2'],
  ]);
});

interface Run {
  readonly code: number | null;
  readonly text: string;
  readonly outdir: string;
}

/** Runs `cdk synth` without credentials, in a project with a context file. */
function cdkSynth(kind: string, context: Readonly<Record<string, unknown>>): Promise<Run> {
  const project = temporaryDirectory();
  const outdir = join(project, 'cdk.out');
  const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
  const app = `${process.execPath} --import ${tsx} ${join(__dirname, 'lookup-app.ts')}`;
  writeFileSync(join(project, 'cdk.context.json'), JSON.stringify(context));
  const program = spawn(
    join(ROOT, 'node_modules/.bin/cdk'),
    ['synth', '--quiet', '--no-notices', '--app', app, '--output', outdir, '--context', `kind=${kind}`],
    {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: project,
        CDK_HOME: join(project, 'cdk-home'),
        CDK_VALIDATION: 'false',
        CDK_DISABLE_VERSION_CHECK: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
        CI: '1',
        NO_COLOR: '1',
      },
    },
  );
  let text = '';
  const hear = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  program.stdout.on('data', hear);
  program.stderr.on('data', hear);
  return new Promise((resolve, reject) => {
    program.once('error', reject);
    program.once('close', (code) => {
      resolve({ code, text, outdir });
    });
  });
}

describe('cdk synth', () => {
  const kind = 'a VPC that is looked up';

  test('uses the values of the context file', async () => {
    const { code, text, outdir } = await cdkSynth(kind, answersTo(synthesized(kind)));
    expect({ code, text }).toEqual({ code: 0, text: expect.not.stringContaining('made-up') as string });
    const template = JSON.parse(readFileSync(join(outdir, 'Stack.template.json'), 'utf8')) as Template;
    expect(volumeZones(template)).toEqual(ZONES);
  }, 120_000);

  test('without them asks AWS, and fails for want of credentials only', async () => {
    const { code, text } = await cdkSynth(kind, {});
    expect(code).not.toBe(0);
    expect(text).toMatch(/ERROR.*credentials/i);
    expect(text.match(/ERROR/g)).toHaveLength(1);
  }, 120_000);
});
