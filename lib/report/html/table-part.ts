import { Html, html, HtmlPart } from './markup';

/** A column of a table. The cells of the first are the heads of their rows. */
export interface TableColumn {
  readonly head: string;
  readonly numeric?: boolean;
}

/** A table with a caption. */
export interface TableOptions {
  /** Id of the table; that of its caption ends in `-caption`. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly HtmlPart[])[];
  /** Last row: what the others add up to. */
  readonly footer?: readonly HtmlPart[];
}

/** A table in a box of its own, which scrolls where the table is wider than the page; the keyboard reaches it. */
export function tablePart({ id, caption, columns, rows, footer }: TableOptions): Html {
  return html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
    <table id="${id}">
      <caption id="${id}-caption">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ head, numeric }) => html`<th scope="col" ${classOf(numeric)}>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowPart(row, columns))}
      </tbody>
      ${
        footer === undefined
          ? undefined
          : html`<tfoot>
              ${rowPart(footer, columns)}
            </tfoot>`
      }
    </table>
  </div>`;
}

function rowPart(cells: readonly HtmlPart[], columns: readonly TableColumn[]): Html {
  return html`<tr>
    ${cells.map((cell, index) =>
      index === 0
        ? html`<th scope="row">${cell}</th>`
        : html`<td${classOf(columns[index]?.numeric)}>${cell}</td>`,
    )}
  </tr> `;
}

function classOf(numeric = false): Html | undefined {
  return numeric ? html` class="number"` : undefined;
}
