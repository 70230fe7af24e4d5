import { Html, html, HtmlPart } from './markup';

/** A column of a table. The cells of the first column are row headers. */
export interface TableColumn {
  readonly head: string;
  readonly numeric?: boolean;
  /** Whether its cells contain sentences, which need a minimum width. */
  readonly wide?: boolean;
}

/** A table with a caption. */
export interface TableOptions {
  /** ID of the table. The ID of its caption ends in `-caption`. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly HtmlPart[])[];
  /** Last row, with the totals. */
  readonly footer?: readonly HtmlPart[];
}

/**
 * A table in a separate box that scrolls if the table is wider than the page, also with the keyboard. The page script
 * shows the hint if there is something to scroll.
 */
export function tablePart({ id, caption, columns, rows, footer }: TableOptions): Html {
  return html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
    <table id="${id}">
      <caption>
        <span class="caption" id="${id}-caption">${caption}</span>
        <span class="hint" aria-hidden="true" hidden>Scroll sideways for more columns →</span>
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" ${classOf(column)}>${column.head}</th>`)}
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
      index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${classOf(columns[index])}>${cell}</td>`,
    )}
  </tr> `;
}

function classOf({ numeric = false, wide = false }: Partial<TableColumn> = {}): Html | undefined {
  if (wide) return html` class="wide"`;
  return numeric ? html` class="number"` : undefined;
}
