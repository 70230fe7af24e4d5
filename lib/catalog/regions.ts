import table from './data/zones.json';

const ZONES: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(table.regions));

/**
 * Names of the Availability Zones of a region, without Local and Wavelength Zones. Returns `undefined` for a region
 * that the table does not list, so that the caller can fall back to a pattern.
 *
 * The letters come from one account. In regions from before November 2012, `us-east-1a` of one account can be
 * `us-east-1b` of another, and an account may lack some of the letters (us-west-1 shows two of three). AWS also adds
 * zones. The caller decides whether a zone that the table lacks is an error, given the age of the table.
 *
 * @param region region code, such as `us-east-1`
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 */
export function zonesOfRegion(region: string): readonly string[] | undefined {
  return ZONES.get(region);
}
