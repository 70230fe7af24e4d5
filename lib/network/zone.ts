/** Maximum number of zones in ids: the letters a to f, more than any region has. */
export const MAX_ZONE_INDEX = 6;

/**
 * The short key of a zone: the part after the last hyphen, without the part that all zones of a region share.
 * `us-east-1a` gives `1a`, `zone-b` gives `b`.
 */
export function zoneKey(zone: string): string {
  return zone.slice(zone.lastIndexOf('-') + 1);
}

/**
 * Number of a zone, derived only from its name: the last letter (`1a` is 1, `1b` is 2), otherwise the last number.
 * Undefined if the name ends in neither, or if the number is not from 1 to `MAX_ZONE_INDEX`.
 */
export function zoneIndex(zone: string): number | undefined {
  const end = /([a-z])$|(\d+)$/.exec(zoneKey(zone));
  if (end === null) return undefined;
  const index = end[1] === undefined ? Number(end[2]) : end[1].charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  return index >= 1 && index <= MAX_ZONE_INDEX ? index : undefined;
}
