import { StatusTopic } from '../roles/status-topic';
import { numberAt, parsed, recordAt, textAt } from '../cluster/json-value';
import { Role } from '../roles/role';
import { Plan } from '../plan/plan';
import { ProductReading, defined } from './product-reading';
import { Answers, beanOf, bodyOf } from './questions';
import { HdfsStatus, Health, JournalStatus, StatusProblem } from './status-model';
import { plannedPods, podOfHost, roleOf, workersByZone } from './zone-workers';

/** State of HDFS, as reported by its NameNodes and JournalNodes. */
export function hdfsStatus(plan: Plan, answers: Answers): ProductReading<HdfsStatus> {
  const namenodes = (roleOf(plan, Role.NAMENODE)?.members ?? []).map(({ pod }) => pod);
  const states = new Map<string, string>();
  for (const pod of namenodes) {
    const state = textAt(beanOf(bodyOf(answers, pod, StatusTopic.NAMENODE_STATE)), 'State');
    // Reports `initializing` while it loads its image.
    if (state !== undefined) states.set(pod, state);
  }
  const active = namenodes.find((pod) => states.get(pod) === 'active');
  const ask = (topic: StatusTopic): unknown =>
    active === undefined ? undefined : beanOf(bodyOf(answers, active, topic));
  const info = ask(StatusTopic.NAMENODE_INFO);
  const system = ask(StatusTopic.FILE_SYSTEM);
  // Without an active NameNode, each one reports its own safe mode, which explains why none is active.
  const safeMode = safeModeOf(info ?? firstInfo(namenodes, answers));
  const names = textAt(info, 'LiveNodes');
  const live = new Set(Object.keys(recordAt(parsed(names))).map(podOfHost));
  for (const pod of live) states.set(pod, 'live');
  // The NameNode treats a DataNode with a replaced disk as a new one, and lists the old one as dead until the
  // NameNode restarts.
  const dead = Object.keys(recordAt(parsed(textAt(info, 'DeadNodes'))))
    .map(podOfHost)
    .filter((pod) => !live.has(pod));
  for (const pod of dead) states.set(pod, 'dead');

  const figure = (name: string): number | undefined => numberAt(system, name);
  const status = defined<HdfsStatus>({
    active,
    standbys: namenodes.filter((pod) => ['standby', 'observer'].includes(states.get(pod) ?? '')),
    safeMode: safeMode === undefined ? undefined : safeMode !== '',
    safeModeReason: safeMode === '' ? undefined : safeMode,
    plannedDataNodes: plannedPods(plan, Role.DATANODE),
    liveDataNodes: figure('NumLiveDataNodes'),
    deadDataNodes: info === undefined ? undefined : dead.length,
    staleDataNodes: figure('StaleDataNodes'),
    decommissioningDataNodes: figure('NumDecommissioningDataNodes'),
    maintenanceDataNodes: figure('NumInMaintenanceLiveDataNodes'),
    failedVolumes: figure('VolumeFailuresTotal'),
    dataNodesByZone: names === undefined ? undefined : workersByZone(plan, Role.DATANODE, live),
    blocks: figure('BlocksTotal'),
    missingBlocks: figure('MissingBlocks'),
    underReplicatedBlocks: figure('UnderReplicatedBlocks'),
    corruptBlocks: figure('CorruptBlocks'),
    capacityBytes: figure('CapacityTotal'),
    usedBytes: figure('CapacityUsed'),
    remainingBytes: figure('CapacityRemaining'),
    journals: journalsOf(plan, answers),
  });
  for (const { pod } of status.journals) states.set(pod, 'in sync');
  for (const { pod, lagTransactions } of status.journals) {
    if (lagTransactions > 0) states.set(pod, `${lagTransactions} behind`);
  }
  return {
    status,
    states,
    problems: problemsOf(
      status,
      [...namenodes].some((pod) => states.has(pod)),
    ),
  };
}

/** Empty if it is off. Undefined if unknown. */
function safeModeOf(info: unknown): string | undefined {
  const value = recordAt(info).Safemode;
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : undefined;
}

function firstInfo(namenodes: readonly string[], answers: Answers): unknown {
  return namenodes
    .map((pod) => beanOf(bodyOf(answers, pod, StatusTopic.NAMENODE_INFO)))
    .find((info) => safeModeOf(info) !== undefined);
}

function journalsOf(plan: Plan, answers: Answers): JournalStatus[] {
  return (roleOf(plan, Role.JOURNALNODE)?.members ?? []).flatMap(({ pod }) => {
    const journal = beanOf(bodyOf(answers, pod, StatusTopic.JOURNAL));
    const lastTransaction = numberAt(journal, 'LastWrittenTxId');
    // There is no journal before the format.
    if (lastTransaction === undefined) return [];
    return [{ pod, lagTransactions: numberAt(journal, 'CurrentLagTxns') ?? 0, lastTransaction }];
  });
}

function problemsOf(status: HdfsStatus, anyAnswer: boolean): StatusProblem[] {
  const subject = 'hdfs';
  const problem = (message: string): StatusProblem => ({ subject, message, severity: Health.DEGRADED });
  if (!anyAnswer) {
    return [{ subject, message: 'no NameNode reports the state of HDFS', severity: Health.UNKNOWN }];
  }
  const found: StatusProblem[] = [];
  if (status.active === undefined) found.push(problem('no active NameNode'));
  if (status.safeMode === true)
    found.push(problem(`safe mode: ${status.safeModeReason ?? 'no reason given'}`));
  const live = status.liveDataNodes;
  if (live !== undefined && live < status.plannedDataNodes) {
    found.push(problem(`${live} of ${status.plannedDataNodes} DataNodes are live`));
  }
  const counts: readonly (readonly [number | undefined, string])[] = [
    [status.deadDataNodes, 'dead DataNodes'],
    [status.staleDataNodes, 'stale DataNodes'],
    [status.failedVolumes, 'failed volumes'],
    [status.missingBlocks, 'missing blocks'],
    [status.corruptBlocks, 'corrupt blocks'],
    [status.underReplicatedBlocks, 'under-replicated blocks'],
  ];
  for (const [count, noun] of counts) if ((count ?? 0) > 0) found.push(problem(`${noun}: ${count ?? 0}`));
  return found;
}
