import { discountedPrices } from '../catalog/discount-table';
import { InstanceCatalog } from '../catalog/instance-catalog';
import { listPrices, PriceTable } from '../catalog/prices';
import { Product, PRODUCTS } from '../roles/role';
import { Problems } from '../model/description-error';
import { Environment } from '../model/environment';
import { NodeKind } from '../model/overrides';
import { isAws, resolveEnvironment, ResolvedEnvironment } from '../model/resolved';
import { validateEnvironment } from '../model/validate';
import { checkResilience } from '../resilience/check';
import { deploymentOf } from './deployment';
import { claimProblems } from './existing-volumes';
import { forcedChanges } from '../lock/forced';
import { retiringFindings, withGenerations } from '../lock/node-groups';
import { PlatformLock } from '../plan/platform-lock';
import { settingsProblems } from '../config/settings';
import { unknownSettings } from '../config/unknown-settings';
import { PRODUCT_VERSIONS } from '../plan/versions';
import { choicesOf } from './plan-choices';
import { NO_LOCK, SizingContext } from '../draft/context';
import { costDriverFindings } from '../cost/cost-drivers';
import { supportFindings } from '../cost/control-plane';
import { PricedPlatform, priceOf } from '../cost/platform-price';
import { freeze } from '../plan/freeze';
import { quotaNeeds } from '../quotas/quota-needs';
import { HBaseDraft, sizeHBase } from '../sizing/hbase';
import { HdfsDraft, sizeHdfs } from '../sizing/hdfs';
import {
  Finding,
  HdfsClientPlan,
  Plan,
  PoolPlan,
  ProductField,
  RolePlan,
  Severity,
  ZonePlan,
} from '../plan/plan';
import { planPools } from '../sizing/pool-planner';
import { RoleDraft } from '../draft/role-draft';
import { YarnDraft, sizeYarn } from '../sizing/yarn';
import { zonesOf } from '../sizing/zones';
import { EnsembleDraft, sizeEnsemble } from '../sizing/zookeeper';

/** Region whose prices rank machines if there is no price table for the Region of the description. */
const REFERENCE_REGION = 'us-east-1';

/** The sized roles, by product. */
interface Drafts {
  readonly ensembles: readonly EnsembleDraft[];
  readonly hdfs: HdfsDraft | undefined;
  readonly hdfsClient: HdfsClientPlan | undefined;
  readonly hbase: HBaseDraft | undefined;
  readonly yarn: YarnDraft | undefined;
  readonly roles: readonly RoleDraft[];
}

/** Options for planning a platform. */
export interface PlanOptions {
  /**
   * Parts of a running platform to keep.
   * @default - nothing; the planner chooses everything anew
   */
  readonly lock?: PlatformLock;
}

/**
 * Derives the platform from a description. A pure function: the same description gives the same plan, regardless of
 * the order of zones and maps.
 * @throws DescriptionError with all problems if the description is invalid or impossible
 */
export function planPlatform(environment: Environment, { lock = NO_LOCK }: PlanOptions = {}): Plan {
  validateEnvironment(environment);
  const resolved = resolveEnvironment(environment);
  const { prices, listPrices: list, findings: priceFindings } = pricesFor(environment);
  const problems = new Problems();
  const zones = zonesOf(resolved);
  const context: SizingContext = {
    environment: resolved,
    zones,
    quorumZones: quorumZonesOf(resolved, zones, lock),
    catalog: InstanceCatalog.default(),
    prices,
    listPrices: list,
    lock,
    machines: new Map(),
    searches: new Map(),
    assumptions: resolved.assumptions,
    problems,
  };
  const drafts = sizeProducts(context);
  const planned = isAws(environment.tier) ? planPools(context, drafts.roles, elasticity(drafts)) : undefined;
  problems.throwIfAny(environment.name);

  const roles = drafts.roles.map((draft) => rolePlan(draft, planned?.poolOf.get(draft.group) ?? ''));
  const generations = environment.cluster?.nodeGenerations ?? {};
  const generated = withGenerations(
    assemble(context, drafts, roles, planned?.pools ?? []),
    lock,
    generations,
  );
  const quotas = isAws(environment.tier) ? quotaNeeds(resolved, generated, zones.length) : [];
  const plan: Plan = { ...generated, quotas };
  generationProblems(plan, generations, problems);
  const late = [...settingsProblems(plan), ...claimProblems(plan, environment)];
  for (const { field, value, allowed } of late) problems.add(field, value, allowed);
  const findings = [
    ...priceFindings,
    ...(isAws(environment.tier) ? supportFindings(plan.kubernetesVersion, list, list.date) : []),
    ...drafts.ensembles.flatMap((ensemble) => ensemble.findings),
    ...checkResilience(plan, resolved),
    ...forcedChanges(plan, lock),
    ...retiringFindings(plan),
    ...costDriverFindings(plan, resolved),
    ...unknownSettings(plan),
  ];
  for (const { severity, subject, message, figure = message, allowed = '' } of findings) {
    if (severity === Severity.ERROR) problems.add(subject, figure, allowed);
  }
  problems.throwIfAny(environment.name);
  const choices = planned === undefined ? [] : choicesOf(context, drafts.roles, planned);
  return freeze({ ...plan, findings, choices });
}

/** Configured generations for pools that the plan does not have, or whose machines are the user's own. */
function generationProblems(
  { pools }: Plan,
  generations: Readonly<Record<string, number>>,
  problems: Problems,
): void {
  const names = pools.filter(({ kind }) => kind !== NodeKind.HYBRID).map(({ name }) => name);
  for (const [name, generation] of Object.entries(generations)) {
    const field = `cluster.nodeGenerations.${name}`;
    if (!names.includes(name)) problems.add(field, generation, `pools of the plan: ${names.join(', ')}`);
    else if (!Number.isInteger(generation) || generation < 1) {
      problems.add(field, generation, 'a whole number from 1');
    }
  }
}

/** The zones for quorum members: the given ones, otherwise the locked ones, otherwise the first three. */
function quorumZonesOf(
  { source }: ResolvedEnvironment,
  zones: readonly ZonePlan[],
  lock: PlatformLock,
): readonly ZonePlan[] {
  const isThere = (name: string): boolean => zones.some((zone) => zone.name === name);
  const locked =
    lock.quorumZones.length > 0 && lock.quorumZones.every(isThere) ? lock.quorumZones : undefined;
  const quorumZones = source.quorumZones ?? locked;
  return quorumZones === undefined
    ? zones.slice(0, 3)
    : zones.filter(({ name }) => quorumZones.includes(name));
}

function sizeProducts(context: SizingContext): Drafts {
  const { environment } = context;
  const ensembles = environment.ensembles.map((targets) => sizeEnsemble(context, targets));
  const hdfs =
    environment.hdfs === undefined ? undefined : sizeHdfs(context, environment.hdfs, environment.hbase);
  const hdfsClient = hdfs?.hdfs ?? importedHdfs(environment);
  const hbase =
    environment.hbase === undefined || hdfsClient === undefined
      ? undefined
      : sizeHBase(context, environment.hbase, hdfs?.hdfs, hdfsClient);
  const yarn = environment.yarn === undefined ? undefined : sizeYarn(context, environment.yarn);
  const roles: Readonly<Record<Product, readonly RoleDraft[]>> = {
    [Product.ZOOKEEPER]: ensembles.flatMap((ensemble) => ensemble.roles),
    [Product.HDFS]: hdfs?.roles ?? [],
    [Product.YARN]: yarn?.roles ?? [],
    [Product.HBASE]: hbase?.roles ?? [],
  };
  return {
    ensembles,
    hdfs,
    hdfsClient,
    hbase,
    yarn,
    roles: PRODUCTS.flatMap((product) => roles[product]),
  };
}

function importedHdfs({ source }: ResolvedEnvironment): HdfsClientPlan | undefined {
  const { importedHdfs: imported } = source;
  if (imported === undefined) return undefined;
  return {
    nameservice: imported.nameservice,
    namenodes: Object.entries(imported.namenodeAddresses)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, address]) => {
        const colon = address.lastIndexOf(':');
        return { id, host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
      }),
  };
}

function elasticity({ yarn }: Drafts): { min: number; max: number } | undefined {
  return yarn === undefined
    ? undefined
    : { min: yarn.nodeManagers.minPerZone, max: yarn.nodeManagers.maxPerZone };
}

function rolePlan(draft: RoleDraft, pool: string): RolePlan {
  const { demand: _demand, nodeKind: _nodeKind, overrides: _overrides, isolated: _isolated, ...role } = draft;
  return { ...role, pool };
}

function assemble(context: SizingContext, drafts: Drafts, roles: RolePlan[], pools: PoolPlan[]): Plan {
  const { environment } = context;
  const { source } = environment;
  const coordination = source.importedEnsemble?.connectString ?? drafts.ensembles[0]?.ensemble.connectString;
  const client = drafts.hdfsClient;
  const settings: { readonly [Field in ProductField]: Plan[Field] } = {
    ensembles: drafts.ensembles.map(({ ensemble }) => ensemble),
    hdfs: drafts.hdfs?.hdfs,
    yarn: drafts.yarn?.yarn,
    hbase: drafts.hbase?.hbase,
  };
  return {
    environment: source.name,
    tier: source.tier,
    account: source.account,
    region: source.region,
    namespace: environment.namespace,
    clusterDomain: environment.clusterDomain,
    kubernetesVersion: environment.kubernetesVersion,
    nodeVersion: environment.nodeVersion,
    architecture: environment.architecture,
    versions: PRODUCT_VERSIONS,
    zones: [...context.zones],
    products: [...environment.products],
    ...settings,
    coordination,
    ...(client === undefined
      ? {}
      : { hdfsClient: { nameservice: client.nameservice, namenodes: client.namenodes } }),
    roles,
    pools,
    retiring: [],
    findings: [],
    ...(isAws(source.tier) ? priced(context, roles, pools) : { costs: [] }),
    quotas: [],
    deployment: deploymentOf(environment),
    choices: [],
  };
}

function priced(
  { environment, zones, catalog, prices, listPrices: list }: SizingContext,
  roles: RolePlan[],
  pools: PoolPlan[],
): PricedPlatform {
  return priceOf({ environment, roles, pools, zones: zones.length, catalog, prices, listPrices: list });
}

/** Prices that the user pays, which rank the machines, and prices without discounts. */
interface Prices {
  readonly prices: PriceTable;
  readonly listPrices: PriceTable;
  readonly findings: Finding[];
}

function pricesFor(environment: Environment): Prices {
  const paid = (list: PriceTable): PriceTable => discountedPrices(list, environment.discounts);
  const own = environment.prices ?? listPrices(environment.region ?? REFERENCE_REGION);
  if (own !== undefined) return { prices: paid(own), listPrices: own, findings: [] };
  const list = listPrices(REFERENCE_REGION);
  if (list === undefined) throw new Error(`no prices for ${REFERENCE_REGION}`);
  return {
    prices: paid(list),
    listPrices: list,
    findings: [
      {
        code: 'cost/region',
        severity: Severity.INFO,
        subject: 'prices',
        message: `there is no price table for the region; machines are ranked and costs are shown with the prices of ${REFERENCE_REGION}`,
        figure: environment.region ?? '',
        allowed: `${REFERENCE_REGION}, or your own table in prices`,
      },
    ],
  };
}
