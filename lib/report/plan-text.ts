import { PriceTable } from '../catalog/prices';
import { costDrivers } from '../cost/cost-drivers';
import { isAws } from '../model/resolved';
import { Plan } from '../plan/plan';
import { choiceSection } from './choice-section';
import { figureSection, overrideSection } from './figure-section';
import { findingSection } from './finding-section';
import { machineSection } from './machine-section';
import { gibText, percentText, pluralText, tibText, usdText, vcpuText } from '../text/number';
import { totalsOf } from './plan-totals';
import { priceSection } from './price-section';
import { quotaSection } from './quota-section';
import { roleSection } from './role-section';
import { settingsSection } from './settings-section';
import { MAX_COLUMNS, PLAIN_STYLE, TextLayout, TextStyle } from '../text/style';
import { wrapText } from '../text/wrap';
import { targetSection } from './target-section';
import { volumeSection } from './volume-section';

/** Options for showing a plan. */
export interface PlanTextOptions {
  /**
   * Maximum line length in characters, from 80.
   * @default 120
   */
  readonly columns?: number;
  /**
   * Style of titles and severities.
   * @default PLAIN_STYLE
   */
  readonly style?: TextStyle;
  /**
   * The price table of the plan, to show the source of the prices.
   * @default - the finding `cost/region` names it
   */
  readonly prices?: PriceTable;
  /**
   * Show every figure with its rule and source, every choice, and every ensemble, regardless of their number.
   * @default false
   */
  readonly figures?: boolean;
}

/** A plan as human-readable tables. Ends with a newline. */
export function planText(plan: Plan, options: PlanTextOptions = {}): string {
  const layout: TextLayout = {
    columns: options.columns ?? MAX_COLUMNS,
    style: options.style ?? PLAIN_STYLE,
  };
  const all = options.figures === true;
  const sections = [
    headSection(plan, layout),
    targetSection(plan, layout, all),
    roleSection(plan, layout, all),
    machineSection(plan, layout, all),
    volumeSection(plan, layout, all),
    choiceSection(plan, layout, all),
    settingsSection(plan, layout, all),
    overrideSection(plan, layout),
    ...(all ? [figureSection(plan, layout)] : []),
    findingSection(plan, layout),
    quotaSection(plan, layout),
    priceSection(plan, layout, all, options.prices),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n\n')}\n`;
}

function headSection(plan: Plan, { columns, style }: TextLayout): string {
  const { versions } = plan;
  const totals = totalsOf(plan);
  const place = isAws(plan.tier)
    ? `${plan.region ?? ''}${plan.account === undefined ? '' : `, account ${plan.account}`}, zones`
    : 'any Kubernetes, zones';
  const nodes = isAws(plan.tier) ? ` on ${pluralText(totals.nodes, 'node')}` : '';
  return [
    style.strong(plan.environment),
    ...wrapText(
      [
        `Tier ${plan.tier}, ${place} ${plan.zones.map(({ name }) => name).join(', ')}.`,
        `Kubernetes ${plan.kubernetesVersion} on ${plan.architecture}, namespace ${plan.namespace}; ` +
          `ZooKeeper ${versions.zookeeper}, Hadoop ${versions.hadoop}, HBase ${versions.hbase}.`,
        `${pluralText(totals.pods, 'pod')}${nodes}: ${vcpuText(totals.cpuMillis)} vCPU, ` +
          `${gibText(totals.memoryMiB)} GiB of memory, ${tibText(totals.volumeGiB)} TiB of volumes` +
          (isAws(plan.tier) ? `; USD ${usdText(totals.usdPerMonth)} per month${driversText(plan)}.` : '.'),
      ].join('\n'),
      columns,
    ),
  ].join('\n');
}

function driversText(plan: Plan): string {
  const drivers = costDrivers(plan).map(({ item, share }) => `${item} ${percentText(share, 1)}`);
  return drivers.length === 0 ? '' : `: ${drivers.join(', ')}`;
}
