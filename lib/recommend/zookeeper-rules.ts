import { ensembleNamed } from '../plan/ensembles';
import { Role } from '../roles/role';
import { ResolvedEnsemble } from '../model/resolved';
import { decimalText } from '../text/number';
import { groupName } from '../topology/names';
import { Draft, Facts, ofMost, ofSum } from './facts';
import { LIMITS } from './thresholds';
import { ProposalKind } from './recommendation';
import { targetDrafts } from './target-rule';

/** Compares the load of the clients of each ensemble with its targets. */
export function zooKeeperRules(facts: Facts): Draft[] {
  return facts.resolved.ensembles.flatMap((targets) => [
    ...ensembleTargets(facts, targets),
    ...outstandingRequests(facts, targets),
  ]);
}

function ensembleTargets(facts: Facts, targets: ResolvedEnsemble): Draft[] {
  const group = groupName(Role.ZOOKEEPER, targets.name);
  const common = { subject: group, carriers: `servers of ensemble ${targets.name}` };
  return [
    ...targetDrafts({
      ...common,
      rule: 'zookeeper/clients',
      field: `${targets.field}.clients`,
      unit: 'clients',
      now: targets.clients,
      reading: ofSum(facts, group, 'zookeeper/clients', 1),
      whole: true,
    }),
    ...targetDrafts({
      ...common,
      rule: 'zookeeper/znodes',
      field: `${targets.field}.znodes`,
      unit: 'znodes',
      now: targets.znodes,
      reading: ofMost(facts, group, 'zookeeper/znodes', 1),
      whole: true,
    }),
    ...targetDrafts({
      ...common,
      rule: 'zookeeper/watches',
      field: `${targets.field}.watches`,
      unit: 'watches',
      now: targets.watches,
      reading: ofSum(facts, group, 'zookeeper/watches', 1),
      whole: true,
    }),
    ...targetDrafts({
      ...common,
      rule: 'zookeeper/data-tree',
      field: `${targets.field}.dataTreeMiB`,
      unit: 'MiB',
      // The default tree has a minimum size that the measured tree does not need to reach.
      now: targets.dataTreeMiB,
      reading: ofMost(facts, group, 'zookeeper/data-tree', 1),
    }).filter(({ changes }) => changes.every(({ proposed }) => proposed >= LEAST_TREE_MIB)),
    ...targetDrafts({
      ...common,
      rule: 'zookeeper/writes',
      field: `${targets.field}.writesPerSecond`,
      unit: 'writes/s',
      now: targets.writesPerSecond,
      reading: ofSum(facts, group, 'zookeeper/writes', 0.99),
    }),
  ];
}

/** Minimum data tree in a description. */
const LEAST_TREE_MIB = 1;

/** Outstanding requests mean that a server is too slow, but not which part of it. */
function outstandingRequests(facts: Facts, { name }: ResolvedEnsemble): Draft[] {
  const group = groupName(Role.ZOOKEEPER, name);
  const reading = ofMost(facts, group, 'zookeeper/outstanding', 0.99);
  const limit = ensembleNamed(facts.plan, name).globalOutstandingLimit;
  if (reading === undefined || reading.value <= limit * LIMITS.outstandingHigh) return [];
  return [
    {
      rule: 'zookeeper/outstanding',
      kind: ProposalKind.RISK,
      subject: group,
      changes: [],
      reason:
        `${decimalText(reading.value, 0)} requests are outstanding; at ${decimalText(limit, 0)} the servers stop reading. ` +
        'Check fsynctime, updatelatency and the CPU of the leader, and split the ensemble by tenant if it is saturated',
      formula: `more than ${decimalText(100 * LIMITS.outstandingHigh, 0)} % of globalOutstandingLimit`,
      readings: [reading],
    },
  ];
}
