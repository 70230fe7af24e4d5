import { existsSync, writeFileSync } from 'node:fs';
import {
  LOCK_SCHEMA_VERSION,
  LockDocument,
  lockDocumentOf,
  LockDocumentError,
} from '../../lib/lock/lock-document';
import { nodeGroupLock } from '../../lib/lock/node-groups';
import { Environment } from '../../lib/model/environment';
import { Plan } from '../../lib/plan/plan';
import { PlatformLock } from '../../lib/plan/platform-lock';
import { planPlatform, PlanOptions } from '../../lib/planner/planner';
import { sortedJson } from '../../lib/text/sorted-json';
import { messageOf, UserError } from '../errors/user-error';
import { readJson } from './read-json';

/** The lock file of an app, in the working directory of commands and the CDK. */
export const LOCK_FILE = 'plan.lock.json';

/**
 * The lock of an environment, or undefined if it has none.
 * @throws UserError if the file cannot be read
 */
export function lockFor(name: string): PlatformLock | undefined {
  const { environments } = readLocks();
  return Object.hasOwn(environments, name) ? environments[name] : undefined;
}

/** How an environment is planned: with what is locked of it. */
export function optionsWithLock({ name }: Environment): PlanOptions {
  const lock = lockFor(name);
  return lock === undefined ? {} : { lock };
}

/** The plan of an environment with its lock. */
export function plannedWithLock(environment: Environment): Plan {
  return planPlatform(environment, optionsWithLock(environment));
}

/** The plan of an environment as if nothing were locked, except that node groups that exist are not replaced. */
export function plannedAnew(environment: Environment): Plan {
  const lock = lockFor(environment.name);
  return planPlatform(environment, lock === undefined ? {} : { lock: nodeGroupLock(lock) });
}

/** Writes the lock of an environment into the file, and keeps the locks of other environments. */
export function writeLock(name: string, lock: PlatformLock): void {
  const { environments } = readLocks();
  const document: LockDocument = {
    schemaVersion: LOCK_SCHEMA_VERSION,
    environments: { ...environments, [name]: lock },
  };
  try {
    writeFileSync(LOCK_FILE, sortedJson(document));
  } catch (error) {
    throw new UserError(`cannot write '${LOCK_FILE}': ${messageOf(error)}`, { cause: error });
  }
}

function readLocks(): LockDocument {
  if (!existsSync(LOCK_FILE)) return { schemaVersion: LOCK_SCHEMA_VERSION, environments: {} };
  try {
    return lockDocumentOf(readJson(LOCK_FILE));
  } catch (error) {
    if (!(error instanceof LockDocumentError)) throw error;
    throw new UserError(`cannot read '${LOCK_FILE}': ${error.message}`, { cause: error });
  }
}
