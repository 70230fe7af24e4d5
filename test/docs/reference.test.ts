import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as api from '../../constructs';
import { commandsPage } from '../../scripts/reference/commands-page';
import { descriptionPage, descriptionTypes } from '../../scripts/reference/description-page';
import { programOf } from '../../bin/commands/program';
import { ROOT } from './snippets';

const committed = (name: string): string => readFileSync(join(ROOT, 'docs', 'reference', name), 'utf8');
const headings = (text: string): string[] => [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title);

describe('description.md', () => {
  test('is what the types say now; if not: npm run reference', () => {
    expect(committed('description.md')).toBe(descriptionPage());
  });

  test('explains every field', () => {
    const rows = committed('description.md')
      .split('\n')
      .filter((line) => line.startsWith('| **`') || line.startsWith('| `'));
    const fields = rows.filter((row) => row.split(/(?<!\\)\|/).length === 6);
    expect(fields.length).toBeGreaterThan(100);
    // Without a meaning the last cell is empty.
    expect(fields.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });
});

describe('commands.md', () => {
  test('is what the commands say of themselves now; if not: npm run reference', () => {
    expect(committed('commands.md')).toBe(commandsPage());
  });

  test('has every command', () => {
    const names = programOf(() => undefined).commands.map((command) => `cdk-hadoop ${command.name()}`);
    expect(headings(committed('commands.md'))).toEqual(['Commands', 'cdk-hadoop', ...names]);
  });
});

// `.ci/run` compares all of api.md, once jsii has made the assembly that it is generated from.
describe('api.md', () => {
  test('has every class and enumeration that is exported; if not: npm run jsii && npm run reference', () => {
    const exported = Object.entries(api)
      .filter(([name]) => /^[A-Z][a-z]|^HBase/.test(name))
      .map(([name]) => name);
    const elsewhere = descriptionTypes();
    expect(exported.length).toBeGreaterThan(20);
    expect(headings(committed('api.md'))).toEqual(
      expect.arrayContaining(exported.filter((name) => !elsewhere.includes(name))),
    );
  });
});
