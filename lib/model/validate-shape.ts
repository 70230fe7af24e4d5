import { Problems } from './description-error';
import { ENVIRONMENT_SHAPE, Shape } from './description-shape';

/**
 * Checks that lists are lists, texts are texts and so on, and that there is no field of another name: a slip of the pen
 * would silently leave a default in force. The compiler has done that for callers with types; for the others, and for
 * descriptions that are read from files, the checks of values rely on it.
 */
export function validateShape(environment: unknown, problems: Problems): void {
  check('', environment, ENVIRONMENT_SHAPE, problems);
}

function check(field: string, value: unknown, shape: Shape, problems: Problems): void {
  const wrong = (allowed: string): void => {
    problems.add(field === '' ? 'environment' : field, value, allowed);
  };
  if (shape === 'text') {
    if (typeof value !== 'string') wrong('a text');
  } else if (shape === 'flag') {
    if (typeof value !== 'boolean') wrong('true or false');
  } else if (shape === 'price') {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) wrong('a number from 0');
  } else if (shape === 'number') {
    if (value === undefined) wrong('a number');
  } else if (!isPair(shape)) {
    if (isObject(value)) checkFields(field, value, shape, problems);
    else wrong('an object');
  } else if (shape[0] === 'list') {
    if (!Array.isArray(value)) wrong('a list');
    // `forEach` would pass over the holes of a list.
    else
      for (const [position, item] of Array.from(value as unknown[]).entries()) {
        check(`${field}[${String(position)}]`, item, shape[1], problems);
      }
  } else if (shape[0] === 'map') {
    if (!isObject(value)) wrong('an object');
    else for (const [key, item] of Object.entries(value)) check(`${field}.${key}`, item, shape[1], problems);
  } else {
    check(field, value, shape[1], problems);
  }
}

function checkFields(
  field: string,
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, Shape>>,
  problems: Problems,
): void {
  const path = (name: string): string => (field === '' ? name : `${field}.${name}`);
  for (const [name, shape] of Object.entries(fields)) {
    const required = typeof shape !== 'string' && isPair(shape) && shape[0] === 'required';
    if (required || value[name] !== undefined) check(path(name), value[name], shape, problems);
  }
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name)) {
      problems.add(path(name), value[name], `no such field; one of ${Object.keys(fields).join(', ')}`);
    }
  }
}

type Pair = readonly ['list' | 'map' | 'required', Shape];

function isPair(shape: Exclude<Shape, string>): shape is Pair {
  return Array.isArray(shape);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
