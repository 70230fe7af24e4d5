import * as fc from 'fast-check';
import { hadoopXml } from '../../../lib/config/hadoop-xml';
import { propertiesText } from '../../../lib/config/properties';

/** Reads a properties file as `java.util.Properties` is documented to. */
function load(text: string): Record<string, string> {
  const unescape = (part: string): string =>
    part.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, hex: string | undefined, character: string) =>
      hex === undefined
        ? ({ t: '\t', n: '\n', f: '\f', r: '\r' }[character] ?? character)
        : String.fromCharCode(parseInt(hex, 16)),
    );
  const lines = text.split('\n').filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [, key = '', value = ''] = /^((?:\\.|[^\\=: ])*)=(.*)$/.exec(line) ?? [];
      return [unescape(key), unescape(value)];
    }),
  );
}

describe('a Hadoop file', () => {
  test('has its keys in order, whatever the order of the settings', () => {
    expect(hadoopXml({ b: '2', a: '1' })).toBe(hadoopXml({ a: '1', b: '2' }));
    expect(hadoopXml({ b: '2', a: '1' })).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<configuration>',
        '  <property>',
        '    <name>a</name>',
        '    <value>1</value>',
        '  </property>',
        '  <property>',
        '    <name>b</name>',
        '    <value>2</value>',
        '  </property>',
        '</configuration>',
        '',
      ].join('\n'),
    );
  });

  test('keeps the characters that mean something to XML', () => {
    expect(hadoopXml({ 'a<b': 'x && y > "z"' })).toContain(
      '<name>a&lt;b</name>\n    <value>x &amp;&amp; y &gt; &quot;z&quot;</value>',
    );
  });

  test('has an empty value as an empty element', () => {
    expect(hadoopXml({ a: '' })).toContain('<value/>');
  });

  test('fails for a character that XML cannot carry', () => {
    expect(() => hadoopXml({ a: 'x\u0000' })).toThrow('text has a control character: "x\\u0000"');
  });
});

describe('a properties file', () => {
  test('is read back as it was written', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(fc.dictionary(text, text), (properties) => {
        expect(load(propertiesText(properties))).toEqual({ ...properties });
      }),
    );
  });

  test('is ASCII with one line for each key, in order', () => {
    expect(propertiesText({ 'server.2': 'b:1:2', 'server.1': 'ä' })).toBe(
      'server.1=\\u00e4\nserver.2=b:1:2\n',
    );
  });
});
