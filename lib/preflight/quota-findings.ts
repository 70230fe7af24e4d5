import { Severity } from '../plan/plan';
import { QuotaScope } from '../plan/quota-need';
import { quantityText } from '../text/number';
import { AccountFacts } from './account-facts';
import { AccountNeed } from './change-needs';
import { PreflightFinding } from './preflight-finding';

/** A need compared with the quota and the current use. */
export interface QuotaCheck extends AccountNeed {
  /** The applied quota value in the account; undefined if it could not be read. */
  readonly allowed?: number;
  /** The current use, by this platform and others; undefined if it could not be read. */
  readonly used?: number;
  /** Total use once the platform is deployed. */
  readonly totalDeployed: number;
  /** Maximum total use during a change of the platform. */
  readonly totalChange: number;
}

/** Each need with the account's quota, in the order of the needs. */
export function quotaChecks(needs: readonly AccountNeed[], { quotas }: AccountFacts): QuotaCheck[] {
  return needs.map((need) => {
    const { allowed, used } = quotas.find(({ code }) => code === need.code) ?? {};
    // Counts a deployed platform as planned, even if an autoscaler currently runs fewer nodes.
    const others =
      need.scope === QuotaScope.REGION || need.scope === QuotaScope.ZONE || need.scope === QuotaScope.VPC;
    const base = others ? Math.max(used ?? 0, need.before) - need.before : 0;
    return {
      ...need,
      ...(allowed === undefined ? {} : { allowed }),
      ...(used === undefined ? {} : { used }),
      totalDeployed: base + need.deployed,
      totalChange: base + need.change,
    };
  });
}

/**
 * Quotas that are too low. An error if the platform cannot be deployed, or if the checked change cannot be made; a
 * warning if a later change might not fit.
 * @param changing whether a change of a deployed platform is checked
 */
export function quotaFindings(
  checks: readonly QuotaCheck[],
  { region }: AccountFacts,
  changing: boolean,
): PreflightFinding[] {
  return checks.flatMap((check): PreflightFinding[] => {
    const { allowed, totalDeployed, totalChange } = check;
    if (allowed === undefined || Math.max(totalDeployed, totalChange) <= allowed) return [];
    const now = totalDeployed > allowed;
    return [
      {
        code: now ? 'quota/deployed' : 'quota/change',
        severity: now || changing ? Severity.ERROR : Severity.WARNING,
        field: `quota ${check.service}/${check.code} (${check.name})`,
        value: neededText(check, now),
        allowed: quantityText(allowed, check.unit),
        remedy: raiseCommand(check, Math.ceil(Math.max(totalDeployed, totalChange)), region),
      },
    ];
  });
}

function neededText(check: QuotaCheck, now: boolean): string {
  const { used, unit, deployed, change, before, totalDeployed, totalChange } = check;
  const needed = now ? deployed : change;
  const total = now ? totalDeployed : totalChange;
  const when = now ? 'once deployed' : 'during a change';
  const others = total - needed;
  const inUse = used === undefined ? 'use is unknown' : `${quantityText(used, unit)} in use now`;
  const share = before === 0 || others === 0 ? '' : `, ${quantityText(others, unit)} of it by others`;
  return `${quantityText(total, unit)} needed ${when} (${quantityText(needed, unit)} for the platform; ${inUse}${share})`;
}

/** @see https://docs.aws.amazon.com/cli/latest/reference/service-quotas/request-service-quota-increase.html */
function raiseCommand({ service, code }: QuotaCheck, value: number, region: string): string {
  return (
    `aws service-quotas request-service-quota-increase --region ${region} ` +
    `--service-code ${service} --quota-code ${code} --desired-value ${value}`
  );
}
