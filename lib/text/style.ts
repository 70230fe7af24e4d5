/** Highlights parts of a text. Highlighting adds no width and no meaning: the text reads the same without it. */
export interface TextStyle {
  /** Titles and table headers. */
  readonly strong: (text: string) => string;
  /** The name of a severity: `error`, `warning` or `info`. */
  readonly severity: (severity: string, text: string) => string;
}

/** For files, pipes, and terminals with `NO_COLOR` set. */
export const PLAIN_STYLE: TextStyle = {
  strong: (text) => text,
  severity: (_severity, text) => text,
};

const SEVERITY_COLOURS: ReadonlyMap<string, number> = new Map([
  ['error', 31],
  ['warning', 33],
  ['info', 36],
]);
const DEFAULT_COLOUR = 39;

/** For terminals: bold, and the eight colors that every theme has. */
export const TERMINAL_STYLE: TextStyle = {
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
  severity: (severity, text) =>
    `\u001b[${SEVERITY_COLOURS.get(severity) ?? DEFAULT_COLOUR}m${text}\u001b[39m`,
};

/** How to render a text. */
export interface TextLayout {
  /** Maximum line length in characters; at least `MIN_COLUMNS`. */
  readonly columns: number;
  readonly style: TextStyle;
}

/** Minimum width. In less, columns of a plan would be a few letters wide. */
export const MIN_COLUMNS = 80;
/** Maximum width, and the default if the width of the terminal is unknown. */
export const MAX_COLUMNS = 120;
