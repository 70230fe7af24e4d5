import { resolve } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { SCHEMA_VERSION } from '../../lib/plan/schema-version';
import { publishedSchema } from './published-schema';

const ROOT = resolve(__dirname, '..', '..');

/** The document type of each schema, by the prefix of the file name. */
const DOCUMENTS = { diff: 'DiffDocument', fleet: 'FleetDocument', plan: 'PlanDocument' } as const;

/**
 * The schemas by file name, derived from the types. The name contains the version, so older documents keep their
 * schema. Unknown fields are allowed, because new fields do not change the version.
 */
export function planSchemas(): Record<string, string> {
  const generator = createGenerator({
    path: resolve(ROOT, 'lib', '{report/plan-json,diff/diff-json}.ts'),
    tsconfig: resolve(ROOT, 'tsconfig.json'),
    expose: 'export',
    jsDoc: 'extended',
    sortProps: true,
    additionalProperties: true,
    skipTypeCheck: true,
  });
  return Object.fromEntries(
    Object.entries(DOCUMENTS).map(([name, type]) => {
      const file = `${name}-${SCHEMA_VERSION}.schema.json`;
      return [file, publishedSchema(file, generator.createSchema(type), sortedKeys)];
    }),
  );
}

/** Sorts keys, so that the position of a type in its file does not matter. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
