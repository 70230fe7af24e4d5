/** Text that is HTML already, and safe. Everything else is escaped when it is put into HTML. */
export class Html {
  public constructor(public readonly markup: string) {}
}

/** What can be put into HTML; nothing is written for undefined. */
export type HtmlPart = Html | string | number | undefined | readonly HtmlPart[];

/** A template whose parts are escaped unless they are HTML; lists are written one after the other. */
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

/** Text as it stands in HTML, in an attribute as well. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * JSON that can stand in a script element: no `<` in it can end the element or start a comment.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/**
 * A script's text that can stand in a script element. Inside strings and patterns, where these characters are, a
 * backslash before them means nothing.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function scriptText(script: string): string {
  return normalText(script)
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '')
    .replace(/<\/script/gi, (end) => `<\\${end.slice(1)}`)
    .replace(/<!--/g, '<\\!--');
}

/** Text with the line ends that a browser makes of it, so that a hash of it is the browser's. */
export function normalText(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
