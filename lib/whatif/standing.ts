import { RolePlan } from '../plan/plan';
import { FigureList, planned, ruled } from './figure-list';
import { left, Loss, lost } from './loss';
import { majorityOf, quorumMargin } from './structure';
import { totalSeconds, STALL_FORMULA, STALL_SOURCE, Steps } from './stalls';
import { Standing, Topic, Verdict } from './what-if-report';

const MAJORITY = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html#sc_designing';

/** Share from which a resource counts as scarce, in percent; the checks of a plan use the same. */
const SCARCE_PERCENT = 80;

/** How a use stands: above all there is, it fails; above 80 % of it there is little left. */
export function standingOf(usePercent: number): Standing {
  if (usePercent > 100) return Standing.FAILS;
  return usePercent > SCARCE_PERCENT ? Standing.AT_RISK : Standing.HOLDS;
}

/** The gravest of several. */
export function gravest(standings: readonly Standing[]): Standing {
  return (
    [Standing.FAILS, Standing.AT_RISK].find((standing) => standings.includes(standing)) ?? Standing.HOLDS
  );
}

/** Whether a quorum stands. It is at risk if the next loss would end it and this one brought it there. */
export function quorumVerdict(role: RolePlan, loss: Loss, figures: FigureList): Verdict {
  const { group, members } = role;
  const majority = majorityOf(members.length);
  const inputs = [
    planned(`${group}.members`, members.length, 'members'),
    planned('members that are down', lost(loss, role), 'members'),
  ];
  const standing = figures.add(Topic.QUORUM, group, 'membersLeft', left(loss, role), {
    unit: 'members',
    formula: 'members - those that are down',
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
    formula: 'members left - majority',
    source: MAJORITY,
    inputs: [ruled('members left', standing, 'members'), ruled('majority', majority, 'members')],
  });
  const of = `${standing} of ${members.length} members left, ${majority} must agree`;
  return {
    subject: group,
    promise: 'quorum',
    // With nothing lost, a quorum that bears no loss is what was asked for.
    standing:
      margin < 0 ? Standing.FAILS : margin === 0 && lost(loss, role) > 0 ? Standing.AT_RISK : Standing.HOLDS,
    message: `${of}: ${marginText(margin)}`,
  };
}

function marginText(margin: number): string {
  if (margin < 0) return 'it stands still';
  return margin === 0 ? 'one more loss ends it' : `it bears the loss of ${margin} more`;
}

/** Whether there is a member that works, and one that would take over. `elected` is false if nobody can be. */
export function standbyVerdict(role: RolePlan, loss: Loss, figures: FigureList, elected: boolean): Verdict {
  const { group, members } = role;
  const staying = figures.add(Topic.QUORUM, group, 'membersLeft', left(loss, role), {
    unit: 'members',
    formula: 'members - those that are down; one works, the others wait',
    source:
      'https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HDFSHighAvailabilityWithQJM.html',
    inputs: [
      planned(`${group}.members`, members.length, 'members'),
      planned('members that are down', lost(loss, role), 'members'),
    ],
  });
  const message = (text: string): string => `${staying} of ${members.length} left${text}`;
  const promise = 'one works';
  if (staying === 0)
    return { subject: group, promise, standing: Standing.FAILS, message: message(': none works') };
  if (!elected && lost(loss, role) > 0) {
    return {
      subject: group,
      promise,
      standing: Standing.FAILS,
      message: message(': without its ensemble none takes over from one that was lost'),
    };
  }
  return staying === 1 && members.length > 1
    ? { subject: group, promise, standing: Standing.AT_RISK, message: message(': it has no standby') }
    : {
        subject: group,
        promise,
        standing: Standing.HOLDS,
        message: message(`, ${staying - 1} to take over`),
      };
}

/** Adds a bound of what clients wait for; undefined if they wait for nothing. */
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
