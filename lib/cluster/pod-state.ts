import { LABELS } from '../topology/names';
import { at, listAt, numberAt, textAt } from './json-value';

/** The state of a pod of the platform, from Kubernetes. */
export interface PodState {
  /** Pod name. */
  readonly pod: string;
  /** Role, with the ensemble if there is one. */
  readonly group: string;
  /** Zone key. */
  readonly zone: string;
  /** Node that the pod is on. */
  readonly node?: string;
  /** `Pending`, `Running`, ... */
  readonly phase: string;
  readonly ready: boolean;
  /** Whether a process of the pod may answer: the pod is on a node, and its main processes have started. */
  readonly running: boolean;
  /** Number of restarts of its processes. */
  readonly restarts: number;
  /** Why the pod is not ready, in words. */
  readonly reason?: string;
  /** The container that the reason refers to. */
  readonly container?: string;
}

interface Reason {
  readonly reason: string;
  readonly container?: string;
}

/** Reads a pod in the format of the API server. */
export function podState(pod: unknown): PodState {
  const phase = textAt(pod, 'status', 'phase') ?? 'Unknown';
  const node = textAt(pod, 'spec', 'nodeName');
  const condition = conditionOf(pod, 'Ready');
  const terminating = at(pod, 'metadata', 'deletionTimestamp') !== undefined;
  const ready = textAt(condition, 'status') === 'True' && !terminating;
  const mains = listAt(pod, 'status', 'containerStatuses');
  return {
    pod: textAt(pod, 'metadata', 'name') ?? '',
    group: textAt(pod, 'metadata', 'labels', LABELS.instance) ?? '',
    zone: textAt(pod, 'metadata', 'labels', LABELS.zone) ?? '',
    node,
    phase,
    ready,
    running: phase === 'Running' && mains.some((status) => at(status, 'state', 'running') !== undefined),
    restarts: mains.reduce<number>((sum, status) => sum + (numberAt(status, 'restartCount') ?? 0), 0),
    ...(ready ? {} : reasonOf(pod, terminating)),
  };
}

/** The most useful reason: the first thing that the pod is waiting for. */
function reasonOf(pod: unknown, terminating: boolean): Reason {
  if (terminating) return { reason: 'terminating' };
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (textAt(scheduled, 'status') === 'False') {
    return { reason: `not scheduled: ${textAt(scheduled, 'message') ?? 'no reason given'}` };
  }
  return (
    initReason(pod) ??
    mainReason(pod) ?? {
      reason:
        textAt(pod, 'status', 'message') ??
        textAt(pod, 'status', 'reason') ??
        readyReason(pod) ??
        'not started',
    }
  );
}

/** A pod on a node that stopped reporting looks healthy except for this condition. */
function readyReason(pod: unknown): string | undefined {
  const condition = conditionOf(pod, 'Ready');
  const node = textAt(pod, 'spec', 'nodeName');
  if (textAt(condition, 'status') === 'Unknown' || listAt(pod, 'status', 'containerStatuses').length > 0) {
    return `not ready, though its processes run: does its node ${node ?? ''} report?`;
  }
  return textAt(condition, 'message');
}

function initReason(pod: unknown): Reason | undefined {
  const statuses = listAt(pod, 'status', 'initContainerStatuses');
  const position = statuses.findIndex((status) => numberAt(status, 'state', 'terminated', 'exitCode') !== 0);
  if (position < 0) return undefined;
  const status = statuses[position];
  const container = textAt(status, 'name') ?? '';
  const steps = listAt(pod, 'spec', 'initContainers').length;
  const step = `init step ${position + 1} of ${Math.max(steps, statuses.length)} (${container})`;
  const what = stateText(status) ?? 'runs';
  return { reason: `${step} ${what}${lastEnd(status)}`, container };
}

function mainReason(pod: unknown): Reason | undefined {
  const status = listAt(pod, 'status', 'containerStatuses').find((each) => at(each, 'ready') !== true);
  if (status === undefined) return undefined;
  const container = textAt(status, 'name') ?? '';
  const what = stateText(status) ?? (at(status, 'started') === true ? 'runs, but is not ready' : 'starts');
  return { reason: `${container} ${what}${lastEnd(status)}`, container };
}

/** What a container is waiting for, or how it ended; undefined if it is running. */
function stateText(status: unknown): string | undefined {
  const waiting = textAt(status, 'state', 'waiting', 'reason');
  if (waiting !== undefined) {
    const message = textAt(status, 'state', 'waiting', 'message');
    return `waits: ${waiting}${message === undefined ? '' : `: ${message}`}`;
  }
  const code = numberAt(status, 'state', 'terminated', 'exitCode');
  if (code === undefined) return undefined;
  return `ended with ${textAt(status, 'state', 'terminated', 'reason') ?? 'exit'} (${code})`;
}

function lastEnd(status: unknown): string {
  const restarts = numberAt(status, 'restartCount') ?? 0;
  const code = numberAt(status, 'lastState', 'terminated', 'exitCode');
  if (restarts === 0 || code === undefined) return '';
  const reason = textAt(status, 'lastState', 'terminated', 'reason') ?? 'exit';
  return `; restarted ${restarts} times, last after ${reason} (${code})`;
}

function conditionOf(pod: unknown, type: string): unknown {
  return listAt(pod, 'status', 'conditions').find((condition) => textAt(condition, 'type') === type);
}
