import { Plan, RolePlan } from '../../plan/plan';
import { pluralText } from '../../text/number';
import { roleFamilies } from '../role-families';
import { FigureCard } from './figure-card';
import { figureButton } from './figure-link';
import { Html, html } from './markup';
import { withSpot } from './product-part';
import { tablePart } from './table-part';
import { pieceLink } from './text-piece';

/** Every figure with its rule, by role, and a search box. */
export function figurePart(plan: Plan, cards: readonly FigureCard[]): Html {
  const overridden = cards.filter(({ derived }) => derived !== undefined).length;
  const assumed = cards.filter((card) => card.assumed).length;
  return html`<p>
      ${pluralText(cards.length, 'figure')}; the description overrides
      ${overridden === 0 ? 'none' : `${overridden} of them`}. Click a figure for its calculation.
    </p>
    <form class="search" id="search" role="search" hidden>
      <label
        >Find figures
        <input
          type="search"
          id="search-text"
          autocomplete="off"
          spellcheck="false"
          placeholder="datanode heap, IOPS, cloudera …"
          aria-describedby="search-count"
      /></label>
      <label class="check"
        ><input type="checkbox" id="search-assumed" /> that rest on assumptions (${assumed})</label
      >
      <label class="check"
        ><input type="checkbox" id="search-overridden" /> set by the description (${overridden})</label
      >
      <output id="search-count" role="status"></output>
    </form>
    ${roleFamilies(plan).map(({ label, roles }, index) => {
      const folds = roles.map((role) => roleFold(role, cards, index === 0 && roles.length === 1));
      if (roles.length === 1) return folds;
      return html`<details class="fold family">
        <summary>
          <h3>${withSpot(roles[0].product, label)}</h3>
          <span class="quiet">${pluralText(roles.length, 'role')}</span>
        </summary>
        <div class="within">${folds}</div>
      </details> `;
    })}`;
}

function roleFold({ group, product }: RolePlan, cards: readonly FigureCard[], open: boolean): Html {
  const own = cards.filter((card) => card.group === group);
  return html`<details class="fold figures" ${open ? new Html(' open') : ''}>
    <summary>
      <h3>${withSpot(product, group)}</h3>
      <span class="quiet">${pluralText(own.length, 'figure')}</span>
    </summary>
    ${tablePart({
      id: `figures-${group}`,
      caption: `Figures of ${group}`,
      columns: [{ head: 'Figure' }, { head: 'Current', numeric: true }, { head: 'Rule', wide: true }],
      rows: own.map(figureRow),
    })}
  </details> `;
}

function figureRow(card: FigureCard): Html[] {
  const marks = [
    ...(card.assumed ? [html` <span class="tag">assumption</span>`] : []),
    ...(card.derived === undefined ? [] : [html` <span class="tag set">set; derived ${card.derived}</span>`]),
  ];
  return [
    html`<code>${card.id.slice(card.group.length + 1)}</code>`,
    html`${figureButton(card.id, card.text, `${card.text}: ${card.id}, show the calculation`)}${card.also === undefined ? undefined : html`<br /><span class="quiet">${card.also}</span>`}`,
    html`${card.rule}${marks}
      <div class="printed">${inputText(card)}Source: ${card.source.map(pieceLink)}</div>`,
  ];
}

function inputText({ inputs }: FigureCard): Html | undefined {
  if (inputs.length === 0) return undefined;
  return html`From ${inputs.map(({ name, text }) => `${name} = ${text}`).join(', ')}. `;
}
