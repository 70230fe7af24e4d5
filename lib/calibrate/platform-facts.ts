import { Role } from '../roles/role';
import { Plan } from '../plan/plan';
import { CalibrationError } from './formats/calibration-error';

/** What must be known of a platform to make a number of the whole cluster one of a vCPU or a server. */
export interface PlatformFacts {
  readonly environment: string;
  /** vCPUs of all RegionServers; undefined without HBase. */
  readonly regionServerVcpus: number | undefined;
  /** Voting members of the ensemble that was measured, the description's first; undefined without ZooKeeper. */
  readonly participants: number | undefined;
  /** DataNodes, and replicas of a block; undefined without HDFS. */
  readonly datanodes: number | undefined;
  readonly replication: number | undefined;
}

/**
 * The facts of a plan.
 * @param regionServerVcpus those of the RegionServers that were measured, if they are not the plan's
 */
export function factsOf(plan: Plan, regionServerVcpus?: number): PlatformFacts {
  const regionServers = plan.roles.find(({ role }) => role === Role.REGIONSERVER);
  const vcpus = Math.ceil((regionServers?.containers[0]?.cpuMillis ?? 0) / 1000);
  return {
    environment: plan.environment,
    regionServerVcpus:
      regionServers === undefined ? undefined : (regionServerVcpus ?? regionServers.members.length * vcpus),
    participants: plan.ensembles[0]?.servers.filter(({ observer }) => !observer).length,
    datanodes: plan.hdfs?.datanodes,
    replication: plan.hdfs?.replication,
  };
}

/** A fact that a measurement needs; an error if the platform does not run its product. */
export function fact(facts: PlatformFacts, name: Exclude<keyof PlatformFacts, 'environment'>): number {
  const value = facts[name];
  if (value === undefined) {
    throw new CalibrationError(
      `the environment '${facts.environment}' has no ${PRODUCTS[name]}, of which the measurements are`,
    );
  }
  return value;
}

const PRODUCTS = {
  regionServerVcpus: 'HBase',
  participants: 'ZooKeeper',
  datanodes: 'HDFS',
  replication: 'HDFS',
} as const;
