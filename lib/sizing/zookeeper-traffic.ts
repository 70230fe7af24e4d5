import { ResolvedEnsemble } from '../model/resolved';
import { SizingContext } from '../draft/context';
import { assumed, ensembleTargets, figuresOf, ruleNumber, zoneCount } from '../draft/figure-inputs';
import { FigureInput } from '../plan/plan';
import { RoleDraft, RoleSpec } from '../draft/role-draft';
import { BYTES_PER_MIB, MIB_PER_GBIT } from '../catalog/units';

/** Log writes are rounded up to pages of 4 KiB, which is four times a transaction of 1 KiB. */
const LOG_AMPLIFICATION = 4;
/** Minimum network bandwidth of a participant in Gbit/s, for responses and clients of operators. */
const LEAST_NETWORK_GBPS = 0.1;
/** Minimum EBS bandwidth of a server in MiB/s. */
const LEAST_EBS_MIBPS = 5;
const LOG_RULE =
  `writes x bytes per transaction x ${LOG_AMPLIFICATION}, because each KiB is logged as a page of 4 KiB; ` +
  `at least ${LEAST_EBS_MIBPS} MiB/s`;

/** A required number with its inputs. */
export interface Sized {
  readonly value: number;
  readonly inputs: readonly FigureInput[];
}

/** One sync per group of writes. */
export function logIops(context: SizingContext, { writesPerSecond }: ResolvedEnsemble): number {
  return Math.ceil(writesPerSecond / context.assumptions.zooKeeperWritesPerSync);
}

/** Traffic of the log volume. */
export function logTraffic(
  context: SizingContext,
  targets: ResolvedEnsemble,
): Pick<RoleSpec, 'ebsMiBps' | 'ebsRule' | 'ebsInputs' | 'ebsIops'> {
  const { zooKeeperTransactionBytes: bytes } = context.assumptions;
  return {
    ebsMiBps: Math.max(
      LEAST_EBS_MIBPS,
      (targets.writesPerSecond * bytes * LOG_AMPLIFICATION) / BYTES_PER_MIB,
    ),
    ebsRule: LOG_RULE,
    ebsInputs: [
      ...ensembleTargets(targets, 'writesPerSecond'),
      ...assumed(context.assumptions, 'zooKeeperTransactionBytes'),
      ruleNumber('pages of 4 KiB per KiB', LOG_AMPLIFICATION, ''),
      ruleNumber('minimum traffic', LEAST_EBS_MIBPS, 'MiB/s'),
    ],
    ebsIops: logIops(context, targets),
  };
}

/** Traffic of the leader, which sends each transaction to each other server. */
export function leaderTraffic(
  { assumptions, zones }: SizingContext,
  targets: ResolvedEnsemble,
  participants: Sized,
  observers: RoleDraft | undefined,
): Pick<RoleSpec, 'networkGbps' | 'networkRule' | 'networkInputs'> {
  const learners = participants.value - 1 + (observers?.members.length ?? 0);
  const mibps = (targets.writesPerSecond * assumptions.zooKeeperTransactionBytes * learners) / BYTES_PER_MIB;
  return {
    networkGbps: Math.max(LEAST_NETWORK_GBPS, mibps / MIB_PER_GBIT),
    networkRule:
      'writes x bytes per transaction x other servers, because the leader sends each write to them; ' +
      `at least ${LEAST_NETWORK_GBPS} Gbit/s`,
    networkInputs: [
      ...ensembleTargets(targets, 'writesPerSecond'),
      ...assumed(assumptions, 'zooKeeperTransactionBytes'),
      ...participants.inputs,
      ...(observers === undefined
        ? [
            ...ensembleTargets(targets, 'clients'),
            ...assumed(assumptions, 'zooKeeperClientsWithoutObservers'),
          ]
        : [...figuresOf(observers, 'replicasPerZone'), zoneCount(zones)]),
      ruleNumber('minimum network traffic', LEAST_NETWORK_GBPS, 'Gbit/s'),
    ],
  };
}
