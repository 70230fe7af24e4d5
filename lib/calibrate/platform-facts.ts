import { Role } from '../roles/role';
import { Plan } from '../plan/plan';
import { CalibrationError } from './formats/calibration-error';

/** Facts about a platform that convert a number of the whole cluster into a number per vCPU or server. */
export interface PlatformFacts {
  readonly environment: string;
  /** vCPUs of all RegionServers. Undefined without HBase. */
  readonly regionServerVcpus: number | undefined;
  /** Voting members of the measured ensemble, which is the first in the description. Undefined without ZooKeeper. */
  readonly participants: number | undefined;
  /** DataNodes, and replicas of a block. Undefined without HDFS. */
  readonly datanodes: number | undefined;
  readonly replication: number | undefined;
}

/**
 * The facts of a plan.
 * @param regionServerVcpus vCPUs of the measured RegionServers, if they differ from the plan
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

/** A fact that a measurement needs. Throws an error if the platform does not run its product. */
export function fact(facts: PlatformFacts, name: Exclude<keyof PlatformFacts, 'environment'>): number {
  const value = facts[name];
  if (value === undefined) {
    throw new CalibrationError(
      `the measurements are of ${PRODUCTS[name]}, which environment '${facts.environment}' does not have`,
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
