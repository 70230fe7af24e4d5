/** Base URL of the published schemas. */
const BASE = 'https://raw.githubusercontent.com/cdk-hadoop/cdk-hadoop/main/docs/schemas';

/** Content of a schema file, with its published URL. */
export function publishedSchema(
  file: string,
  schema: object,
  replacer?: (key: string, value: unknown) => unknown,
): string {
  return `${JSON.stringify({ $id: `${BASE}/${file}`, ...schema }, replacer, 2)}\n`;
}
