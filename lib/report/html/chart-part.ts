import { Html, html } from './markup';

/** A chart, and what it tells to those who do not see it. */
export interface ChartOptions {
  /** Id of the canvas; the page's script draws on it. */
  readonly id: string;
  readonly caption: string;
  /** What the chart shows, in a sentence. The numbers themselves are in the table that `table` names. */
  readonly description: string;
  /** Id of the table with the same numbers. */
  readonly table: string;
  /** Ways to look at it, of which the first is shown; by name and value. */
  readonly views?: readonly (readonly [string, string])[];
  /** Marks of the chart's shades. */
  readonly legend?: Html;
}

/** A chart with its caption, and a choice of views. Without scripts it is not shown, and its table tells the same. */
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
