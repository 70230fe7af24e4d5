/** Name of the volumes that hold cold data. HDFS knows their directories as ARCHIVE storage. */
export const COLD_VOLUME = 'cold';

/** Paths whose data is cold, where the description names none: all of them if nothing else is stored. */
export function defaultColdPaths(coldFraction: number): string[] {
  if (coldFraction === 0) return [];
  return [coldFraction === 1 ? '/' : '/cold'];
}

/** Share of the data that is on volumes beside those of the rest; 0 where all data is cold. */
export function besideColdFraction({ coldFraction }: { readonly coldFraction: number }): number {
  return coldFraction === 1 ? 0 : coldFraction;
}
