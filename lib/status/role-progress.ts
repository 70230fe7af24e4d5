import { PodState } from '../cluster/pod-state';
import { Plan } from '../plan/plan';

/** Progress of the pods of a role. */
export interface RoleProgress {
  /** Name of the role, with its ensemble if it has one. */
  readonly group: string;
  readonly planned: number;
  readonly ready: number;
  /** What the first pod that is not ready waits for. Undefined if all are ready. */
  readonly waitsFor?: string;
}

/** Progress of each role of a plan, in start order. */
export function rolesProgress(plan: Plan, pods: readonly PodState[]): RoleProgress[] {
  const states = new Map(pods.map((state) => [state.pod, state]));
  return plan.roles.map(({ group, members }) => {
    const waiting = members.find(({ pod }) => states.get(pod)?.ready !== true);
    return {
      group,
      planned: members.length,
      ready: members.filter(({ pod }) => states.get(pod)?.ready === true).length,
      ...(waiting === undefined
        ? {}
        : { waitsFor: `${waiting.pod} ${states.get(waiting.pod)?.reason ?? 'does not exist yet'}` }),
    };
  });
}

/** Whether every pod of every role is ready. */
export function allReady(progress: readonly RoleProgress[]): boolean {
  return progress.every(({ ready, planned }) => ready === planned);
}
