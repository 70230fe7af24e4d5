import { StatusQuestion } from '../roles/role-facts';
import { roleFacts } from '../roles/roles';
import { StatusTopic } from '../roles/status-topic';
import { Plan, RolePlan } from '../plan/plan';
import { listAt } from '../cluster/json-value';

/** A request to the web server of a pod. */
export interface Question extends StatusQuestion {
  readonly pod: string;
}

/** The response: JSON, or the reason for its absence. */
export type Answer = { readonly body: unknown } | { readonly gap: string };

/** All responses by `answerKey`. */
export type Answers = ReadonlyMap<string, Answer>;

export function answerKey(pod: string, topic: StatusTopic): string {
  return `${pod} ${topic}`;
}

/**
 * Requests to the pods of a plan that are in `pods`. They go only to masters, which report their workers: a platform
 * can have thousands of them.
 */
export function questionsOf(plan: Plan, pods: ReadonlySet<string>): Question[] {
  return plan.roles.flatMap((role) => {
    const { questions } = roleFacts(role.role);
    return role.members
      .filter(({ pod }) => pods.has(pod))
      .flatMap(({ pod }) => questions.map((question) => ({ pod, ...question })));
  });
}

/** Whether the pods of a role report their state. */
export function isAsked(role: RolePlan): boolean {
  return roleFacts(role.role).questions.length > 0;
}

/** The body of a response, or undefined if there is none. */
export function bodyOf(answers: Answers, pod: string, topic: StatusTopic): unknown {
  const answer = answers.get(answerKey(pod, topic));
  return answer !== undefined && 'body' in answer ? answer.body : undefined;
}

/** Why there is no response. */
export function gapOf(answers: Answers, pod: string, topic: StatusTopic): string | undefined {
  const answer = answers.get(answerKey(pod, topic));
  return answer !== undefined && 'gap' in answer ? answer.gap : undefined;
}

/** The first bean in a response of a JMX servlet. */
export function beanOf(body: unknown): unknown {
  return listAt(body, 'beans')[0];
}
