import { closeSync, openSync, writeSync } from 'node:fs';

const DAY = 86_400;
/** Seconds between two scrapes. */
const INTERVAL = 300;

/** What a series does: its value, or how fast it rises, at a Unix time in seconds. */
export type Course = (seconds: number) => number;

/** Always about the same: within one percent of a value. */
export function steady(value: number, seed: number): Course {
  return (seconds) => value * noise(seed, seconds);
}

/** Low at night, highest at noon: from two fifths of the peak to the peak, and one percent less or more. */
export function daily(peak: number, seed: number): Course {
  return (seconds) => peak * (0.7 - 0.3 * Math.cos((2 * Math.PI * seconds) / DAY)) * noise(seed, seconds);
}

/** A straight line that ends at a value. */
export function growing(last: number, perDay: number, end: number): Course {
  return (seconds) => last - (perDay * (end - seconds)) / DAY;
}

/** Between 0.99 and 1.01, the same for the same seed and time. */
function noise(seed: number, seconds: number): number {
  // A round of mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(seconds, 0x85ebca6b)) >>> 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return 0.99 + 0.02 * (((state ^ (state >>> 14)) >>> 0) / 2 ** 32);
}

/** Labels of a series. */
export type Labels = Readonly<Record<string, string>>;

/** Writes series as OpenMetrics text, the way `promtool` reads it. */
export class Recording {
  private readonly file: number;

  /** @param times Unix times in seconds between which there are samples; both are multiples of the interval */
  public constructor(
    path: string,
    private readonly times: { readonly start: number; readonly end: number },
  ) {
    this.file = openSync(path, 'w');
  }

  /** A series that rises and falls. */
  public gauge(name: string, labels: Labels, value: Course): void {
    this.series(name, labels, value);
  }

  /** A series that only rises, by so much a second. */
  public counter(name: string, labels: Labels, rate: Course): void {
    let total = 0;
    this.series(name, labels, (seconds) => (total += rate(seconds) * INTERVAL));
  }

  public close(): void {
    writeSync(this.file, '# EOF\n');
    closeSync(this.file);
  }

  private series(name: string, labels: Labels, value: Course): void {
    const texts = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    const head = `${name}{${texts.join(',')}}`;
    const lines: string[] = [];
    for (let seconds = this.times.start; seconds <= this.times.end; seconds += INTERVAL) {
      lines.push(`${head} ${value(seconds).toPrecision(9)} ${seconds}\n`);
    }
    writeSync(this.file, lines.join(''));
  }
}
