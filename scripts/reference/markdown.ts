/** A table in GitHub Flavored Markdown. Cells can contain line breaks and pipes. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

function cell(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', String.raw`\|`);
}

/** Inline code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Link target of a type: an anchor, or a page with an anchor. */
export type Sections = ReadonlyMap<string, string>;

/** The name of a type as code, with links if the type or its elements have a section. */
export function typeLink(type: string, sections: Sections): string {
  const named = /^(?:Record<string, )?(\w+)(?:>|\[\])*$/.exec(type)?.[1];
  const section = named === undefined ? undefined : sections.get(named);
  return section === undefined ? code(type) : `[${code(type)}](${section})`;
}

/** A default in TSDoc: a value, or a text after a dash. */
export function defaultText(text: string | undefined): string {
  if (text === undefined) return '';
  return text.startsWith('- ') ? text.slice(2) : code(text);
}
