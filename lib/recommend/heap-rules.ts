import { targetsOfEnsemble, overridesOf } from '../model/resolved';
import { Role } from '../roles/role';
import { countText, decimalText } from '../text/number';
import { floorOf } from '../draft/floors';
import { heapBand } from '../draft/jvm';
import { RolePlan } from '../plan/plan';
import { Draft, Facts, highestFigure, ofMost, ofSum, ofWorstPod, roleOf } from './facts';
import { LIMITS } from './thresholds';
import { ProposalKind } from './recommendation';

/** Step of proposed heaps in MiB. */
const STEP_MIB = 256;
/** Minimum share of the inputs of the heap rule that must be present before a heap can be considered too large. */
const LEAST_INPUT = 0.5;

/** Compares the heap after garbage collection with the heap size. */
export function heapRules(facts: Facts): Draft[] {
  return facts.plan.roles.flatMap((role) => heapRule(facts, role));
}

function heapRule(facts: Facts, role: RolePlan): Draft[] {
  const heapMiB = role.figures.heapMiB?.value;
  const reading = ofWorstPod(facts, role.group, 'heap', 0.95);
  if (heapMiB === undefined || reading === undefined) return [];
  const share = reading.value / heapMiB;
  const inputs = inputsOf(facts, role);
  const common = { rule: 'heap', subject: role.group, readings: [reading] };
  const found =
    `${countText(reading.value)} of ${countText(heapMiB)} MiB are in use after garbage collection ` +
    `(${decimalText(100 * share, 0)} %)`;
  const field = `overrides.${role.role}.figures.heapMiB`;
  // If there is more than the description states, correct the description, and the heap follows.
  if (share > LIMITS.heapHigh && inputs <= 1) {
    const proposed = Math.max(
      highestFigure(facts, role.role, 'heapMiB'),
      heapBand(stepped(reading.value / LIMITS.heapAimed)),
    );
    return [
      {
        ...common,
        kind: ProposalKind.RISK,
        changes: [{ field, now: heapMiB, proposed, unit: 'MiB' }],
        reason: `${found}: the collector runs often and pauses grow, although the load does not exceed the description`,
        formula: `${countText(reading.value)} / ${decimalText(100 * LIMITS.heapAimed, 0)} %, in steps of ${STEP_MIB} MiB`,
      },
    ];
  }
  // Only the heap of the NameNode is large because of its content and has its own override. Ensembles share
  // overrides.
  if (role.role !== Role.NAMENODE || inputs < LEAST_INPUT || inputs > 1) return [];
  if (overridesOf(facts.environment, role.role).figures?.heapMiB !== undefined) return [];
  const floor = floorOf(facts.plan.tier, role.role).heapMiB;
  const proposed = Math.max(floor, heapBand(stepped(reading.value / LIMITS.heapAimedSmaller)));
  if (proposed > heapMiB * LIMITS.worthLowering) return [];
  return [
    {
      ...common,
      kind: ProposalKind.SAVING,
      changes: [{ field, now: heapMiB, proposed, unit: 'MiB' }],
      reason: `${found}, with ${decimalText(100 * inputs, 0)} % of the blocks that the plan expects`,
      formula: `${countText(reading.value)} / ${decimalText(100 * LIMITS.heapAimedSmaller, 0)} %, in steps of ${STEP_MIB} MiB`,
    },
  ];
}

function stepped(mib: number): number {
  return Math.ceil(mib / STEP_MIB) * STEP_MIB;
}

/**
 * Measured inputs of the heap rule as a share of the planned inputs. Above 1, there is more than the description
 * states. 0 if unknown, which supports neither a larger nor a smaller heap.
 */
function inputsOf(facts: Facts, role: RolePlan): number {
  const namenode = roleOf(facts, Role.NAMENODE);
  const blocks = namenode && ofMost(facts, namenode.group, 'hdfs/blocks', 1)?.value;
  const { hdfs, hbase } = facts.resolved;
  switch (role.role) {
    case Role.NAMENODE:
      return shareOf(blocks, role.figures.blocksMillions?.value);
    case Role.DATANODE: {
      const replicas = blocks === undefined || hdfs === undefined ? undefined : blocks * hdfs.replication;
      const planned = namenode?.figures.blocksMillions?.value;
      return shareOf(
        replicas,
        planned === undefined || hdfs === undefined ? undefined : planned * hdfs.replication,
      );
    }
    case Role.REGIONSERVER: {
      const load = (id: string): number | undefined => ofSum(facts, role.group, `hbase/${id}`, 0.99)?.value;
      return Math.max(
        shareOf(load('reads'), hbase?.readsPerSecond),
        shareOf(load('writes'), hbase?.writesPerSecond),
        shareOf(load('regions'), role.figures.regions?.value),
      );
    }
    case Role.ZOOKEEPER:
    case Role.ZOOKEEPER_OBSERVER:
      return ensembleInputs(facts, role);
    case Role.JOURNALNODE:
    case Role.RESOURCEMANAGER:
    case Role.NODEMANAGER:
    case Role.HISTORYSERVER:
    case Role.HMASTER:
      return 0;
  }
}

function ensembleInputs(facts: Facts, { ensemble = '' }: RolePlan): number {
  const targets = targetsOfEnsemble(facts.resolved, ensemble);
  const group = facts.plan.roles.find((role) => role.ensemble === ensemble)?.group ?? '';
  return Math.max(
    shareOf(ofSum(facts, group, 'zookeeper/clients', 1)?.value, targets?.clients),
    shareOf(ofSum(facts, group, 'zookeeper/watches', 1)?.value, targets?.watches),
    shareOf(ofMost(facts, group, 'zookeeper/data-tree', 1)?.value, targets?.dataTreeMiB),
  );
}

function shareOf(value: number | undefined, whole: number | undefined): number {
  return value === undefined || whole === undefined || whole <= 0 ? 0 : value / whole;
}
