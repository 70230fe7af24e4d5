/** A table of GitHub's Markdown. Cells may have line breaks and pipes. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

function cell(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', String.raw`\|`);
}

/** Code in a line. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Where a type has its section: an anchor, or a page with an anchor. */
export type Sections = ReadonlyMap<string, string>;

/** The name of a type as code. If it has a section, or is a list or record of what has one, it is a link. */
export function typeLink(type: string, sections: Sections): string {
  const named = /^(?:Record<string, )?(\w+)(?:>|\[\])*$/.exec(type)?.[1];
  const section = named === undefined ? undefined : sections.get(named);
  return section === undefined ? code(type) : `[${code(type)}](${section})`;
}

/** A default as TSDoc has it: a value, or words after a dash. */
export function defaultText(text: string | undefined): string {
  if (text === undefined) return '';
  return text.startsWith('- ') ? text.slice(2) : code(text);
}
