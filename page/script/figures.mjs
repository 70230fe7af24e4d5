/** The dialog with the calculation of a figure, the search for figures, and sections that only print expands. */

/** @typedef {import('../../lib/report/html/page-data').PageData} PageData */
/** @typedef {import('../../lib/report/html/figure-card').FigureCard} FigureCard */

const { figures } = /** @type {PageData} */ (
  JSON.parse(document.querySelector('#plan-data')?.textContent ?? '')
);
const dialog = /** @type {HTMLDialogElement} */ (document.querySelector('#why'));
/** Figures that were shown before the current one. @type {string[]} */
let trail = [];

/**
 * An element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} text @param {string} id */
function jump(text, id) {
  const button = element('button', { type: 'button', class: 'figure' }, text);
  button.addEventListener('click', () => {
    const shown = dialog.dataset.figure;
    if (shown !== undefined) trail.push(shown);
    render(id);
  });
  return button;
}

/** @param {FigureCard} card */
function inputs(card) {
  if (card.inputs.length === 0) return element('p', { class: 'quiet' }, 'The rule needs no other number.');
  return element(
    'table',
    { id: 'why-inputs' },
    element('caption', {}, 'Inputs'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, 'Name'),
        element('th', { scope: 'col', class: 'number' }, 'Value'),
        element('th', { scope: 'col' }, 'What it is'),
      ),
    ),
    element(
      'tbody',
      {},
      ...card.inputs.map(({ name, text, kind, figure }) =>
        element(
          'tr',
          {},
          element(
            'th',
            { scope: 'row' },
            figure === undefined ? element('code', {}, name) : jump(name, figure),
          ),
          element('td', { class: 'number' }, text),
          element('td', {}, kind),
        ),
      ),
    ),
  );
}

/** @param {FigureCard} card */
function source(card) {
  return card.source.map(({ text, href }) =>
    href === undefined ? text : element('a', { href, rel: 'noreferrer', target: '_blank' }, text),
  );
}

/** @param {FigureCard} card */
function amounts(card) {
  const also = card.also === undefined ? '' : ` (${card.also})`;
  if (card.derived === undefined) return [`${card.text}${also}`, 'Current, as derived.'];
  return [`${card.text}${also}`, `Set by the description. Derived: ${card.derived}.`];
}

/** @param {string} id */
function render(id) {
  const card = figures[id];
  if (card === undefined) return;
  const [amount = '', note = ''] = amounts(card);
  const title = element(
    'h2',
    { id: 'why-title', tabindex: '-1' },
    element('span', { class: `spot ${card.owner}`, 'aria-hidden': 'true' }),
    id,
  );
  const close = element('button', { type: 'button', class: 'plain', id: 'why-close' }, 'Close');
  close.addEventListener('click', () => {
    dialog.close();
  });
  const back = element('button', { type: 'button', class: 'plain', id: 'why-back' }, '← Back');
  back.hidden = trail.length === 0;
  back.addEventListener('click', () => {
    const last = trail.pop();
    if (last !== undefined) render(last);
  });
  dialog.dataset.figure = id;
  dialog.replaceChildren(
    element('div', { class: 'why-head' }, title, back, close),
    element('p', { class: 'why-value', id: 'why-value' }, amount),
    element('p', { class: 'quiet' }, note),
    element('h3', {}, 'Rule'),
    element('p', { id: 'why-rule' }, card.rule),
    element('h3', {}, 'From'),
    inputs(card),
    element('h3', {}, 'Source'),
    element('p', { id: 'why-source' }, ...source(card)),
    ...(card.usedBy.length === 0
      ? []
      : [
          element('h3', {}, 'Goes into'),
          element('ul', { class: 'uses' }, ...card.usedBy.map((used) => element('li', {}, jump(used, used)))),
        ]),
    element('h3', {}, 'To override it'),
    element('pre', { tabindex: '0' }, element('code', {}, card.override)),
  );
  dialog.scrollTop = 0;
  title.focus();
}

/** @param {string} id */
function show(id) {
  if (figures[id] === undefined) return;
  trail = [];
  // When the dialog closes, the browser returns the focus to the current element.
  if (!dialog.open) dialog.showModal();
  render(id);
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('[data-figure]') : null;
  if (button instanceof HTMLButtonElement && button.dataset.figure !== undefined) show(button.dataset.figure);
});
document.addEventListener('why', (event) => {
  if (event instanceof CustomEvent) show(String(event.detail));
});
// A click outside the content targets the dialog itself, because the padding belongs to the box of its children.
dialog.addEventListener('click', (event) => {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
  // A key that activates a button has no position.
  if (event.target === dialog && !inside) dialog.close();
});

const form = /** @type {HTMLFormElement} */ (document.querySelector('#search'));
const [text, assumed, overridden] = ['text', 'assumed', 'overridden'].map(
  (name) => /** @type {HTMLInputElement} */ (document.querySelector(`#search-${name}`)),
);
const count = /** @type {HTMLOutputElement} */ (document.querySelector('#search-count'));
const folds = [
  .../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('details.figures')),
];
/** Sections around the figures of many roles. */
const families = [
  .../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('details.family')),
];
/** Sections that were open before the search. @type {boolean[] | undefined} */
let before;

const rows = folds.flatMap((fold, index) =>
  [...fold.querySelectorAll('tbody tr')].map((row) => {
    const card = figures[row.querySelector('button')?.dataset.figure ?? ''];
    const source = card?.source.map((piece) => piece.text).join('') ?? '';
    const inputs = card?.inputs.map(({ name }) => name).join(' ') ?? '';
    const words = `${card?.id} ${card?.text} ${card?.rule} ${source} ${inputs}`.toLowerCase();
    return { row: /** @type {HTMLElement} */ (row), index, card, words };
  }),
);

function search() {
  const wanted = (text?.value ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const active = wanted.length > 0 || assumed?.checked === true || overridden?.checked === true;
  before ??= folds.map(({ open }) => open);
  const found = folds.map(() => 0);
  for (const { row, index, card, words } of rows) {
    const hit =
      wanted.every((word) => words.includes(word)) &&
      (assumed?.checked !== true || card?.assumed === true) &&
      (overridden?.checked !== true || card?.derived !== undefined);
    row.hidden = !hit;
    if (hit) found[index] = (found[index] ?? 0) + 1;
  }
  folds.forEach((fold, index) => {
    fold.hidden = found[index] === 0;
    fold.open = active ? !fold.hidden : (before?.[index] ?? false);
  });
  for (const family of families) {
    family.hidden = family.querySelector('details.figures:not([hidden])') === null;
    family.open = active && !family.hidden;
  }
  if (!active) before = undefined;
  const total = found.reduce((sum, of) => sum + of, 0);
  count.textContent = active ? `${total} of ${rows.length} figures` : '';
}

form.hidden = false;
form.addEventListener('submit', (event) => {
  event.preventDefault();
});
form.addEventListener('input', search);
// A browser can restore the input after a reload.
search();

const allFolds = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('details'))];
/** @type {boolean[]} */
let folded = [];
addEventListener('beforeprint', () => {
  folded = allFolds.map(({ open }) => open);
  for (const fold of allFolds) fold.open = true;
});
addEventListener('afterprint', () => {
  allFolds.forEach((fold, index) => {
    fold.open = folded[index] ?? false;
  });
});
