import { Tier } from '../model/environment';
import { ResolvedEnvironment } from '../model/resolved';
import { Finding, Plan, Severity } from '../plan/plan';

/** Figures of which less is less safe, or less capable. */
const CAPACITY =
  /^(replicas|replicasPerZone)$|(heapMiB|directMiB|overheadMiB|memoryMiB|cpuMillis|GiB|Iops|MiBps)$/i;
/** Threads, of which many take memory and wait for each other. */
const THREADS = /^(handlers|serviceHandlers|transferThreads)$/;
/** How many times the derived number of threads is taken for deliberate. */
const MANY = 4;

/** Figures of the user that are allowed, but risky. */
export function checkOverridden(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  return [
    ...plan.roles.flatMap(({ role, group, figures }) =>
      Object.values(figures).flatMap(({ name, value, derived, unit }): Finding[] => {
        const finding = {
          severity: Severity.WARNING,
          subject: `overrides.${role}.figures.${name}`,
          figure: `${value} ${unit}`,
        };
        if (CAPACITY.test(name) && value < derived) {
          return [
            {
              ...finding,
              code: 'override/below-derived',
              message: `${group} has less than what was derived for it`,
              allowed: `at least ${derived} ${unit}`,
            },
          ];
        }
        if (THREADS.test(name) && value > MANY * derived) {
          return [
            {
              ...finding,
              code: 'override/far-above-derived',
              message: `${group} has many times the threads that were derived for it; they take memory and wait for each other`,
              allowed: `at most ${MANY * derived} ${unit}`,
            },
          ];
        }
        if (THREADS.test(name) && value < derived / MANY) {
          return [
            {
              ...finding,
              code: 'override/far-below-derived',
              message: `${group} has a fraction of the threads that were derived for it; requests wait in its queue`,
              allowed: `at least ${Math.ceil(derived / MANY)} ${unit}`,
            },
          ];
        }
        return [];
      }),
    ),
    ...fewReplicas(plan, environment),
  ];
}

/** With two replicas in three zones, the loss of a zone leaves blocks with one. A single replica is told elsewhere. */
function fewReplicas(plan: Plan, { hdfs }: ResolvedEnvironment): Finding[] {
  const matters = plan.tier === Tier.PROD || plan.tier === Tier.STAGING;
  if (!matters || hdfs?.replication !== 2 || plan.zones.length < 3) return [];
  return [
    {
      code: 'zone-loss/replication',
      severity: Severity.WARNING,
      subject: 'hdfs.replication',
      message: 'with a zone down some blocks have one replica: a disk lost meanwhile loses data',
      figure: String(hdfs.replication),
      allowed: 'at least 3',
    },
  ];
}
