/**
 * Generates the references in `docs/reference`: fields and API from types and docstrings, commands from their help. The
 * API reference requires the assembly of `npm run jsii`.
 *
 *     npm run reference                 writes all pages
 *     npm run reference -- --check      writes nothing, and fails if a page differs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { apiPage } from './reference/api-page';
import { commandsPage } from './reference/commands-page';
import { descriptionPage } from './reference/description-page';

const DIRECTORY = resolve(__dirname, '..', 'docs', 'reference');

async function main(check: boolean): Promise<void> {
  const pages = {
    'description.md': descriptionPage(),
    'commands.md': commandsPage(),
    'api.md': await apiPage(),
  };
  for (const [name, text] of Object.entries(pages)) {
    const file = resolve(DIRECTORY, name);
    if (!check) {
      writeFileSync(file, text);
      console.log(`docs/reference/${name}`);
    } else if (readFileSync(file, 'utf8') !== text) {
      console.error(`docs/reference/${name} is stale: npm run jsii && npm run reference`);
      process.exitCode = 1;
    }
  }
}

void main(process.argv.includes('--check'));
