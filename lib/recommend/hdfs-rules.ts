import { ResolvedHdfs } from '../model/resolved';
import { Role } from '../roles/role';
import { countText, decimalText } from '../text/number';
import { Draft, Facts, measured, ofMost, ofSum, Reading, readingOf, roleOf } from './facts';
import { LIMITS } from './thresholds';
import { ProposalKind } from './recommendation';
import { combined, maxOf, roundedUp, trendOf } from './time-series';
import { targetDrafts } from './target-rule';

const DAYS_OF_YEAR = 365;
/** Maximum growth in a description. */
const MAX_GROWTH = 10;

/** Compares data and load of HDFS with the targets. */
export function hdfsRules(facts: Facts): Draft[] {
  const { hdfs } = facts.resolved;
  const namenode = roleOf(facts, Role.NAMENODE)?.group;
  const datanode = roleOf(facts, Role.DATANODE)?.group;
  if (hdfs === undefined || namenode === undefined || datanode === undefined) return [];
  const written = ofSum(facts, datanode, 'hdfs/written', 0.99);
  return [
    ...capacity(facts, hdfs, namenode),
    ...targetDrafts({
      rule: 'hdfs/files',
      subject: 'hdfs',
      field: 'hdfs.filesMillions',
      unit: 'million',
      now: hdfs.filesMillions,
      reading: ofMost(facts, namenode, 'hdfs/files', 1),
      carriers: 'NameNode heaps',
    }),
    ...targetDrafts({
      rule: 'hdfs/read',
      subject: 'hdfs',
      field: 'hdfs.readMiBps',
      unit: 'MiB/s',
      now: hdfs.readMiBps,
      reading: ofSum(facts, datanode, 'hdfs/read', 0.99),
      carriers: 'disks and machines of DataNodes',
    }),
    ...targetDrafts({
      rule: 'hdfs/write',
      subject: 'hdfs',
      field: 'hdfs.writeMiBps',
      unit: 'MiB/s',
      now: hdfs.writeMiBps,
      // DataNodes count every replica, but the target counts only the first.
      reading: written === undefined ? undefined : divided(written, hdfs.replication),
      carriers: 'disks and machines of DataNodes',
    }),
  ];
}

function divided(reading: Reading, replication: number): Reading {
  const value = reading.value / replication;
  const { evidence } = reading;
  const statistic = `${evidence.statistic}, divided by the replication of ${replication}`;
  return { ...reading, value, evidence: { ...evidence, value, statistic } };
}

/** Compares the used space today, and in a year at the current growth, with the planned capacity. */
function capacity(facts: Facts, hdfs: ResolvedHdfs, group: string): Draft[] {
  const found = measured(facts, group, 'hdfs/used');
  if (found === undefined) return [];
  // All NameNodes report the same, but a recently started one reports less.
  const sampled = combined(found.series, found.signal.pods.length, facts.window, maxOf);
  const trend = trendOf(sampled);
  if (trend === undefined || trend.last <= 0) return [];
  const today = trend.last / hdfs.replication;
  const perDay = Math.max(0, trend.perDay) / hdfs.replication;
  const inAYear = today + DAYS_OF_YEAR * perDay;
  const planned = hdfs.usableTiB * (1 + hdfs.growthPerYear);
  const usable = Math.max(
    roundedUp(today * (1 + LIMITS.dataHeadroom)),
    facts.resolved.hbase?.datasetTiB ?? 0,
  );
  const growth = Math.min(MAX_GROWTH, roundedUp((DAYS_OF_YEAR * perDay) / today));
  const proposed = usable * (1 + growth);
  const reading = readingOf(
    facts,
    found.signal,
    today,
    `end of the linear fit, divided by the replication of ${hdfs.replication}`,
    sampled,
  );
  const draft = {
    rule: 'hdfs/capacity',
    subject: 'hdfs',
    trend: true,
    changes: [
      { field: 'hdfs.usableTiB', now: hdfs.usableTiB, proposed: usable, unit: 'TiB' },
      { field: 'hdfs.growthPerYear', now: hdfs.growthPerYear, proposed: growth, unit: 'share' },
    ],
    formula:
      `${decimalText(today, 3)} TiB today + ${decimalText(100 * LIMITS.dataHeadroom, 0)} %, growing by ` +
      `${decimalText(perDay * 1024, 1)} GiB per day = ${decimalText((100 * DAYS_OF_YEAR * perDay) / today, 0)} % per year`,
    readings: [reading],
  };
  const room = `the plan has capacity for ${decimalText(planned, 2)} TiB`;
  if (inAYear > planned && proposed > planned) {
    const days = (planned - today) / perDay;
    const when =
      days <= 0 ? 'which is already exceeded' : `which is reached in ${countText(Math.floor(days))} days`;
    return [
      {
        ...draft,
        kind: ProposalKind.RISK,
        reason: `${decimalText(inAYear, 2)} TiB are expected in a year; ${room}, ${when}`,
      },
    ];
  }
  if (proposed > planned * LIMITS.worthLowering) return [];
  return [
    {
      ...draft,
      kind: ProposalKind.SAVING,
      reason:
        `${decimalText(inAYear, 2)} TiB are expected in a year; ${room}. Volumes cannot shrink: decommission DataNodes ` +
        'one after the other, or recreate them',
    },
  ];
}
