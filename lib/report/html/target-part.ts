import { Plan } from '../../plan/plan';
import { Product } from '../../roles/role';
import { pluralText } from '../../text/number';
import { MOST_ENSEMBLES } from '../role-families';
import { TargetGroup, targetGroups } from '../plan-targets';
import { Html, html } from './markup';
import { Owner, OWNERS, ownerName, SHARED, withSpot } from './product-part';
import { tablePart } from './table-part';

/** Targets of the platform: a card for each product, and a table for the ensembles. */
export function targetPart(plan: Plan): Html {
  const groups = targetGroups(plan);
  const ensembles = groups.filter(({ ensemble }) => ensemble !== undefined);
  return html`<p>
      The figures of the plan follow from these fields of the description. Omitted fields have their defaults.
    </p>
    <div class="targets">${groups.filter(({ ensemble }) => ensemble === undefined).map(targetCard)}</div>
    ${ensembles.length === 0 ? undefined : ensembleTable(ensembles)}`;
}

function isOwner(field: string): field is Owner {
  return (OWNERS as readonly string[]).includes(field);
}

function targetCard({ field, targets }: TargetGroup): Html {
  const owner: Owner = isOwner(field) ? field : SHARED;
  return html`<section class="card" aria-labelledby="targets-${owner}">
    <h3 id="targets-${owner}">${withSpot(owner, field === '' ? 'Platform' : ownerName(owner))}</h3>
    <dl>
      ${targets.map(
        ({ name, text }) =>
          html`<div>
            <dt><code>${name}</code></dt>
            <dd>${text}</dd>
          </div> `,
      )}
    </dl>
  </section> `;
}

function ensembleTable(ensembles: readonly TargetGroup[]): Html {
  const names = [...new Set(ensembles.flatMap(({ targets }) => targets.map(({ name }) => name)))];
  const table = tablePart({
    id: 'ensemble-targets',
    caption: 'Targets of the ZooKeeper ensembles',
    columns: [{ head: 'Ensemble' }, ...names.map((head) => ({ head, numeric: true }))],
    rows: ensembles.map(({ ensemble = '', targets }) => [
      withSpot(Product.ZOOKEEPER, ensemble),
      ...names.map((name) => targets.find((target) => target.name === name)?.text ?? '-'),
    ]),
  });
  if (ensembles.length <= MOST_ENSEMBLES) return table;
  return html`<details class="fold">
    <summary>
      <h3>Targets of the ZooKeeper ensembles</h3>
      <span class="quiet">${pluralText(ensembles.length, 'ensemble')}</span>
    </summary>
    ${table}
  </details>`;
}
