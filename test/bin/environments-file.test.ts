import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { environmentsFile } from '../../bin/commands/environments-file';
import { UserError } from '../../bin/errors/user-error';

const IN_PACKAGE = 'config/package.ts';
const IN_CDK = 'config/cdk.ts';
const PACKAGE = { 'cdk-hadoop': { environments: IN_PACKAGE } };
const CDK = { app: 'node app.js', context: { 'cdk-hadoop:environments': IN_CDK } };

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-hadoop-project-')));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A project of these files; a value is written as JSON. */
function project(files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

describe('GIVEN a project that names the file of its environments THEN that file is taken', () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['package.json', '.', { 'package.json': PACKAGE, [IN_PACKAGE]: '' }, IN_PACKAGE],
    ['cdk.json', '.', { 'cdk.json': CDK, [IN_CDK]: '' }, IN_CDK],
    [
      'package.json before cdk.json',
      '.',
      { 'package.json': PACKAGE, 'cdk.json': CDK, [IN_PACKAGE]: '', [IN_CDK]: '' },
      IN_PACKAGE,
    ],
    [
      'cdk.json beside a package.json that names none',
      '.',
      { 'package.json': { name: 'app' }, 'cdk.json': CDK, [IN_CDK]: '' },
      IN_CDK,
    ],
    [
      'a directory above, relative to the file that says it',
      'src/deep',
      { 'package.json': PACKAGE, [IN_PACKAGE]: '', 'src/deep/x': '' },
      IN_PACKAGE,
    ],
    [
      'the closest directory',
      'packages/own',
      {
        'package.json': PACKAGE,
        [IN_PACKAGE]: '',
        'packages/own/cdk.json': CDK,
        [`packages/own/${IN_CDK}`]: '',
      },
      `packages/own/${IN_CDK}`,
    ],
    [
      'a directory above, where the closest package.json names none',
      'packages/own',
      { 'package.json': PACKAGE, [IN_PACKAGE]: '', 'packages/own/package.json': { name: 'own' } },
      IN_PACKAGE,
    ],
  ])('by %s', (_, from, files, expected) => {
    project(files);
    expect(environmentsFile(join(root, from))).toBe(join(root, expected));
  });
});

describe('GIVEN a project that names none, or wrongly THEN one line says what to give', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    [
      'nothing',
      { 'package.json': { name: 'app' }, 'cdk.json': { app: 'x', context: {} } },
      [
        '--environments FILE',
        'package.json ({ "cdk-hadoop": { "environments": "FILE" } })',
        'cdk.json ({ "context": { "cdk-hadoop:environments": "FILE" } })',
      ],
    ],
    ['a file that is missing', { 'package.json': PACKAGE }, [`does not exist`, IN_PACKAGE, 'package.json']],
    ['a number', { 'package.json': { 'cdk-hadoop': { environments: 5 } } }, ['package.json', '"FILE"']],
    ['an empty name', { 'package.json': { 'cdk-hadoop': { environments: '' } } }, ['package.json', '"FILE"']],
    [
      'a misspelt key',
      { 'package.json': { 'cdk-hadoop': { environment: 'x.ts' } } },
      ['"environments": "FILE"'],
    ],
    ['text for an object', { 'package.json': { 'cdk-hadoop': 'x.ts' } }, ['"environments": "FILE"']],
    [
      'a list in cdk.json',
      { 'cdk.json': { context: { 'cdk-hadoop:environments': ['x.ts'] } } },
      ['cdk.json', '"FILE"'],
    ],
    ['no JSON', { 'cdk.json': '{' }, ['cdk.json', 'JSON']],
  ])('%s', (_, files, texts) => {
    project(files);
    let thrown: unknown;
    try {
      environmentsFile(root);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    const { message } = thrown as UserError;
    expect(message).not.toContain('\n');
    for (const text of texts) expect(message).toContain(text);
  });
});
