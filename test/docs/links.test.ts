import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './snippets';

interface Outcome {
  readonly code: number;
  readonly said: string;
}

/** Runs a command of this package's `node_modules` in its directory. */
function run(command: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(command, [...args], { cwd: ROOT }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr });
    });
  });
}

test('every relative link and anchor of the documents leads somewhere', async () => {
  expect(await run('npm', ['run', '--silent', 'links'])).toEqual({ code: 0, said: '' });
});

test.each([
  ['a file', '[guide](docs/no-such-guide.md)', 'no-such-guide.md'],
  ['a heading of another document', '[roll](../docs/operations.md#no-such-heading)', 'no-such-heading'],
  ['a heading of its own', '[below](#no-such-heading)', 'no-such-heading'],
])(
  'GIVEN a link to %s that is not there THEN the check fails, and names it',
  async (_kind, link, missing) => {
    const directory = mkdtempSync(join(ROOT, 'links-'));
    try {
      writeFileSync(join(directory, 'page.md'), `# Page\n\n${link}\n`);
      const { code, said } = await run('npx', ['remark', '--frail', '--quiet', '--no-stdout', directory]);
      expect({ code, named: said.includes(missing) }).toEqual({ code: 1, named: true });
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
);
