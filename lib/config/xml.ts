/** Characters that XML 1.0 cannot carry in any form. */
// eslint-disable-next-line no-control-regex -- these are exactly the characters to find
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** An element with attributes that contains either text or elements. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content?: string | readonly XmlElement[];
}

/** Whether a text contains only characters that XML allows. */
export function isXmlText(text: string): boolean {
  return !ILLEGAL.test(text);
}

function escapeXml(text: string): string {
  if (!isXmlText(text)) throw new Error(`text has a control character: ${JSON.stringify(text)}`);
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

function lines({ name, attributes = {}, content = '' }: XmlElement, indent: string): string[] {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const start = `${indent}<${name}${written.join('')}`;
  if (content.length === 0) return [`${start}/>`];
  if (typeof content === 'string') return [`${start}>${escapeXml(content)}</${name}>`];
  return [`${start}>`, ...content.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}

/** An XML document. */
export function xmlDocument(root: XmlElement): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...lines(root, ''), ''].join('\n');
}
