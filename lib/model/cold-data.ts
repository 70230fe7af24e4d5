/** Name of the volumes for cold data. In HDFS, their directories are ARCHIVE storage. */
export const COLD_VOLUME = 'cold';

/** Default paths of cold data: the root if all data is cold. */
export function defaultColdPaths(coldFraction: number): string[] {
  if (coldFraction === 0) return [];
  return [coldFraction === 1 ? '/' : '/cold'];
}

/** Share of the data on separate cold volumes; 0 if all data is cold. */
export function besideColdFraction({ coldFraction }: { readonly coldFraction: number }): number {
  return coldFraction === 1 ? 0 : coldFraction;
}
