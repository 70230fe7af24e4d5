import { resolve } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { ASSUMPTIONS } from '../../lib/assumptions/assumptions';
import { ROLES } from '../../lib/roles/role';
import { publishedSchema } from './published-schema';

const ROOT = resolve(__dirname, '..', '..');

/** Version of the schema. Increase it if descriptions that were valid become invalid. */
const FILE = 'environment-1.schema.json';

type Json = Readonly<Record<string, unknown>>;

/**
 * The schema of descriptions by file name, derived from the types, with fields in the same order. The planner uses the
 * same schema for validation. Unknown fields are rejected, because a typo would silently keep a default.
 *
 * A JSON file contains one environment, a list, or an object with a list `environments` and optionally `$schema`.
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

/** Adds constraints that types cannot express, and machine-readable defaults. */
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

/** Prices must not be negative. */
function notNegative(schema: Json): Json {
  const { additionalProperties } = schema as { readonly additionalProperties?: Json };
  if (additionalProperties !== undefined) {
    return { ...schema, additionalProperties: notNegative(additionalProperties) };
  }
  return schema.type === 'number' ? { ...schema, minimum: 0 } : schema;
}

/**
 * Editors insert defaults, so a default must be a valid value of the field. Enum members are replaced by their values,
 * and defaults in words move to the description.
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
  // Values are in lower case, or in upper case like their members if they come from an AWS API.
  const member = /^\w+\.(\w+)$/.exec(text)?.[1] ?? '';
  const value = [member.toLowerCase(), member].find((one) => values.includes(one));
  if (value !== undefined) return { ...field, description, default: value };
  if (!text.startsWith('- ')) return { ...field, description, default: text };
  return { ...field, description: `${String(description)}\n\nDefault: ${text.slice(2)}.` };
}
