import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stacks/command-line';

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/**
 * Every field of a description by its path, as the published schema has them: `hdfs.usableTiB`, `zookeeper.[].clients`,
 * `overrides.*.spot`.
 */
export function describedFields(): string[] {
  const path = join(ROOT, 'docs/schemas/environment-1.schema.json');
  const { definitions = {} } = JSON.parse(readFileSync(path, 'utf8')) as Schema;
  const walk = (schema: Schema | undefined, at: string): string[] => {
    if (schema === undefined) return [];
    const { $ref, properties, additionalProperties, items } = schema;
    if ($ref !== undefined)
      return walk(definitions[decodeURIComponent($ref.replace('#/definitions/', ''))], at);
    if (schema.anyOf !== undefined) return schema.anyOf.flatMap((part) => walk(part, at));
    const below = (key: string): string => (at === '' ? key : `${at}.${key}`);
    if (items !== undefined) return walk(items, below('[]'));
    const values = typeof additionalProperties === 'object' ? walk(additionalProperties, below('*')) : [];
    const named = Object.entries(properties ?? {}).flatMap(([key, part]) => walk(part, below(key)));
    return values.length + named.length > 0 ? [...named, ...values] : [at];
  };
  return [...new Set(walk(definitions.Environment, ''))].filter((field) => field !== '$schema');
}
