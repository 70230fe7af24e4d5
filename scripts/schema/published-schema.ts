/** Where the schemas are published. */
const BASE = 'https://raw.githubusercontent.com/cdk-hadoop/cdk-hadoop/main/docs/schemas';

/** Text of a schema's file, with the address that it is published under. */
export function publishedSchema(
  file: string,
  schema: object,
  replacer?: (key: string, value: unknown) => unknown,
): string {
  return `${JSON.stringify({ $id: `${BASE}/${file}`, ...schema }, replacer, 2)}\n`;
}
