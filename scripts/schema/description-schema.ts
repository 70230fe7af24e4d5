import { resolve } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { ASSUMPTIONS } from '../../lib/assumptions/assumptions';
import { ROLES } from '../../lib/roles/role';
import { publishedSchema } from './published-schema';

const ROOT = resolve(__dirname, '..', '..');

/** The number changes when a description that was valid is no longer. */
const FILE = 'environment-1.schema.json';

type Json = Readonly<Record<string, unknown>>;

/**
 * The schema of a description by its file name, as the types give it, fields in the order of the types. It is the
 * schema that the planner validates with. Unknown fields are refused: a typo would leave a default in force.
 *
 * A JSON file holds one environment, a list, or a list as `environments`, which has room for `$schema`.
 */
export function descriptionSchema(): Record<string, string> {
  const generator = createGenerator({
    path: resolve(ROOT, 'lib', 'model', 'environment.ts'),
    tsconfig: resolve(ROOT, 'tsconfig.json'),
    expose: 'export',
    jsDoc: 'extended',
    sortProps: false,
    additionalProperties: false,
    skipTypeCheck: true,
  });
  const { $schema, definitions = {} } = generator.createSchema('Environment');
  const environment = { $ref: '#/definitions/Environment' };
  const environments = { type: 'array', items: environment, minItems: 1 };
  const list = {
    type: 'object',
    properties: { $schema: SCHEMA_FIELD, environments },
    required: ['environments'],
    additionalProperties: false,
  };
  const schema = {
    $schema,
    title: 'Environments of cdk-hadoop',
    anyOf: [environment, environments, list],
    definitions: Object.fromEntries(
      Object.entries(definitions as Readonly<Record<string, Json>>).map(([name, definition]) => [
        name,
        refined(name, definition, definitions as Readonly<Record<string, Json>>),
      ]),
    ),
  };
  return { [FILE]: publishedSchema(FILE, schema) };
}

const SCHEMA_FIELD = {
  type: 'string',
  description: 'Address of this schema, for editors; otherwise ignored.',
};

/** What the types cannot say of a definition, and defaults that are values of the field. */
function refined(name: string, definition: Json, definitions: Readonly<Record<string, Json>>): Json {
  const { properties } = definition as { readonly properties?: Readonly<Record<string, Json>> };
  if (properties === undefined) return definition;
  const fields = Object.fromEntries(
    Object.entries(properties).map(([field, schema]) => {
      const plain = withDefault(schema, definitions);
      return [field, name === 'PriceTable' || name === 'IopsPriceTier' ? notNegative(plain) : plain];
    }),
  );
  if (name !== 'Environment') return { ...definition, properties: fields };
  return {
    ...definition,
    properties: {
      $schema: SCHEMA_FIELD,
      ...fields,
      overrides: { ...fields.overrides, propertyNames: { enum: [...ROLES].sort() } },
      assumptions: { ...fields.assumptions, propertyNames: { enum: ASSUMPTIONS.map((of) => of.name) } },
    },
  };
}

/** No price is negative. */
function notNegative(schema: Json): Json {
  const { additionalProperties } = schema as { readonly additionalProperties?: Json };
  if (additionalProperties !== undefined) {
    return { ...schema, additionalProperties: notNegative(additionalProperties) };
  }
  return schema.type === 'number' ? { ...schema, minimum: 0 } : schema;
}

/**
 * Editors insert a default, so it must be a value of the field: a member of an enumeration becomes its value, and a
 * default in words moves to the description.
 */
function withDefault(schema: Json, definitions: Readonly<Record<string, Json>>): Json {
  const { default: text, description, $ref, ...rest } = schema;
  const field = { ...rest, ...($ref === undefined ? {} : { $ref }) };
  if (typeof text !== 'string') {
    return { ...field, description, ...(text === undefined ? {} : { default: text }) };
  }
  const { enum: values = [] } = (definitions[String($ref).replace('#/definitions/', '')] ?? {}) as {
    readonly enum?: readonly unknown[];
  };
  // Values are in lower case, or in capitals as members are where they are an AWS API's.
  const member = /^\w+\.(\w+)$/.exec(text)?.[1] ?? '';
  const value = [member.toLowerCase(), member].find((one) => values.includes(one));
  if (value !== undefined) return { ...field, description, default: value };
  if (!text.startsWith('- ')) return { ...field, description, default: text };
  return { ...field, description: `${String(description)}\n\nDefault: ${text.slice(2)}.` };
}
