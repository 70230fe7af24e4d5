import { xmlDocument } from './xml';

/**
 * A Hadoop configuration file. Keys are sorted, so the same settings always give the same file.
 * @see https://hadoop.apache.org/docs/r3.4.3/api/org/apache/hadoop/conf/Configuration.html
 */
export function hadoopXml(properties: Readonly<Record<string, string>>): string {
  const keys = Object.keys(properties).sort();
  return xmlDocument({
    name: 'configuration',
    content: keys.map((key) => ({
      name: 'property',
      content: [
        { name: 'name', content: key },
        { name: 'value', content: properties[key] },
      ],
    })),
  });
}
