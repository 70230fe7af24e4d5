import { FigureSheet } from '../draft/figure-sheet';
import { blockWriteRetries, procedureThreads, recordRecovery } from '../draft/recovery-figures';
import { Figure, NodeUpdate, Plan, RolePlan } from '../plan/plan';
import { Role } from '../roles/role';

/** A count that older documents lack, and that follows from their other fields. */
const TO_COMPUTE = 0;

/**
 * Fields that were added to the schema within a version, with the meaning of their absence in older documents. Each
 * entry is a definition of the schema, a field, and its value.
 */
export const ADDED_FIELDS: readonly (readonly [string, string, unknown])[] = [
  ['Plan', 'choices', []],
  ['Plan', 'quotas', []],
  ['Plan', 'nodeVersion', ''],
  ['Plan', 'retiring', []],
  ['PoolPlan', 'generation', 1],
  ['PoolPlan', 'nodesUpdatedAtOnce', 1],
  ['PoolPlan', 'nodeUpdate', NodeUpdate.DEFAULT],
  ['PoolPlan', 'autoRepair', false],
  ['Figure', 'inputs', []],
  ['EnsemblePlan', 'connectToLearnerMasterLimit', 1],
  ['EnsemblePlan', 'electionMs', 1_000],
  ['EnsemblePlan', 'zoneClientServices', []],
  ['EnsemblePlan', 'participantMaxCnxns', 0],
  ['EnsemblePlan', 'participantConnectionMaxTokens', 0],
  ['HdfsPlan', 'heartbeatSeconds', 1],
  ['HdfsPlan', 'blockWriteRetries', TO_COMPUTE],
];

/** Adds figures to an older plan for settings that were not figures before. */
export function completed(plan: Plan): Plan {
  const zones = (role: Role): readonly number[] =>
    plan.roles.find((candidate) => candidate.role === role)?.zones.map(({ replicas }) => replicas) ?? [];
  const { hdfs } = plan;
  return {
    ...plan,
    nodeVersion: plan.nodeVersion === '' ? plan.kubernetesVersion : plan.nodeVersion,
    ...(hdfs?.blockWriteRetries === TO_COMPUTE && {
      hdfs: {
        ...hdfs,
        blockWriteRetries: blockWriteRetries(zones(Role.DATANODE)),
      },
    }),
    roles: plan.roles.map((role) => ({
      ...role,
      figures: { ...addedFigures(role, zones(Role.REGIONSERVER)), ...role.figures },
    })),
  };
}

function addedFigures({ role }: RolePlan, regionServers: readonly number[]): Record<string, Figure> {
  const sheet = new FigureSheet({});
  recordRecovery(role, sheet);
  if (role === Role.HMASTER) {
    const servers = regionServers.reduce((sum, replicas) => sum + replicas, 0);
    sheet.count('procedureThreads', procedureThreads(servers), 'threads', 'as rendered', '');
  }
  return sheet.figures;
}
