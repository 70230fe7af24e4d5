import { RolePlan } from '../plan/plan';
import { FigureList, planned, ruled } from './figure-list';
import { left, Loss, lost } from './loss';
import { majorityOf, quorumMargin } from './structure';
import { totalSeconds, STALL_FORMULA, STALL_SOURCE, Steps } from './stalls';
import { Standing, Topic, Verdict } from './what-if-report';

const MAJORITY = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html#sc_designing';

/** Utilization in percent from which a resource is scarce. The checks of a plan use the same value. */
const SCARCE_PERCENT = 80;

/** Verdict on a utilization: it fails above 100 %, and is at risk above 80 %. */
export function standingOf(usePercent: number): Standing {
  if (usePercent > 100) return Standing.FAILS;
  return usePercent > SCARCE_PERCENT ? Standing.AT_RISK : Standing.HOLDS;
}

/** The worst of several verdicts. */
export function gravest(standings: readonly Standing[]): Standing {
  return (
    [Standing.FAILS, Standing.AT_RISK].find((standing) => standings.includes(standing)) ?? Standing.HOLDS
  );
}

/** Whether a quorum is available. It is at risk if this loss leaves it so that the next one would break it. */
export function quorumVerdict(role: RolePlan, loss: Loss, figures: FigureList): Verdict {
  const { group, members } = role;
  const majority = majorityOf(members.length);
  const inputs = [
    planned(`${group}.members`, members.length, 'members'),
    planned('members that are down', lost(loss, role), 'members'),
  ];
  const standing = figures.add(Topic.QUORUM, group, 'membersLeft', left(loss, role), {
    unit: 'members',
    formula: 'members - members that are down',
    source: MAJORITY,
    inputs,
  });
  figures.add(Topic.QUORUM, group, 'majority', majority, {
    unit: 'members',
    formula: 'members / 2, rounded down, + 1',
    source: MAJORITY,
    inputs: inputs.slice(0, 1),
  });
  const margin = figures.add(Topic.QUORUM, group, 'margin', quorumMargin(role, loss), {
    unit: 'members',
    formula: 'remaining members - majority',
    source: MAJORITY,
    inputs: [ruled('remaining members', standing, 'members'), ruled('majority', majority, 'members')],
  });
  const majorityText = `${standing} of ${members.length} members remain, ${majority} must agree`;
  return {
    subject: group,
    promise: 'quorum',
    // Without a loss, a quorum that cannot survive one is as planned.
    standing:
      margin < 0 ? Standing.FAILS : margin === 0 && lost(loss, role) > 0 ? Standing.AT_RISK : Standing.HOLDS,
    message: `${majorityText}: ${marginText(margin)}`,
  };
}

function marginText(margin: number): string {
  if (margin < 0) return 'the quorum is lost';
  return margin === 0 ? 'one more loss breaks it' : `it survives the loss of ${margin} more`;
}

/** Whether there is an active member, and a standby. `elected` is false if none can be elected. */
export function standbyVerdict(role: RolePlan, loss: Loss, figures: FigureList, elected: boolean): Verdict {
  const { group, members } = role;
  const staying = figures.add(Topic.QUORUM, group, 'membersLeft', left(loss, role), {
    unit: 'members',
    formula: 'members - members that are down; one is active, the others are standbys',
    source:
      'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HDFSHighAvailabilityWithQJM.html',
    inputs: [
      planned(`${group}.members`, members.length, 'members'),
      planned('members that are down', lost(loss, role), 'members'),
    ],
  });
  const message = (text: string): string => `${staying} of ${members.length} remain${text}`;
  const promise = 'one is active';
  if (staying === 0)
    return { subject: group, promise, standing: Standing.FAILS, message: message(': none is active') };
  if (!elected && lost(loss, role) > 0) {
    return {
      subject: group,
      promise,
      standing: Standing.FAILS,
      message: message(': without its ensemble, no standby can take over'),
    };
  }
  return staying === 1 && members.length > 1
    ? { subject: group, promise, standing: Standing.AT_RISK, message: message(': it has no standby') }
    : {
        subject: group,
        promise,
        standing: Standing.HOLDS,
        message: message(`, ${staying - 1} on standby`),
      };
}

/** Adds the maximum waiting time of clients. Undefined if they do not wait. */
export function addStall(
  figures: FigureList,
  subject: string,
  name: string,
  steps: Steps,
): number | undefined {
  if (steps.length === 0) return undefined;
  return figures.add(Topic.CLIENTS, subject, name, totalSeconds(steps), {
    unit: 's',
    formula: STALL_FORMULA,
    source: STALL_SOURCE,
    inputs: steps,
  });
}

/** A share in percent without decimals. */
export function percent(value: number): string {
  return `${value.toFixed(0)} %`;
}
