import { Tier } from '../model/environment';
import { ResolvedEnvironment } from '../model/resolved';
import { Finding, Plan, Severity } from '../plan/plan';
import { quantityText } from '../text/number';

/** Figures for which a lower value reduces safety or capacity. */
const CAPACITY =
  /^(replicas|replicasPerZone)$|(heapMiB|directMiB|overheadMiB|memoryMiB|cpuMillis|GiB|Iops|MiBps)$/i;
/** Thread counts. Too many threads use memory and contend with each other. */
const THREADS = /^(handlers|serviceHandlers|transferThreads)$/;
/** Factor of the derived number of threads up to which an override is not reported. */
const MANY = 4;

/** Allowed but risky overrides. */
export function checkOverridden(plan: Plan, environment: ResolvedEnvironment): Finding[] {
  return [
    ...plan.roles.flatMap(({ role, group, figures }) =>
      Object.values(figures).flatMap(({ name, value, derived, unit }): Finding[] => {
        const finding = {
          severity: Severity.WARNING,
          subject: `overrides.${role}.figures.${name}`,
          figure: quantityText(value, unit),
        };
        if (CAPACITY.test(name) && value < derived) {
          return [
            {
              ...finding,
              code: 'override/below-derived',
              message: `${group} has less than the derived value`,
              allowed: `at least ${derived} ${unit}`,
            },
          ];
        }
        if (THREADS.test(name) && value > MANY * derived) {
          return [
            {
              ...finding,
              code: 'override/far-above-derived',
              message: `${group} has many times the derived number of threads; they use memory and contend with each other`,
              allowed: `at most ${MANY * derived} ${unit}`,
            },
          ];
        }
        if (THREADS.test(name) && value < derived / MANY) {
          return [
            {
              ...finding,
              code: 'override/far-below-derived',
              message: `${group} has a fraction of the derived number of threads; requests wait in its queue`,
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

/**
 * With two replicas in three zones, the loss of a zone leaves some blocks with one. Another check reports single
 * replicas.
 */
function fewReplicas(plan: Plan, { hdfs }: ResolvedEnvironment): Finding[] {
  const matters = plan.tier === Tier.PROD || plan.tier === Tier.STAGING;
  if (!matters || hdfs?.replication !== 2 || plan.zones.length < 3) return [];
  return [
    {
      code: 'zone-loss/replication',
      severity: Severity.WARNING,
      subject: 'hdfs.replication',
      message: 'with a zone down, some blocks have one replica: the loss of a disk in that time loses data',
      figure: String(hdfs.replication),
      allowed: 'at least 3',
    },
  ];
}
