import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ENVIRONMENTS } from '../../bin/environments';
import * as environments from '../../bin/environments';
import { dev } from '../../bin/environments/dev';
import * as constructs from '../../constructs';
import { commandLineContext, ROOT } from './command-line';
import { filesBelow } from './files-below';
import { temporaryDirectory } from './temporary-directory';

interface Run {
  readonly code: number | null;
  readonly text: string;
}

/** A connection to anywhere ends the app. */
const OFFLINE = `data:text/javascript,import net from 'node:net'; import dns from 'node:dns';
  const refuse = () => { console.error('network'); process.exit(99); };
  net.Socket.prototype.connect = refuse; dns.lookup = refuse;`;

/** Runs the app as the command line does, with no other variable of the environment than those given. */
function runApp(outdir: string, variables: Record<string, string>): Promise<Run> {
  const app = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', OFFLINE.replaceAll('\n', ' '), 'bin/app.ts'],
    {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify(commandLineContext()),
        ...variables,
      },
    },
  );
  let text = '';
  const hear = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  app.stdout.on('data', hear);
  app.stderr.on('data', hear);
  return new Promise((resolve) => {
    app.on('close', (code) => {
      resolve({ code, text });
    });
  });
}

describe('the app', () => {
  const [first, second] = [temporaryDirectory(), temporaryDirectory()];
  let runs: Run[] = [];

  beforeAll(async () => {
    runs = await Promise.all([
      runApp(first, {}),
      runApp(second, {
        TZ: 'Asia/Tokyo',
        LANG: 'tr_TR.UTF-8',
        HOME: '/nonexistent',
        AWS_REGION: 'eu-west-1',
        CDK_DEFAULT_ACCOUNT: '123456789012',
        CDK_DEFAULT_REGION: 'eu-west-1',
      }),
    ]);
  }, 240_000);

  test('synthesizes without network, credentials or a word', () => {
    expect(runs).toEqual([
      { code: 0, text: '' },
      { code: 0, text: '' },
    ]);
  });

  test('gives the same bytes whenever and wherever it runs', () => {
    const [one, other] = [filesBelow(first), filesBelow(second)];
    expect(Object.keys(other)).toEqual(Object.keys(one));
    expect(Object.keys(one).filter((path) => one[path] !== other[path])).toEqual([]);
  });

  test('has a stage for each environment on AWS', () => {
    const assemblies = Object.keys(filesBelow(first)).flatMap(
      (path) => /^assembly-(.+)\/manifest.json$/.exec(path)?.[1] ?? [],
    );
    expect(assemblies).toEqual(['dev', 'prod', 'staging']);
    expect(ENVIRONMENTS.map(({ name }) => name)).toEqual(['local', ...assemblies.sort(bySize)]);
  });

  test('looks nothing up', () => {
    for (const [path, text] of Object.entries(filesBelow(first)).filter(([name]) =>
      name.endsWith('manifest.json'),
    )) {
      expect({ path, missing: (JSON.parse(text) as { missing?: unknown }).missing }).toEqual({
        path,
        missing: undefined,
      });
    }
  });

  test('has no finding that is not acknowledged, and each acknowledged one has a reason', () => {
    interface Report {
      readonly conclusion: string;
      readonly violations: unknown[];
      readonly suppressedViolations?: { readonly ruleName: string; readonly reason?: string }[];
    }
    const report = JSON.parse(readFileSync(join(first, 'validation-report.json'), 'utf8')) as {
      readonly pluginReports: Report[];
    };
    expect(report.pluginReports.length).toBeGreaterThan(0);
    for (const { conclusion, violations, suppressedViolations } of report.pluginReports) {
      expect({ conclusion, violations }).toEqual({ conclusion: 'success', violations: [] });
      for (const { reason } of suppressedViolations ?? []) expect(reason?.length).toBeGreaterThan(20);
    }
  });
});

const bySize = (a: string, b: string): number =>
  ['dev', 'staging', 'prod'].indexOf(a) - ['dev', 'staging', 'prod'].indexOf(b);

test('fails if a resource breaks a rule of cdk-nag', () => {
  // GIVEN the app, with a bucket that anybody may talk to in clear in one of its stacks
  class Careless extends constructs.HadoopPlatform {
    public constructor(...args: ConstructorParameters<typeof constructs.HadoopPlatform>) {
      super(...args);
      new s3.Bucket(Stack.of(this.node.findChild('Data')), 'Careless');
    }
  }
  jest.doMock('../../constructs', () => ({ ...constructs, HadoopPlatform: Careless }));
  jest.doMock('../../bin/environments', () => ({ ...environments, ENVIRONMENTS: [dev] }));
  process.env.CDK_CONTEXT_JSON = JSON.stringify(commandLineContext());
  process.env.CDK_OUTDIR = temporaryDirectory();

  // WHEN it synthesizes, THEN it fails and names the rule and the bucket
  const run = (): unknown => jest.requireActual('../../bin/app');
  expect(run).toThrow(/dev\/Data\/Careless[\s\S]*AwsSolutions-S10/);
});
