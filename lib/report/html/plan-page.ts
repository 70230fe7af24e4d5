import { createHash } from 'node:crypto';
import { PriceTable } from '../../catalog/prices';
import { Plan } from '../../plan/plan';
import { capacityPart } from './capacity-part';
import { choicePart } from './choice-part';
import { costPart } from './cost-part';
import { figureCards } from './figure-card';
import { figurePart } from './figure-part';
import { findingPart } from './finding-part';
import { barPart, headerPart, PageSection } from './header-part';
import { machinePart } from './machine-part';
import { Html, html, normalText, scriptJson, scriptText } from './markup';
import { pageData } from './page-data';
import { quotaPart } from './quota-part';
import { targetPart } from './target-part';
import { zonePart, zoneRows } from './zone-part';

/** Assets that a page inlines in addition to the plan. */
export interface PageAssets {
  /** Chart.js, in the build for script elements that defines `Chart`. */
  readonly chartLibrary: string;
  /** The page scripts in order: modules without imports. */
  readonly scripts: readonly string[];
  readonly style: string;
}

/**
 * A plan as one self-contained HTML file, which needs neither a server nor a network. The content security policy
 * blocks everything outside the file, so that a plan is safe to share and open. The same plan and assets give the
 * same bytes. `prices` is the price table of the plan, if known.
 */
export function planPage(plan: Plan, assets: PageAssets, prices?: PriceTable): string {
  const cards = figureCards(plan);
  const sections: readonly PageSection[] = [
    { id: 'targets', title: 'Targets', body: targetPart(plan) },
    { id: 'price', title: 'Price', body: costPart(plan, prices) },
    { id: 'machines', title: 'Machines and volumes', body: machinePart(plan) },
    { id: 'zones', title: 'Zones', body: zonePart(plan) },
    { id: 'capacity', title: 'Memory and CPU', body: capacityPart(plan) },
    { id: 'findings', title: 'Findings', body: findingPart(plan) },
    ...(plan.quotas.length === 0 ? [] : [{ id: 'quotas', title: 'Needed quotas', body: quotaPart(plan) }]),
    { id: 'choices', title: 'Choices', body: choicePart(plan) },
    { id: 'figures', title: 'Figures', body: figurePart(plan, cards) },
  ];
  // A grid cannot count its rows, and the policy does not allow style attributes.
  const style = `${normalText(assets.style)}\n.zone { grid-row: span ${zoneRows(plan)}; }\n`;
  const library = scriptText(assets.chartLibrary);
  const scripts = assets.scripts.map(scriptText);
  const page = html`<!doctype html>
    <html lang="en" data-theme="system">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(style, [library, ...scripts])}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${plan.environment}: platform plan</title>
        ${exactElement('style', '', style)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the plan</a>
        ${barPart(plan, sections)} ${headerPart(plan)}
        <main id="main" tabindex="-1">
          ${sections.map(
            ({ id, title, body }) =>
              html`<section id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${title}</h2>
                ${body}
              </section> `,
          )}
        </main>
        <footer>
          <p>
            Created by <code>cdk-hadoop plan ${plan.environment} --html</code>. Prices are estimates. Charts:
            Chart.js, MIT license.
          </p>
        </footer>
        <dialog id="why" aria-labelledby="why-title"></dialog>
        ${exactElement('script', ' type="application/json" id="plan-data"', scriptJson(pageData(plan, cards)))}
        ${exactElement('script', '', library)}
        ${scripts.map((script) => exactElement('script', ' type="module"', script))}
      </body>
    </html> `;
  return page.markup;
}

/** An element with verbatim text: an additional space would change its hash. */
function exactElement(name: string, attributes: string, text: string): Html {
  return new Html(`<${name}${attributes}>${text}</${name}>\n`);
}

/** Allows only the scripts and the style of the page, by their hashes. */
function policy(style: string, scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hashSource).join(' ')}`,
    `style-src ${hashSource(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** @see https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}
