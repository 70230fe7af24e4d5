/** Text that is already safe HTML. Any other text is escaped when it is inserted into HTML. */
export class Html {
  public constructor(public readonly markup: string) {}
}

/** Values that can be inserted into HTML. Undefined inserts nothing. */
export type HtmlPart = Html | string | number | undefined | readonly HtmlPart[];

/** A template that escapes its parts unless they are HTML, and concatenates lists. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(strings.map((text, index) => text + markupOf(parts[index])).join(''));
}

function markupOf(part: HtmlPart): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.markup;
  if (typeof part === 'object') return part.map(markupOf).join('');
  return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text escaped for HTML, including attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * JSON for a script element, without any `<` that could end the element or start a comment.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/**
 * The text of a script for a script element. These characters occur only inside strings and regular expressions,
 * where a backslash before them has no effect.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function scriptText(script: string): string {
  return normalText(script)
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '')
    .replace(/<\/script/gi, (end) => `<\\${end.slice(1)}`)
    .replace(/<!--/g, '<\\!--');
}

/** Text with normalized line endings, so that its hash equals the hash in the browser. */
export function normalText(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
