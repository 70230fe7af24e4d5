import { costDrivers } from '../../cost/cost-drivers';
import { isAws } from '../../model/resolved';
import { Plan } from '../../plan/plan';
import { findingCountText } from '../finding-section';
import { countText, gibText, percentText, pluralText, tibText, vcpuText } from '../../text/number';
import { PlanTotals, totalsOf } from '../plan-totals';
import { Html, html, HtmlPart } from './markup';
import { OWNERS, ownerName, SHARED, withSpot } from './product-part';

/** A section of the page. */
export interface PageSection {
  /** ID of the section. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** Links to the sections, and the switch between light and dark theme. */
export function barPart(plan: Plan, sections: readonly PageSection[]): Html {
  return html`<div class="bar">
    <nav aria-label="Sections">
      <ul>
        <li><a href="#top">${plan.environment}</a></li>
        ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li> `)}
      </ul>
    </nav>
    <fieldset class="choice" id="theme" hidden>
      <legend class="unseen">Colors</legend>
      ${['System', 'Light', 'Dark'].map(
        (name) =>
          html`<label><input type="radio" name="theme" value="${name.toLowerCase()}" /> ${name}</label> `,
      )}
    </fieldset>
  </div>`;
}

/** Name, location and versions. */
export function headerPart(plan: Plan): Html {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Tier', plan.tier],
    ['Region', plan.region],
    ['Account', plan.account],
    ['Zones', plan.zones.map(({ name }) => name).join(', ')],
    ['Kubernetes', plan.kubernetesVersion],
    ['Architecture', plan.architecture],
    ['Namespace', plan.namespace],
    ['ZooKeeper', plan.versions.zookeeper],
    ['Hadoop', plan.versions.hadoop],
    ['HBase', plan.versions.hbase],
  ];
  return html`<header id="top">
    <p class="kind">Platform plan</p>
    <h1>${plan.environment}</h1>
    <dl class="facts">
      ${facts.map(([name, value]) =>
        value === undefined
          ? undefined
          : html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div> `,
      )}
    </dl>
    <ul class="legend" aria-label="Product colors">
      ${OWNERS.filter((owner) => owner === SHARED || plan.products.includes(owner)).map(
        (owner) => html`<li>${withSpot(owner, ownerName(owner))}</li> `,
      )}
    </ul>
  </header>`;
}

/** Totals of a plan: its price, and what the price buys. */
export function tilesPart(plan: Plan): Html {
  return html`<dl class="tiles">${tilesOf(plan, totalsOf(plan))}</dl>`;
}

function tilesOf(plan: Plan, totals: PlanTotals): HtmlPart {
  const { info: notes, ...grave } = totals.findings;
  const [driver] = costDrivers(plan);
  const volumes =
    totals.volumeGiB >= 1_024 ? [tibText(totals.volumeGiB), 'TiB'] : [countText(totals.volumeGiB), 'GiB'];
  return [
    tile(
      'Price',
      isAws(plan.tier) ? `$${countText(totals.usdPerMonth)}` : 'none',
      driver === undefined
        ? 'no AWS resources'
        : `USD per month, ${percentText(driver.share, 1)} of it ${driver.item}`,
      'main',
    ),
    tile('Pods', countText(totals.pods), `of ${pluralText(plan.roles.length, 'role')}`),
    plan.pools.length === 0
      ? tile('Nodes', 'yours', 'existing nodes of the cluster')
      : tile('Nodes', countText(totals.nodes), `in ${pluralText(totals.nodeGroups, 'node group')}`),
    tile('CPU', vcpuText(totals.cpuMillis), 'vCPU requested'),
    tile('Memory', gibText(totals.memoryMiB), 'GiB requested'),
    tile('Volumes', volumes[0] ?? '', volumes[1] ?? ''),
    tile(
      'Findings',
      countText(grave.error + grave.warning + notes),
      findingCountText(totals.findings),
      grave.error > 0 ? 'error' : grave.warning > 0 ? 'warning' : undefined,
    ),
  ];
}

function tile(name: string, value: string, note: string, kind?: string): Html {
  return html`<div class="tile${kind === undefined ? '' : ` ${kind}`}">
    <dt>${name}</dt>
    <dd><strong>${value}</strong> <span>${note}</span></dd>
  </div> `;
}
