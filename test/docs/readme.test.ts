import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import * as ts from 'typescript';
import { App, Stage } from 'aws-cdk-lib';
import * as assertions from 'aws-cdk-lib/assertions';
import * as api from '../../constructs';
import { ENVIRONMENTS } from '../../bin/environments';
import { dev } from '../../bin/environments/dev';
import { temporaryDirectory } from '../stacks/temporary-directory';
import { blocks, documents, problemsOf, ROOT, Snippet, snippets } from './snippets';

jest.setTimeout(180_000);

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Most lines that a reader scrolls through. */
const MOST_LINES = 150;

test('is short', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
});

test('its two commands for a clone are those that the checks run', () => {
  const checks = readFileSync(join(ROOT, '.ci', 'run'), 'utf8');
  const setUp = blocks('README.md', 'sh').find((block) => block.includes('npm ci')) ?? '';
  const lines = setUp
    .trim()
    .split('\n')
    .map((line) => line.replace(/\s*#.*/, ''));
  expect(lines).toHaveLength(2);
  for (const command of lines.flatMap((line) => line.split(' && '))) expect(checks).toContain(command);
});

test('the environments that it says a clone has are there', () => {
  const [, listed = ''] = /sample environments (.*?)\./.exec(readme) ?? [];
  const names = [...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(names.sort()).toEqual(ENVIRONMENTS.map(({ name }) => name).sort());
});

test('every TypeScript snippet of the documents compiles, and a wrong one would not', () => {
  const all = documents().flatMap(snippets);
  expect(all.length).toBeGreaterThan(0);
  const wrong = { name: 'wrong', code: 'hdfs: { usableTB: 120 },' };
  expect(problemsOf([...all, wrong])).toEqual([expect.stringMatching(/^wrong: .*usableTB/)]);
});

/** Runs a snippet as a module of CommonJS, with what it imports and the globals of Jest. */
function runSnippet(
  { code }: Snippet,
  globals: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const modules: Record<string, unknown> = {
    'aws-cdk-lib': { App: OfflineApp },
    'aws-cdk-lib/assertions': assertions,
    'cdk-hadoop': api,
    // A small platform in the place of a large one: it is synthesized sooner.
    './environments': { prod: dev },
  };
  const exported: Record<string, unknown> = {};
  const require = (name: string): unknown => {
    if (!(name in modules)) throw new Error(`a snippet imports '${name}', which this test does not have`);
    return modules[name];
  };
  const module = compileFunction(outputText, ['require', 'exports', ...Object.keys(globals)]) as (
    ...given: readonly unknown[]
  ) => void;
  module(require, exported, ...Object.values(globals));
  return exported;
}

/** The app of a snippet, as a unit test makes it. Assets are not copied. */
class OfflineApp extends App {
  public static latest: App | undefined;
  public constructor() {
    super({
      outdir: temporaryDirectory(),
      context: { 'aws:cdk:disable-asset-staging': true },
    });
    OfflineApp.latest = this;
  }
}

test('its smallest example synthesizes a platform, without looking anything up', () => {
  const [smallest] = snippets('README.md');
  runSnippet(smallest!);
  const assembly = OfflineApp.latest?.synth();
  const stage = assembly?.nestedAssemblies[0]?.nestedAssembly;
  expect(stage?.stacks.map(({ stackName }) => stackName)).toContain('dev-Cluster');
  expect(assembly?.manifest.missing ?? []).toEqual([]);
  expect(OfflineApp.latest?.node.children.filter(Stage.isStage)).toHaveLength(1);
});

test('its snapshot test gives the same bytes twice', () => {
  const sample = snippets('README.md').find(({ code }) => code.includes('toMatchSnapshot'));
  const run = (): unknown[] => {
    const kept: unknown[] = [];
    runSnippet(sample!, {
      test: (_name: string, body: () => void) => {
        body();
      },
      expect: (value: unknown) => ({ toMatchSnapshot: () => kept.push(value) }),
    });
    return kept;
  };
  const [templates, findings] = run();
  expect(templates).toContainEqual(expect.objectContaining({ Resources: expect.anything() as unknown }));
  expect(findings).toEqual(expect.any(Array));
  expect(JSON.stringify(run())).toBe(JSON.stringify([templates, findings]));
});
