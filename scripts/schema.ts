/**
 * Generates the JSON Schemas in `docs/schemas`, for descriptions and the output of `--json`, from types and docstrings.
 *
 *     npm run schema
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { descriptionSchema } from './schema/description-schema';
import { planSchemas } from './schema/plan-schemas';

const directory = resolve(__dirname, '..', 'docs', 'schemas');

for (const [name, text] of Object.entries({ ...descriptionSchema(), ...planSchemas() })) {
  writeFileSync(join(directory, name), text);
  console.log(`docs/schemas/${name}`);
}
