import { ResolvedHBase } from '../model/resolved';
import { Role } from '../roles/role';
import { decimalText } from '../text/number';
import { Draft, Facts, measured, ofOne, ofSum, Reading, readingOf, roleOf } from './facts';
import { LIMITS } from './thresholds';
import { FieldChange, ProposalKind } from './recommendation';
import { combined, percentile, roundedUp, Sampled, sumOf } from './time-series';
import { targetDrafts } from './target-rule';

/** Compares the load of HBase clients with the targets. */
export function hbaseRules(facts: Facts): Draft[] {
  const { hbase } = facts.resolved;
  const group = roleOf(facts, Role.REGIONSERVER)?.group;
  if (hbase === undefined || group === undefined) return [];
  return [
    ...loadTargets(facts, hbase, group),
    ...dataset(facts, hbase, group),
    ...cache(facts, hbase, group),
    ...costOfOperations(facts, hbase, group),
  ];
}

function loadTargets(facts: Facts, hbase: ResolvedHBase, group: string): Draft[] {
  const loads = [
    { name: 'reads', field: 'readsPerSecond', unit: 'gets/s', now: hbase.readsPerSecond },
    { name: 'writes', field: 'writesPerSecond', unit: 'rows/s', now: hbase.writesPerSecond },
    { name: 'scans', field: 'scansPerSecond', unit: 'scans/s', now: hbase.scansPerSecond },
  ];
  return loads.flatMap(({ name, field, unit, now }) =>
    targetDrafts({
      rule: `hbase/${name}`,
      subject: 'hbase',
      field: `hbase.${field}`,
      unit,
      now,
      reading: ofSum(facts, group, `hbase/${name}`, 0.99),
      carriers: 'RegionServers',
    }),
  );
}

/** The data of HBase is part of the data in HDFS, which must have capacity for it. */
function dataset(facts: Facts, hbase: ResolvedHBase, group: string): Draft[] {
  const usableTiB = facts.environment.hdfs?.usableTiB;
  return targetDrafts({
    rule: 'hbase/dataset',
    subject: 'hbase',
    field: 'hbase.datasetTiB',
    unit: 'TiB',
    now: hbase.datasetTiB,
    reading: ofSum(facts, group, 'hbase/dataset', 0.99),
    carriers: 'regions, caches and disks',
  }).map((draft) => {
    const proposed = draft.changes[0]?.proposed ?? 0;
    if (usableTiB === undefined || usableTiB >= proposed) return draft;
    const room: FieldChange = {
      field: 'hdfs.usableTiB',
      now: usableTiB,
      proposed: roundedUp(proposed * (1 + LIMITS.dataHeadroom)),
      unit: 'TiB',
    };
    return { ...draft, changes: [...draft.changes, room] };
  });
}

/** The share of the dataset that should be cached. */
function cache(facts: Facts, hbase: ResolvedHBase, group: string): Draft[] {
  const hits = ofOne(facts, group, 'hbase/cache-hits', 0.5);
  const rarely = ofOne(facts, group, 'hbase/cache-hits', 0.05);
  const size = ofSum(facts, group, 'hbase/cache-size', 1);
  const aimed = facts.resolved.assumptions.hbaseCacheHitRatio;
  const field = 'hbase.hotSetFraction';
  const now = hbase.hotSetFraction;
  const common = { rule: 'hbase/cache', subject: 'hbase' };
  const percent = (share: number): string => `${decimalText(100 * share, 1)} %`;
  if (hits !== undefined && hits.value < aimed && now < 1) {
    const proposed = Math.min(1, roundedUp(Math.max(now, 0.01) * LIMITS.hotSetStep));
    return [
      {
        ...common,
        kind: ProposalKind.RISK,
        changes: [{ field, now, proposed, unit: 'share' }],
        reason:
          `the block caches answer ${percent(hits.value)} of the reads; the disks of the plan are sized for ` +
          percent(aimed),
        formula:
          `${decimalText(now, 4)} x ${decimalText(LIMITS.hotSetStep, 1)}: one step, because misses do not show how large ` +
          'the hot set is; measure again after the change',
        readings: [hits],
      },
    ];
  }
  if (rarely === undefined || size === undefined || rarely.value < LIMITS.cacheEnough) return [];
  const sizeTiB = size.value / 1024;
  const proposed = roundedUp((sizeTiB * (1 + LIMITS.headroom)) / hbase.datasetTiB);
  if (proposed > now * LIMITS.worthLowering) return [];
  return [
    {
      ...common,
      kind: ProposalKind.SAVING,
      changes: [{ field, now, proposed, unit: 'share' }],
      reason:
        `the block caches answer ${percent(rarely.value)} or more of the reads, with ` +
        `${decimalText(size.value, 1)} GiB in use`,
      formula:
        `${decimalText(sizeTiB, 4)} TiB + ${percent(LIMITS.headroom)} headroom, of ` +
        `${decimalText(hbase.datasetTiB, 3)} TiB`,
      readings: [rarely, size],
    },
  ];
}

/** Share of the time that is considered busy. */
const BUSY = 0.75;

/**
 * Compares the CPU cost of reads and writes with the assumptions of the planner: the CPU of all RegionServers divided
 * by the planned cost of the same operations, in the busiest quarter of the time.
 */
function costOfOperations(facts: Facts, hbase: ResolvedHBase, group: string): Draft[] {
  const signals = {
    cpu: measured(facts, group, 'cpu/regionserver'),
    reads: measured(facts, group, 'hbase/reads'),
    writes: measured(facts, group, 'hbase/writes'),
    scans: measured(facts, group, 'hbase/scans'),
  };
  const { cpu, reads, writes, scans } = signals;
  if (cpu === undefined || reads === undefined || writes === undefined) return [];
  const { regionServerReadsPerVcpu, regionServerWritesPerVcpu, hbaseGetsPerScan } =
    facts.resolved.assumptions;
  const planned = (gets: number, rows: number, scanned: number): number =>
    (gets + hbaseGetsPerScan * scanned) / regionServerReadsPerVcpu + rows / regionServerWritesPerVcpu;
  const sums = (from: typeof reads): ReadonlyMap<number, number> => {
    const { times, values } = combined(from.series, from.signal.pods.length, facts.window, sumOf);
    return new Map(times.map((time, index) => [time, values[index] ?? 0]));
  };
  const [usedAt, readsAt, writesAt, scansAt] = [sums(cpu), sums(reads), sums(writes), scans && sums(scans)];
  const steps = [...usedAt].flatMap(([time, used]) => {
    const [gets, rows] = [readsAt.get(time), writesAt.get(time)];
    if (gets === undefined || rows === undefined) return [];
    return [{ time, used, planned: planned(gets, rows, scansAt?.get(time) ?? 0) }];
  });
  const busyFrom =
    percentile(
      steps.map((step) => step.planned),
      BUSY,
    ) ?? 0;
  const full = planned(hbase.readsPerSecond, hbase.writesPerSecond, hbase.scansPerSecond);
  if (busyFrom <= 0 || busyFrom < LIMITS.tellingLoad * full) return [];
  const ratios = steps.filter((step) => step.planned >= busyFrom).map((step) => step.used / step.planned);
  const ratio = percentile(ratios, 0.9) ?? 1;
  const sampled: Sampled = {
    values: steps.map(({ used }) => used),
    times: steps.map(({ time }) => time),
    expected: combined(cpu.series, cpu.signal.pods.length, facts.window, sumOf).expected,
  };
  const reading: Reading = readingOf(
    facts,
    {
      ...cpu.signal,
      what: 'CPU of all RegionServers divided by the planned cost of the operations',
      unit: 'share',
    },
    ratio,
    'p90 in the busiest quarter of the time',
    sampled,
  );
  const changes = (by: number): FieldChange[] => [
    perVcpu('regionServerReadsPerVcpu', 'reads/s', regionServerReadsPerVcpu, by),
    perVcpu('regionServerWritesPerVcpu', 'writes/s', regionServerWritesPerVcpu, by),
  ];
  const common = { rule: 'hbase/operation-cost', subject: 'hbase', readings: [reading] };
  const cost = `an operation uses ${decimalText(100 * ratio, 0)} % of the CPU that the plan assumes`;
  if (ratio > 1 + LIMITS.leastLeft) {
    return [
      {
        ...common,
        kind: ProposalKind.RISK,
        changes: changes(ratio),
        reason: `${cost}: RegionServers have too little CPU at the target load with a zone down`,
        formula: `assumed operations per vCPU / ${decimalText(ratio, 2)}, rounded down`,
      },
    ];
  }
  const careful = ratio * (1 + LIMITS.headroom);
  if (careful > LIMITS.worthLowering) return [];
  return [
    {
      ...common,
      kind: ProposalKind.SAVING,
      changes: changes(careful),
      reason: `${cost}: fewer or smaller RegionServers are enough for the target load`,
      formula:
        `assumed operations per vCPU / (${decimalText(ratio, 2)} + ` +
        `${decimalText(100 * LIMITS.headroom, 0)} % headroom), rounded down`,
    },
  ];
}

function perVcpu(name: string, unit: string, now: number, by: number): FieldChange {
  const value = now / by;
  const digit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return { field: `assumptions.${name}.value`, now, proposed: Math.floor(value / digit) * digit, unit };
}
