import { MAX_COLUMNS, MIN_COLUMNS, PLAIN_STYLE, TERMINAL_STYLE, TextLayout } from '../../lib/text/style';

/** Width and colors of the output. Files and pipes get the maximum width without colors. */
export function layoutOf(
  stream: NodeJS.WriteStream,
  environment: Readonly<Record<string, string | undefined>>,
): TextLayout {
  if (!stream.isTTY) return { columns: MAX_COLUMNS, style: PLAIN_STYLE };
  // https://no-color.org: any value but the empty one
  const plain = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  return {
    columns: Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, stream.columns)),
    style: plain ? PLAIN_STYLE : TERMINAL_STYLE,
  };
}

/** Exits quietly when the reader closes the output, as in `cdk-hadoop plan | head`. */
export function endWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}
