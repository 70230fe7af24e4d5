import { Html, html } from './markup';

/** A chart and its text alternative. */
export interface ChartOptions {
  /** ID of the canvas on which the page script draws. */
  readonly id: string;
  readonly caption: string;
  /** What the chart shows, in one sentence. The table with id `table` has the numbers. */
  readonly description: string;
  /** ID of the table with the same numbers. */
  readonly table: string;
  /** Views by name and value. The first one is the default. */
  readonly views?: readonly (readonly [string, string])[];
  /** Legend of the shades. */
  readonly legend?: Html;
}

/** A chart with its caption and a choice of views. Without scripts it is hidden, and its table shows the same. */
export function chartPart({ id, caption, description, table, views, legend }: ChartOptions): Html {
  return html`<figure class="chart" id="${id}-figure" hidden>
    <figcaption>
      <span>${caption}</span>
      ${
        views === undefined
          ? undefined
          : html`<fieldset class="choice" data-views="${id}">
              <legend class="unseen">${caption}: show</legend>
              ${views.map(
                ([name, value], index) =>
                  html`<label
                    ><input
                      type="radio"
                      name="${id}-view"
                      value="${value}"
                      ${index === 0 ? new Html(' checked') : ''}
                    />
                    ${name}</label
                  > `,
              )}
            </fieldset>`
      }
    </figcaption>
    <div class="canvas">
      <canvas id="${id}" role="img" aria-label="${description}" aria-describedby="${table}-caption"></canvas>
    </div>
    ${legend}
  </figure>`;
}
