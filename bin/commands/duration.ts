import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Parses the argument of an option, such as `90s`, `15m` or `1h`, into milliseconds. */
export function parseDuration(text: string): number {
  const [, number, unit = ''] = /^(\d+)([smh])$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (number === undefined || factor === undefined || Number(number) === 0) {
    throw new InvalidArgumentError('Expected a duration such as 90s, 15m or 1h.');
  }
  return Number(number) * factor;
}

/** Minutes and seconds: `3:05`. */
export function elapsedText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
