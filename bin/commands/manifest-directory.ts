import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sortedJson } from '../../lib/text/sorted-json';
import { isRecord } from './read-json';
import { messageOf, UserError } from '../errors/user-error';

/**
 * Marker that lists our files in a directory. It has no extension, because `kubectl apply -f` and GitOps tools select
 * files by extension, including hidden ones.
 */
export const MARKER = '.cdk-hadoop-manifests';
/** Pattern of files that we write. Other files are never removed, even if the marker lists them. */
const OWN_NAME = /^\d{2,}-[a-z0-9-]+\.yaml$/;

/** A file to be written. */
export interface ManifestFile {
  readonly name: string;
  readonly content: string;
}

/** A directory for the manifests of an environment. */
export interface ManifestDirectory {
  readonly path: string;
  readonly environment: string;
  /** Files of an earlier run. */
  readonly earlier: readonly string[];
  /** Foreign files, which must not be overwritten. */
  readonly foreign: readonly string[];
}

/**
 * Inspects a directory without changes.
 * @throws UserError if it has files that we did not write for this environment, unless forced
 */
export function inspectDirectory(path: string, environment: string, force: boolean): ManifestDirectory {
  const names = namesIn(path);
  const marker = names.includes(MARKER) ? readMarker(join(path, MARKER)) : undefined;
  if (!force) {
    if (marker === undefined && names.length > 0) {
      throw new UserError(
        `'${path}' is not empty, and was not written by cdk-hadoop: use another directory, or --force to write into ` +
          'it (files with other names stay)',
      );
    }
    if (marker !== undefined && marker.environment !== environment) {
      throw new UserError(
        `'${path}' has the manifests of '${marker.environment}': use another directory, or --force to replace them ` +
          `with those of '${environment}'`,
      );
    }
  }
  const earlier = marker?.files ?? [];
  const foreign = force ? [] : names.filter((name) => name !== MARKER && !earlier.includes(name));
  return { path, environment, earlier, foreign };
}

/**
 * Writes files, and removes those of the earlier run that are no longer among them.
 * @returns the names of the removed files
 * @throws UserError if the directory cannot be written
 */
export function writeDirectory(directory: ManifestDirectory, files: readonly ManifestFile[]): string[] {
  const { path, environment, earlier, foreign } = directory;
  const names = files.map(({ name }) => name);
  const taken = names.filter((name) => foreign.includes(name));
  if (taken.length > 0) {
    throw new UserError(
      `'${path}' has ${taken.join(', ')}, not written by cdk-hadoop: move it, or use --force to overwrite it`,
    );
  }
  const stale = earlier.filter((name) => !names.includes(name));
  const mark = (owned: readonly string[]): void => {
    writeFileSync(
      join(path, MARKER),
      sortedJson({ environment, files: [...owned].sort(), schemaVersion: 1 }),
    );
  };
  try {
    mkdirSync(path, { recursive: true });
    // The marker lists all old and new files first, so that the next run recognizes the files of an interrupted run.
    mark([...new Set([...names, ...earlier])]);
    for (const { name, content } of files) writeFileSync(join(path, name), content);
    for (const name of stale) rmSync(join(path, name), { force: true });
    mark(names);
  } catch (error) {
    throw new UserError(`cannot write into '${path}': ${messageOf(error)}`, { cause: error });
  }
  return stale;
}

function namesIn(path: string): string[] {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(path);
  } catch (error) {
    throw new UserError(`cannot write into '${path}': ${messageOf(error)}`, { cause: error });
  }
}

function readMarker(path: string): { environment: string; files: string[] } | undefined {
  let marker: unknown;
  try {
    marker = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  if (!isRecord(marker) || typeof marker.environment !== 'string' || !Array.isArray(marker.files)) {
    return undefined;
  }
  return {
    environment: marker.environment,
    files: marker.files.filter((name) => typeof name === 'string').filter((name) => OWN_NAME.test(name)),
  };
}
