import { Environment } from '../../../lib/model/environment';
import { Plan } from '../../../lib/plan/plan';
import { AccountFacts, SubnetFacts } from '../../../lib/preflight/account-facts';
import { AccountQuestions, accountQuestions } from '../../../lib/preflight/account-questions';
import { AccountReport, accountReport } from '../../../lib/preflight/account-report';
import { AccountNeed, changeNeeds, firstNeeds } from '../../../lib/preflight/change-needs';
import { planPlatform } from '../../../lib/planner/planner';

/** What is asked for a plan. */
export function questionsFor(plan: Plan, needs: readonly AccountNeed[], vpcId?: string): AccountQuestions {
  return accountQuestions(plan, needs, { qualifier: 'hnb659fds', vpcId });
}

/** An account that has all that a plan asks for, and in which nothing is used. */
export function fittingAccount(plan: Plan, needs: readonly AccountNeed[]): AccountFacts {
  const questions = questionsFor(plan, needs);
  return {
    account: plan.account ?? '123456789012',
    region: plan.region ?? '',
    zones: plan.zones.map(({ name }, index) => ({
      name,
      id: `use1-az${[6, 1, 2][index] ?? 4}`,
      state: 'available',
    })),
    instanceTypes: Object.fromEntries(plan.zones.map(({ name }) => [name, questions.instanceTypes])),
    quotas: needs.map(({ code, change }) => ({ code, allowed: Math.ceil(change), used: 0 })),
    serviceRoles: questions.serviceRoles.map(({ service }) => service),
    bootstrap: { parameter: questions.bootstrapParameter, version: 30 },
    gaps: [],
  };
}

/** The report of a description before its first deploy. */
export function firstReport(
  environment: Environment,
  change: (facts: AccountFacts) => Partial<AccountFacts>,
): AccountReport {
  const plan = planPlatform(environment);
  return reportOf(environment, plan, firstNeeds(plan), change);
}

/** The report of a change from one description to another. */
export function changeReport(
  before: Environment,
  environment: Environment,
  change: (facts: AccountFacts) => Partial<AccountFacts>,
): AccountReport {
  const plan = planPlatform(environment);
  return reportOf(environment, plan, changeNeeds(planPlatform(before), plan), change, 'before');
}

function reportOf(
  { network = {} }: Environment,
  plan: Plan,
  needs: readonly AccountNeed[],
  change: (facts: AccountFacts) => Partial<AccountFacts>,
  from?: string,
): AccountReport {
  const facts = fittingAccount(plan, needs);
  const questions = questionsFor(plan, needs, network.importedVpc?.vpcId);
  return accountReport({ plan, needs, questions, network, from }, { ...facts, ...change(facts) });
}

/** An imported subnet as its owner describes it. */
export function subnetIn(
  { network }: Environment,
  zone: string,
  overrides: Partial<SubnetFacts> = {},
): SubnetFacts {
  const vpc = network?.importedVpc;
  return {
    id: vpc?.privateSubnetIds[zone] ?? '',
    vpcId: vpc?.vpcId ?? '',
    zone,
    cidr: vpc?.privateSubnetCidrs[zone] ?? '',
    freeAddresses: 4_000,
    tags: { 'kubernetes.io/role/internal-elb': '1' },
    ...overrides,
  };
}
