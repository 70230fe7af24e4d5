import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pageAssets, writePage } from '../../bin/commands/page-file';
import { UserError } from '../../bin/errors/user-error';
import { LOCAL, RICH } from '../lib/report/described';
import { aloneIn, Outcome, runProgram, SAMPLES } from './command-outcome';

const MOST_BYTES = 1_500_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk-hadoop-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]): Promise<Outcome> =>
  runProgram(['plan', ...args, ...SAMPLES], aloneIn(folder));

describe('plan --html', () => {
  test('GIVEN prod WHEN its page is written twice THEN the bytes are the same, and it says where they are', async () => {
    const first = await run('prod', '--html', 'plan.html');
    expect(first).toEqual({ code: 0, stdout: '', stderr: 'wrote plan.html\n' });
    const page = readFileSync(join(folder, 'plan.html'), 'utf8');
    expect(page.startsWith('<!doctype html>')).toBe(true);
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
    expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES);
    // Its licence goes with the library.
    expect(page).toMatch(/Chart\.js v4[^]{1,200}MIT/);
    const second = await run('prod', '--html', 'plan.html');
    expect(second).toEqual({ code: 0, stdout: '', stderr: 'replaced plan.html\n' });
    expect(readFileSync(join(folder, 'plan.html'), 'utf8')).toBe(page);
  });

  test.each([
    [['--html', 'p.html'], '--html needs the name of an environment'],
    [['prod', '--html', 'p.html', '--json'], "option '--html <file>' cannot be used with option '--json'"],
    [
      ['prod', '--html', 'p.html', '--figures'],
      "option '--html <file>' cannot be used with option '--figures'",
    ],
    [
      ['prod', '--html', 'p.html', '--why', 'price'],
      "option '--html <file>' cannot be used with option '--why <what>'",
    ],
    [['nowhere', '--html', 'p.html'], 'nowhere'],
    [['prod', '--html', '.'], "--html: '.' is a directory"],
  ])(
    'GIVEN %j THEN it is refused in a line with exit code 2, and nothing is written',
    async (args, message) => {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(message);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

describe('the file of a page', () => {
  test('GIVEN a path that no file can have WHEN a page is written THEN the error names it', () => {
    mkdirSync(join(folder, 'directory'));
    writeFileSync(join(folder, 'file'), 'mine');
    for (const [path, reason] of [
      [join(folder, 'directory'), 'is a directory'],
      [join(folder, 'missing', 'page.html'), `there is no directory '${join(folder, 'missing')}'`],
      [join(folder, 'file', 'page.html'), 'cannot be written'],
      [join(folder, 'n'.repeat(300)), 'cannot be written'],
      ['/dev/null', 'is not a regular file'],
    ] as const) {
      expect(() => writePage(LOCAL, path)).toThrow(UserError);
      expect(() => writePage(LOCAL, path)).toThrow(reason);
      expect(() => writePage(LOCAL, path)).toThrow(path);
    }
    expect(() => writePage(LOCAL, '')).toThrow('the name of the file is empty');
    expect(readdirSync(folder).sort()).toEqual(['directory', 'file']);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine');
  });

  test('GIVEN a description with a mistake WHEN its page is written THEN an earlier page stays as it was', () => {
    const path = join(folder, 'page.html');
    writeFileSync(path, 'earlier');
    expect(() => writePage({ ...RICH, zones: [] }, path)).toThrow('zones');
    expect(readFileSync(path, 'utf8')).toBe('earlier');
  });

  test('GIVEN the package THEN all parts of a page are found, none of them empty', () => {
    const { chartLibrary, scripts, style } = pageAssets();
    expect(chartLibrary).toContain('Chart.js');
    expect(scripts).toHaveLength(readdirSync(resolve('page/script')).length);
    for (const script of scripts) {
      expect(script.length).toBeGreaterThan(100);
      // A module in a page of its own has nowhere to import from.
      expect(script).not.toMatch(/^\s*(import|export)\s/m);
    }
    for (const file of readdirSync(resolve('page/style'))) {
      expect(style).toContain(readFileSync(resolve('page/style', file), 'utf8'));
    }
  });
});
