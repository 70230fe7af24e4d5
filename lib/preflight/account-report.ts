import { NetworkDescription } from '../model/environment';
import { Plan, Severity } from '../plan/plan';
import { AccountFacts } from './account-facts';
import { accountFindings, gapFindings } from './account-findings';
import { AccountQuestions } from './account-questions';
import { AccountNeed } from './change-needs';
import { PreflightFinding } from './preflight-finding';
import { QuotaCheck, quotaChecks, quotaFindings } from './quota-findings';
import { subnetFindings } from './subnet-findings';

/** Result of the checks of an account. */
export enum AccountVerdict {
  /** Every check completed without an error. */
  FITS = 'fits',
  /** The platform, or the change, cannot be deployed. */
  DOES_NOT_FIT = 'does-not-fit',
  /** There are no errors, but some checks could not be made. */
  UNKNOWN = 'unknown',
}

/** An account compared with a plan. */
export interface AccountReport {
  /** Version of the document. New fields do not change it. */
  readonly schemaVersion: 1;
  readonly environment: string;
  /** Account id. */
  readonly account: string;
  readonly region: string;
  /** Describes the plan before the change, if a change was checked. */
  readonly from?: string;
  readonly verdict: AccountVerdict;
  /** Zone ids, which all accounts share, by the zone names of this account. */
  readonly zones: Readonly<Record<string, string>>;
  readonly quotas: readonly QuotaCheck[];
  /** Errors first. */
  readonly findings: readonly PreflightFinding[];
}

/** What to compare with an account. */
export interface AccountCheck {
  readonly plan: Plan;
  readonly needs: readonly AccountNeed[];
  readonly questions: AccountQuestions;
  /** The network of the description, which imported subnets must match. */
  readonly network: NetworkDescription;
  /** Describes the plan before the change; undefined before the first deployment. */
  readonly from?: string;
}

/** Compares a plan with the facts of an account. */
export function accountReport(
  { plan, needs, questions, network, from }: AccountCheck,
  facts: AccountFacts,
): AccountReport {
  const quotas = quotaChecks(needs, facts);
  const deployed = from !== undefined;
  const found = [
    ...accountFindings(plan, facts, questions),
    ...quotaFindings(quotas, facts, deployed),
    ...(facts.subnets === undefined || network.importedVpc === undefined
      ? []
      : subnetFindings(plan, facts.subnets, {
          vpcId: network.importedVpc.vpcId,
          podsElsewhere: network.podCidrs !== undefined,
          deployed,
        })),
    ...gapFindings(facts.gaps),
  ];
  const bySeverity = (severity: Severity): PreflightFinding[] =>
    found.filter((finding) => finding.severity === severity);
  const errors = bySeverity(Severity.ERROR);
  return {
    schemaVersion: 1,
    environment: plan.environment,
    account: facts.account,
    region: facts.region,
    ...(from === undefined ? {} : { from }),
    verdict:
      errors.length > 0
        ? AccountVerdict.DOES_NOT_FIT
        : facts.gaps.length > 0
          ? AccountVerdict.UNKNOWN
          : AccountVerdict.FITS,
    zones: Object.fromEntries(
      (facts.zones ?? [])
        .filter(({ name }) => plan.zones.some((zone) => zone.name === name))
        .map(({ name, id }) => [name, id]),
    ),
    quotas,
    findings: [...errors, ...bySeverity(Severity.WARNING)],
  };
}
