/**
 * Writes the JSON Schemas of the documents that `--json` prints into `docs/schemas`, from the types that the documents
 * are made of and their docstrings.
 *
 *     npm run schema
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { planSchemas } from './schema/plan-schemas';

const directory = resolve(__dirname, '..', 'docs', 'schemas');

for (const [name, text] of Object.entries(planSchemas())) {
  writeFileSync(join(directory, name), text);
  console.log(`docs/schemas/${name}`);
}
