import { NodeKind } from '../model/overrides';
import { ZONES_WITHOUT_CONTROL_PLANE } from '../network/control-plane-zones';
import { Plan, Severity } from '../plan/plan';
import { AccountFacts, AccountGap } from './account-facts';
import { AccountQuestions } from './account-questions';
import { finding, namesText, PreflightFinding } from './preflight-finding';

/**
 * Oldest bootstrap stack that templates of the CDK's default synthesizer accept. A rule in the templates rejects
 * versions 1 to 5.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
const OLDEST_BOOTSTRAP = 6;

/** Checks the account itself, its zones, and what must exist before the first stack. */
export function accountFindings(
  plan: Plan,
  facts: AccountFacts,
  questions: AccountQuestions,
): PreflightFinding[] {
  return [
    ...ownerFindings(plan, facts),
    ...zoneFindings(plan, facts),
    ...instanceFindings(plan, facts),
    ...roleFindings(facts, questions),
    ...bootstrapFindings(facts),
  ];
}

/** What could not be read, as findings: an unknown result is not a passed check. */
export function gapFindings(gaps: readonly AccountGap[]): PreflightFinding[] {
  return gaps.map(({ what, action, reason }) =>
    finding(
      Severity.WARNING,
      'account/unreadable',
      what,
      `could not be read: ${reason}`,
      `an identity that may call ${action} (not checked)`,
    ),
  );
}

function ownerFindings({ account: planned }: Plan, { account }: AccountFacts): PreflightFinding[] {
  if (planned === undefined || planned === account) return [];
  return [
    finding(
      Severity.ERROR,
      'account/other',
      'account',
      `the credentials belong to ${account}`,
      `credentials of ${planned}, the account in the description`,
    ),
  ];
}

function zoneFindings(plan: Plan, { zones, region }: AccountFacts): PreflightFinding[] {
  if (zones === undefined) return [];
  const without = ZONES_WITHOUT_CONTROL_PLANE[region];
  const usable = zones.filter(({ id }) => id !== without).map(({ name }) => name);
  return plan.zones.flatMap(({ name }): PreflightFinding[] => {
    const zone = zones.find((each) => each.name === name);
    if (zone === undefined) {
      return [
        finding(
          Severity.ERROR,
          'zones/absent',
          'zones',
          `${name} is not a zone of ${region} in this account`,
          namesText(usable, 8),
        ),
      ];
    }
    if (zone.id === without) {
      return [
        finding(
          Severity.ERROR,
          'zones/without-eks',
          'zones',
          `${name} is ${zone.id} in this account, where EKS has no control plane`,
          namesText(usable, 8),
        ),
      ];
    }
    if (zone.state === 'available') return [];
    return [
      finding(Severity.WARNING, 'zones/state', 'zones', `${name} (${zone.id}) is ${zone.state}`, 'available'),
    ];
  });
}

function instanceFindings(plan: Plan, { instanceTypes, zones }: AccountFacts): PreflightFinding[] {
  if (instanceTypes === undefined) return [];
  return plan.pools
    .filter(({ kind }) => kind !== NodeKind.HYBRID)
    .flatMap(({ name, instanceType = '', zones: groups }) => {
      const absent = groups
        .flatMap(({ zone: key }) => plan.zones.find((zone) => zone.key === key)?.name ?? [])
        // A zone that the account does not have is already reported.
        .filter((zone) => zones === undefined || zones.some((each) => each.name === zone))
        .filter((zone) => !(instanceTypes[zone] ?? []).includes(instanceType));
      if (absent.length === 0) return [];
      const offered = Object.entries(instanceTypes)
        .filter(([, types]) => types.includes(instanceType))
        .map(([zone]) => zone)
        .sort();
      return [
        finding(
          Severity.ERROR,
          'machines/not-offered',
          `pool ${name}, ${instanceType}`,
          `not offered in ${absent.join(', ')}`,
          offered.length === 0
            ? 'an instance type that the region offers: set overrides.ROLE.instanceType'
            : `${offered.join(', ')}, or another type: set overrides.ROLE.instanceType`,
        ),
      ];
    });
}

/** Services create their roles themselves if the caller has permission. */
function roleFindings({ serviceRoles }: AccountFacts, questions: AccountQuestions): PreflightFinding[] {
  if (serviceRoles === undefined) return [];
  return questions.serviceRoles
    .filter(({ service }) => !serviceRoles.includes(service))
    .map(({ name, service }) => ({
      ...finding(
        Severity.WARNING,
        'roles/absent',
        `service-linked role ${name}`,
        'does not exist yet',
        `an existing role, or a first deployment that may call iam:CreateServiceLinkedRole for ${service}`,
      ),
      remedy: `aws iam create-service-linked-role --aws-service-name ${service}`,
    }));
}

function bootstrapFindings({ bootstrap, account, region }: AccountFacts): PreflightFinding[] {
  if (bootstrap === undefined) return [];
  const { parameter, version } = bootstrap;
  if (version !== undefined && version >= OLDEST_BOOTSTRAP) return [];
  return [
    {
      ...finding(
        Severity.ERROR,
        'cdk/bootstrap',
        `CDK bootstrap (${parameter})`,
        version === undefined
          ? 'does not exist: no bucket for templates, no registry for images'
          : `version ${version}`,
        `version ${OLDEST_BOOTSTRAP} or later`,
      ),
      remedy: `npx cdk bootstrap aws://${account}/${region}`,
    },
  ];
}
