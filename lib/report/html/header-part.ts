import { isAws } from '../../model/resolved';
import { Plan } from '../../plan/plan';
import { findingCountText } from '../finding-section';
import { countText, gibText, tibText, vcpuText } from '../../text/number';
import { PlanTotals } from '../plan-totals';
import { Html, html, HtmlPart } from './markup';
import { OWNERS, ownerName, SHARED, withSpot } from './product-part';

/** A section of the page. */
export interface PageSection {
  /** Id of its heading's section. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** Links to the sections, and the switch between light and dark. */
export function barPart(plan: Plan, sections: readonly PageSection[]): Html {
  return html`<div class="bar">
    <nav aria-label="Sections">
      <ul>
        <li><a href="#top">${plan.environment}</a></li>
        ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li> `)}
      </ul>
    </nav>
    <fieldset class="choice" id="theme" hidden>
      <legend class="unseen">Colours</legend>
      ${['System', 'Light', 'Dark'].map(
        (name) =>
          html`<label><input type="radio" name="theme" value="${name.toLowerCase()}" /> ${name}</label> `,
      )}
    </fieldset>
  </div>`;
}

/** Name, versions, and what it adds up to. */
export function headerPart(plan: Plan, totals: PlanTotals): Html {
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
    <dl class="tiles">${tilesOf(plan, totals)}</dl>
    <ul class="legend" aria-label="Colours of the products">
      ${OWNERS.filter((owner) => owner === SHARED || plan.products.includes(owner)).map(
        (owner) => html`<li>${withSpot(owner, ownerName(owner))}</li> `,
      )}
    </ul>
  </header>`;
}

function tilesOf(plan: Plan, totals: PlanTotals): HtmlPart {
  const { info: notes, ...grave } = totals.findings;
  const volumes =
    totals.volumeGiB >= 1_024 ? [tibText(totals.volumeGiB), 'TiB'] : [countText(totals.volumeGiB), 'GiB'];
  return [
    tile(
      'Price',
      isAws(plan.tier) ? `$${countText(totals.usdPerMonth)}` : 'none',
      isAws(plan.tier) ? 'US dollars a month' : 'no AWS resources',
      'main',
    ),
    tile('Pods', countText(totals.pods), `of ${String(plan.roles.length)} roles`),
    plan.pools.length === 0
      ? tile('Nodes', 'yours', 'those the cluster has')
      : tile('Nodes', countText(totals.nodes), `in ${countText(totals.nodeGroups)} node groups`),
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
