import { Pod, restartsOf } from './objects';
import { Hopeless } from './wait';

/** Waits that are no trouble: the image is on its way, or a step before the process waits for others. */
const HOPELESS_WAITS = [
  'CrashLoopBackOff',
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
];

/** Watches pods that come up: a process that ends is a failure, one that waits is not. */
export class RestartWatch {
  private readonly before = new Map<string, number>();

  /** @param forgive what has happened before the first look */
  public constructor(private readonly forgive: boolean) {}

  /** @throws Hopeless if a container has restarted, or cannot start */
  public look(pods: readonly Pod[]): void {
    for (const pod of pods) {
      const { name, uid } = pod.metadata;
      const restarts = restartsOf(pod);
      const known = this.before.get(uid) ?? (this.forgive ? restarts : 0);
      this.before.set(uid, known);
      if (restarts > known) throw new Hopeless(`${name} has restarted: ${lastEnd(pod)}`);
      const { containerStatuses = [], initContainerStatuses = [] } = pod.status;
      for (const { name: container, state } of [...initContainerStatuses, ...containerStatuses]) {
        const reason = state?.waiting?.reason ?? '';
        if (HOPELESS_WAITS.includes(reason)) {
          throw new Hopeless(`${name}/${container}: ${reason} ${state?.waiting?.message ?? ''}`);
        }
      }
    }
  }
}

function lastEnd({ status }: Pod): string {
  const { containerStatuses = [], initContainerStatuses = [] } = status;
  return [...initContainerStatuses, ...containerStatuses]
    .flatMap(({ name, lastState }) =>
      lastState?.terminated === undefined ? [] : [`${name} ${JSON.stringify(lastState.terminated)}`],
    )
    .join('; ');
}

/** When a pod became ready, in milliseconds. */
export function readyAt({ status }: Pod): number {
  return Date.parse(status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '');
}
