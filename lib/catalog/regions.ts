import table from './data/zones.json';

const ZONES: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(table.regions));

/**
 * Availability zones of a region by name, Local and Wavelength Zones left out; `undefined` where the table does not
 * know the region, so that the caller can fall back to a pattern.
 *
 * The letters are one account's: in regions from before November 2012, `us-east-1a` of one account is another's
 * `us-east-1b`, and an account may lack some of the letters (us-west-1 shows two of three). AWS adds zones, too.
 * Whether a zone that the table lacks is an error is for the caller to decide, by how old the table may be.
 *
 * @param region region code, such as `us-east-1`
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 */
export function zonesOfRegion(region: string): readonly string[] | undefined {
  return ZONES.get(region);
}
