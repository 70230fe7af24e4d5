/** A command of a document. */
export interface DocumentedCommand {
  /** The line of shell, with its continuations. */
  readonly line: string;
  /** Whether the document says that it needs a clone: by a comment in the first line of the block. */
  readonly clone: boolean;
}

/** The commands of the sections of a Markdown document whose commands include one that contains `mention`. */
export function commandsAbout(markdown: string, mention: string): DocumentedCommand[] {
  return sections(markdown)
    .map(commandsOf)
    .filter((commands) => commands.some(({ line }) => line.includes(mention)))
    .flat();
}

/** A document cut at its headings; what looks like one in a block of code is none. */
function sections(markdown: string): string[] {
  const cut: string[][] = [[]];
  let code = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) code = !code;
    if (!code && /^#+ /.test(line)) cut.push([]);
    cut.at(-1)?.push(line);
  }
  return cut.map((lines) => lines.join('\n'));
}

function commandsOf(section: string): DocumentedCommand[] {
  return [...section.matchAll(/^```sh\n([^]*?)^```/gm)].flatMap(([, block = '']) => {
    const lines = block.replace(/\\\n\s*/g, '').split('\n');
    const clone = /^# .*\bclone\b/.test(lines[0] ?? '');
    return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => ({ line, clone }));
  });
}
