/** An operation of a load generator: `test/e2e/java/Ledger.java` says how it is written. */
export interface Operation {
  /** The writer's sequence of operations that it belongs to. */
  readonly stream: string;
  readonly sequence: number;
  /** By the writer's clock. */
  readonly startMs: number;
  readonly latencyMs: number;
  /** Why it failed. Undefined if it was acknowledged. */
  readonly failure?: string;
}

/** What was read back, by stream. */
interface ReadBack {
  readonly ranges: ReadonlyMap<string, readonly (readonly [first: number, last: number])[]>;
  /** Things that were there with other content than what was written. */
  readonly bad: readonly string[];
}

/** The operations that the lines of a program tell. */
export function operationsOf(lines: readonly string[]): Operation[] {
  return lines.flatMap((line) => {
    const match = /^e2e ([AF]) (\S+) (\d+) (\d+) (\d+)(?: (.*))?$/.exec(line);
    if (match === null) return [];
    const [, kind, stream = '', sequence, startMs, latencyMs, failure = ''] = match;
    return {
      stream,
      sequence: Number(sequence),
      startMs: Number(startMs),
      latencyMs: Number(latencyMs),
      ...(kind === 'F' ? { failure } : {}),
    };
  });
}

/** What else a program tells. */
export function remarksOf(lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith('e2e I ')).map((line) => line.slice('e2e I '.length));
}

/** What a program read back. */
export function readBackOf(lines: readonly string[]): ReadBack {
  const ranges = new Map<string, [number, number][]>();
  const bad: string[] = [];
  for (const line of lines) {
    const [mark, kind, stream = '', first, last] = line.split(' ');
    if (mark !== 'e2e') continue;
    if (kind === 'B') bad.push(`${stream} ${first ?? ''}`);
    if (kind === 'R') ranges.set(stream, [...(ranges.get(stream) ?? []), [Number(first), Number(last)]]);
  }
  return { ranges, bad };
}

/** The acknowledged operations that were not read back. */
export function missing(operations: readonly Operation[], { ranges }: ReadBack): string[] {
  return operations
    .filter(({ failure }) => failure === undefined)
    .filter(
      ({ stream, sequence }) =>
        !(ranges.get(stream) ?? []).some(([first, last]) => first <= sequence && sequence <= last),
    )
    .map(({ stream, sequence }) => `${stream} ${sequence}`);
}

/** The longest time that a stream had no acknowledgement. */
interface Stall {
  readonly stream: string;
  readonly seconds: number;
  /** When it began, in seconds after the beginning of the window. */
  readonly afterSeconds: number;
}

/**
 * The longest stall of each stream that overlaps a window of time, the longest first. A stall ends at the next
 * acknowledgement even if that is after the window; one that has not ended lasts until the end of the window.
 */
export function stalls(operations: readonly Operation[], fromMs: number, toMs: number): Stall[] {
  const byStream = new Map<string, number[]>();
  for (const { stream, startMs, latencyMs, failure } of operations) {
    const times = byStream.get(stream) ?? [];
    byStream.set(stream, times);
    if (failure === undefined) times.push(startMs + latencyMs);
  }
  return [...byStream]
    .map(([stream, times]) => longestGap(stream, times, fromMs, toMs))
    .sort((a, b) => b.seconds - a.seconds);
}

function longestGap(stream: string, times: readonly number[], fromMs: number, toMs: number): Stall {
  const sorted = [...times].sort((a, b) => a - b);
  let longest: Stall = { stream, seconds: 0, afterSeconds: 0 };
  sorted.forEach((time, index) => {
    const next = sorted[index + 1] ?? toMs;
    if (next < fromMs || time > toMs || next - time <= longest.seconds * 1_000) return;
    longest = { stream, seconds: (next - time) / 1_000, afterSeconds: (time - fromMs) / 1_000 };
  });
  return longest;
}
