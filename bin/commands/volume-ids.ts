import { VolumeMode } from '../../lib/model/overrides';
import { isAws } from '../../lib/model/resolved';
import { Plan } from '../../lib/plan/plan';
import { claimsOf } from '../../lib/topology/volume-claims';
import { isRecord, readJson } from './read-json';
import { UserError } from '../errors/user-error';

const VOLUME_ID = /^vol-[0-9a-f]{8,17}$/;

/** Claims that are bound to an EBS volume by ID. */
export function staticClaims(plan: Plan): string[] {
  if (!isAws(plan.tier)) return [];
  return plan.roles
    .flatMap(claimsOf)
    .filter(({ template }) => template.volume.mode === VolumeMode.STATIC)
    .map(({ name }) => name);
}

/**
 * IDs of the static volumes of the plan by claim, from the description and a file.
 * @throws UserError that lists every claim without an ID, every invalid ID, and every unknown claim
 */
export function volumeIdsOf(
  plan: Plan,
  existing: Readonly<Record<string, string>>,
  file: string | undefined,
): Record<string, string> {
  const claims = staticClaims(plan);
  const given = file === undefined ? {} : volumesIn(file);
  const problems = Object.entries(given).flatMap(([claim, id]) => {
    if (typeof id !== 'string' || !VOLUME_ID.test(id)) {
      return [`${claim}: ${JSON.stringify(id)}; expected an EBS volume id such as vol-0123456789abcdef0`];
    }
    if (!claims.includes(claim)) return [`${claim}: not a static claim of '${plan.environment}'`];
    const other = existing[claim];
    return other !== undefined && other !== id
      ? [`${claim}: '${id}'; existingVolumes of the description says '${other}'`]
      : [];
  });
  if (problems.length > 0)
    throw new UserError([`'${file ?? ''}' has invalid volumes:`, ...indented(problems)].join('\n'));

  const ids: Record<string, string> = { ...existing, ...(given as Record<string, string>) };
  const missing = claims.filter((claim) => ids[claim] === undefined);
  if (missing.length > 0) {
    const [example = ''] = missing;
    throw new UserError(
      [
        `'${plan.environment}' has static volumes, whose IDs are known after the deployment; missing IDs:`,
        ...indented(missing),
        `pass them with --volumes FILE.json ({"${example}": "vol-...", ...}), or as existingVolumes in the description`,
      ].join('\n'),
    );
  }
  return ids;
}

function volumesIn(file: string): Record<string, unknown> {
  const volumes = readJson(file);
  if (!isRecord(volumes))
    throw new UserError(`'${file}' is not an object: expected volume IDs by claim name`);
  return volumes;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
