/** Characters after which a name or address can break. */
const BREAKABLE = /(?<=[-.,/:}])/;

/** Breaks a text into lines of at most `width` characters: at spaces, and within longer words after punctuation. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const joined = line === '' ? word : `${line} ${word}`;
      if (joined.length <= width) {
        line = joined;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = breakWord(word, width);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    lines.push(line);
  }
  return lines;
}

function breakWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const part of word.split(BREAKABLE)) {
    if (piece !== '' && piece.length + part.length > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += part;
    while (piece.length > width) {
      pieces.push(piece.slice(0, width));
      piece = piece.slice(width);
    }
  }
  return [...pieces, piece];
}
