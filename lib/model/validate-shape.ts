import Ajv, { ErrorObject, Options, ValidateFunction } from 'ajv';
import schema from '../../docs/schemas/environment-1.schema.json';
import { editDistance } from '../text/edit-distance';
import { Problems } from './description-error';

/** The part of a value's schema that messages show. */
interface ValueSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
}

const DEFINITIONS: Readonly<Record<string, ValueSchema>> = schema.definitions;

/** Maximum edit distance between a typo and the intended name. */
const MOST_TYPOS = 3;

/** Compilation takes as long as planning a small platform. A test checks the schema itself, so this skips it. */
const COMPILATION: Options = {
  allErrors: true,
  verbose: true,
  messages: false,
  strict: false,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
};

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  compiled ??= new Ajv(COMPILATION).compile({
    $ref: '#/definitions/Environment',
    definitions: DEFINITIONS,
  });
  return compiled;
}

/**
 * Validates a description with the published schema, which is generated from the types: kinds of values, required
 * fields, unknown fields, ranges of numbers, and enumerations.
 * @returns whether further checks can compare values, because all have the right kind
 */
export function validateShape(environment: unknown, problems: Problems): boolean {
  const validate = validator();
  if (validate(environment)) return true;
  const errors = validate.errors ?? [];
  for (const error of errors) addProblem(error, environment, problems);
  return errors.every(isOfItsKind);
}

function addProblem(error: ErrorObject, environment: unknown, problems: Problems): void {
  const { keyword, instancePath, params, data, parentSchema } = error;
  const field = fieldOf(instancePath, environment);
  const within = (name: string): string => (field === '' ? name : `${field}.${name}`);
  const { properties = {} } = parentSchema as ValueSchema;
  const { missingProperty, additionalProperty } = params as Readonly<Record<string, string | undefined>>;
  if (missingProperty !== undefined) {
    problems.add(within(missingProperty), undefined, allowedText(properties[missingProperty] ?? {}));
  } else if (additionalProperty !== undefined) {
    const value = (data as Readonly<Record<string, unknown>>)[additionalProperty];
    problems.add(within(additionalProperty), value, noSuchField(additionalProperty, Object.keys(properties)));
  } else if (keyword !== 'propertyNames') {
    // The data of an error about a map key is the key.
    problems.add(field === '' ? 'environment' : field, data, allowedText(parentSchema as ValueSchema, data));
  }
}

/** Whether a value is only out of range or not one of the allowed values. */
function isOfItsKind({ keyword, data, parentSchema }: ErrorObject): boolean {
  if (keyword === 'type') return (parentSchema as ValueSchema).type === 'integer' && Number.isFinite(data);
  return ['minimum', 'maximum', 'enum', 'propertyNames'].includes(keyword);
}

/** Converts `/zookeeper/0/name` to `zookeeper[0].name`. Empty for the description itself. */
function fieldOf(pointer: string, environment: unknown): string {
  let value = environment;
  let field = '';
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    field += Array.isArray(value) ? `[${name}]` : `${field === '' ? '' : '.'}${name}`;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return field;
}

function allowedText(stated: ValueSchema, value?: unknown): string {
  const { type, enum: values, minimum, maximum } = referred(stated);
  if (values !== undefined) return oneOf(value, values);
  switch (type) {
    case 'string':
      return 'a text';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    default: {
      const kind = type === 'integer' ? 'a whole number' : 'a number';
      const from = minimum === undefined ? '' : ` from ${minimum}`;
      return `${kind}${from}${maximum === undefined ? '' : ` to ${maximum}`}`;
    }
  }
}

function referred(stated: ValueSchema): ValueSchema {
  return stated.$ref === undefined ? stated : (DEFINITIONS[stated.$ref.replace('#/definitions/', '')] ?? {});
}

function noSuchField(name: string, fields: readonly string[]): string {
  return `unknown field; ${oneOf(
    name,
    fields.filter((field) => !field.startsWith('$')),
  )}`;
}

/** The allowed names, starting with the likely intended one. */
function oneOf(name: unknown, names: readonly string[]): string {
  const written = typeof name === 'string' ? name.toLowerCase() : '';
  const [nearest] = names
    .map((known) => ({ known, typos: editDistance(known.toLowerCase(), written) }))
    .filter(({ known, typos }) => typos <= Math.min(MOST_TYPOS, known.length / 2))
    .sort((a, b) => a.typos - b.typos);
  const hint = nearest === undefined ? '' : `did you mean ${nearest.known}? `;
  return `${hint}one of ${names.join(', ')}`;
}
