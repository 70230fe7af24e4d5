import { MAX_ZONE_INDEX, zoneIndex, zoneKey } from '../network/zone';
import { isToken, Problems } from './description-error';
import { Environment, Tier } from './environment';
import { isAws } from './resolved';
import { zonesOfRegion } from '../catalog/regions';
import { checkUnique } from './validate-names';

export function validateZones(environment: Environment, problems: Problems): void {
  const { zones, region, tier } = environment;
  const field = (position: number): string => `zones[${position}]`;
  validateRegion(environment, problems);
  if (zones.some(isToken)) {
    problems.add('zones', zones.find(isToken), 'names of Availability Zones, known at synthesis');
    return;
  }
  validateZoneCount(environment, problems);
  validateQuorumZones(environment, problems);
  checkUnique(field, zones, problems);
  const known = region === undefined || !isAws(tier) ? undefined : zonesOfRegion(region);
  zones.forEach((zone, position) => {
    if (isAws(tier) && region !== undefined && !isToken(region)) {
      if (!zone.startsWith(region) || !/^[a-z]$/.test(zone.slice(region.length))) {
        problems.add(
          field(position),
          zone,
          `a zone in the region: ${known?.join(', ') ?? `${region}a to ${region}f`}`,
        );
        return;
      }
      if (known !== undefined && !known.includes(zone) && environment.acknowledgeUnknownZones !== true) {
        problems.add(
          field(position),
          zone,
          `a zone in the region: ${known.join(', ')}; or a newer one with acknowledgeUnknownZones: true`,
        );
        return;
      }
    }
    if (!/^[a-z0-9]+$/.test(zoneKey(zone)) || zoneKey(zone).length > 8 || zoneIndex(zone) === undefined) {
      problems.add(
        field(position),
        zone,
        `a name whose last part is 1 to 8 of a-z and 0-9 and ends with a to f or 1 to ${MAX_ZONE_INDEX}`,
      );
      return;
    }
    const twin = zones.find((other) => other !== zone && zoneIndex(other) === zoneIndex(zone));
    if (twin !== undefined && zones.indexOf(twin) < position) {
      problems.add(field(position), zone, `a name whose last letter or number differs from '${twin}'`);
    }
  });
}

function validateRegion({ region, tier, acknowledgeUnknownZones }: Environment, problems: Problems): void {
  if (!isAws(tier)) return;
  if (region === undefined) {
    problems.add('region', region, `an AWS region such as us-east-1, unless the tier is ${Tier.LOCAL}`);
  } else if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    problems.add('region', region, 'an AWS region such as us-east-1');
  } else if (zonesOfRegion(region) === undefined && acknowledgeUnknownZones !== true) {
    problems.add(
      'region',
      region,
      'an AWS region such as us-east-1; or a newer one with acknowledgeUnknownZones: true',
    );
  }
}

function validateZoneCount({ zones, acknowledgeTwoZones, tier }: Environment, problems: Problems): void {
  const distinct = new Set(zones).size;
  // A duplicate zone hides a missing one; `checkUnique` reports it.
  if (distinct < zones.length && zones.length >= 3 && distinct <= MAX_ZONE_INDEX) return;
  if (distinct >= 3 && distinct <= MAX_ZONE_INDEX) return;
  if (distinct === 2 && acknowledgeTwoZones === true && tier !== Tier.PROD) return;
  problems.add(
    'zones',
    zones,
    distinct === 2 && tier !== Tier.PROD
      ? `3 to ${MAX_ZONE_INDEX} zones, or 2 with acknowledgeTwoZones: true`
      : `3 to ${MAX_ZONE_INDEX} zones`,
  );
}

function validateQuorumZones({ zones, quorumZones }: Environment, problems: Problems): void {
  if (quorumZones === undefined) return;
  const field = (position: number): string => `quorumZones[${position}]`;
  checkUnique(field, quorumZones, problems);
  quorumZones.forEach((zone, position) => {
    if (!zones.includes(zone)) problems.add(field(position), zone, zones.join(', '));
  });
  const fewest = Math.min(3, new Set(zones).size);
  if (quorumZones.length < fewest) {
    problems.add('quorumZones', quorumZones, `at least ${fewest} of the zones`);
  }
}
