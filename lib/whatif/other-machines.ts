import { WORKERS } from '../roles/roles';
import { InstanceCatalog } from '../catalog/instance-catalog';
import { Architecture, InstanceType } from '../catalog/instance-type';
import { hourlyPriceUsd, listPrices } from '../catalog/prices';
import { DescriptionError } from '../model/description-error';
import { Environment } from '../model/environment';
import { NodeKind } from '../model/overrides';
import { isAws, overridesOf, resolveEnvironment } from '../model/resolved';
import { Role } from '../roles/role';
import { totalsOf } from '../report/plan-totals';
import { Plan } from '../plan/plan';
import { planPlatform, PlanOptions } from '../planner/planner';
import { FamilyChoice, ScenarioError } from './scenario';

/** Region whose prices rank machines if the region of the description has no price table. */
const REFERENCE_REGION = 'us-east-1';
/** Number of families that an error suggests for an unknown one. */
const SUGGESTIONS = 5;

/** A description whose roles run on the cheapest suitable size of a family, pool by pool. */
export function onFamily(
  environment: Environment,
  { role, family }: FamilyChoice,
  options: PlanOptions,
): Environment {
  if (!isAws(environment.tier)) {
    throw new ScenarioError(`--instance-family ${family}: ${environment.name} has no machines to choose`);
  }
  const plan = planPlatform(environment, options);
  const roles = (role === undefined ? WORKERS : [role]).filter((candidate) =>
    plan.roles.some((placed) => placed.role === candidate),
  );
  if (roles.length === 0) {
    throw new ScenarioError(`--instance-family ${family}: ${environment.name} has no ${role ?? 'workers'}`);
  }
  const pools = new Map<string, Role[]>();
  for (const each of roles) {
    const pool = plan.roles.find((placed) => placed.role === each)?.pool ?? '';
    pools.set(pool, [...(pools.get(pool) ?? []), each]);
  }
  return [...pools.values()].reduce(
    (changed, sharing) => cheapestOf(changed, sharing, family, options),
    environment,
  );
}

/** The cheapest of the sizes of a family for roles that share a pool. */
function cheapestOf(
  environment: Environment,
  roles: readonly Role[],
  family: string,
  options: PlanOptions,
): Environment {
  let best: Environment | undefined;
  let leastUsd = Infinity;
  let refused: DescriptionError | undefined;
  for (const { name } of sizesOf(environment, roles, family)) {
    const option = withType(environment, roles, name);
    try {
      const { usdPerMonth } = totalsOf(planPlatform(option, options));
      if (usdPerMonth < leastUsd) {
        best = option;
        leastUsd = usdPerMonth;
      }
    } catch (error) {
      if (!(error instanceof DescriptionError)) throw error;
      // The problem of the largest size shows what the whole family lacks.
      refused = error;
    }
  }
  if (best !== undefined) return best;
  const [problem] = refused?.problems ?? [];
  throw new ScenarioError(
    `--instance-family ${family}: none of its sizes can run ${roles.join(', ')}` +
      (problem === undefined
        ? ''
        : `; of the largest: ${problem.field}: ${problem.value}; allowed: ${problem.allowed}`),
  );
}

/** Candidate types of a family, the smallest first. */
function sizesOf(environment: Environment, roles: readonly Role[], family: string): InstanceType[] {
  const { architecture, nodeKind } = resolveEnvironment(environment);
  const { all } = InstanceCatalog.default();
  const named = all.filter((type) => type.family === family);
  const option = `--instance-family ${family}`;
  if (named.length === 0)
    throw new ScenarioError(
      `${option}: unknown family; expected one such as ${similar(family, all, architecture)}`,
    );
  const built = named.filter((type) => type.architecture === architecture);
  if (built.length === 0) {
    throw new ScenarioError(
      `${option}: its machines are ${named[0]?.architecture ?? ''}, but ${environment.name} uses ${architecture}: ` +
        'also change architecture in the description',
    );
  }
  const metal = roles.map((role) => (overridesOf(environment, role).nodeKind ?? nodeKind) === NodeKind.METAL);
  const prices = environment.prices ?? listPrices(environment.region ?? '') ?? listPrices(REFERENCE_REGION);
  const priced = built
    .filter(({ bareMetal }) => metal.every((candidate) => candidate === bareMetal))
    .filter((type) => prices !== undefined && hourlyPriceUsd(type, prices) !== undefined)
    .sort((a, b) => a.vcpu - b.vcpu || (a.name < b.name ? -1 : 1));
  if (priced.length === 0) {
    throw new ScenarioError(`${option}: its prices are unknown; set them in prices of the description`);
  }
  return priced;
}

/** Families of the same architecture with similar names, if any. */
function similar(family: string, types: readonly InstanceType[], architecture: Architecture): string {
  const families = [
    ...new Set(types.filter((type) => type.architecture === architecture).map((type) => type.family)),
  ].sort();
  for (let length = family.length; length > 0; length--) {
    const alike = families.filter((candidate) => candidate.startsWith(family.slice(0, length)));
    if (alike.length > 0) return alike.slice(0, SUGGESTIONS).join(', ');
  }
  return families.slice(0, SUGGESTIONS).join(', ');
}

function withType(environment: Environment, roles: readonly Role[], instanceType: string): Environment {
  const own = Object.fromEntries(
    roles.map((role) => [role, { ...overridesOf(environment, role), instanceType }]),
  );
  return { ...environment, overrides: { ...environment.overrides, ...own } };
}

/** The machine of each pool. Empty for hybrid pools. */
export function machinesOf(plan: Plan): ReadonlyMap<string, string> {
  return new Map(plan.pools.map(({ name, instanceType }) => [name, instanceType ?? '']));
}
