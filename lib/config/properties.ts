function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const WRITTEN: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' };

function escape(text: string, special: RegExp): string {
  return text
    .replace(special, (character) => `\\${character}`)
    .replace(/[^\u0020-\u007e]/g, (character) => WRITTEN[character] ?? unicodeEscape(character));
}

/**
 * A file for `java.util.Properties`. Keys are sorted, so the same settings always give the same file.
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)
 */
export function propertiesText(properties: Readonly<Record<string, string>>): string {
  return Object.keys(properties)
    .sort()
    .map((key) => `${escape(key, /[\\ :=#!]/g)}=${escape(properties[key] ?? '', /^ |\\/g)}\n`)
    .join('');
}
