import { RolePlan } from '../../plan/plan';
import { unitText } from '../../text/number';
import { Html, html, HtmlPart } from './markup';

/** Name of a figure on the page and on the command line: `datanode.heapMiB`. */
export function figureId(group: string, name: string): string {
  return `${group}.${name}`;
}

/** ID of a figure of a role, or undefined if the role has no such figure. */
export function idIn({ group, figures }: RolePlan, name: string): string | undefined {
  return Object.hasOwn(figures, name) ? figureId(group, name) : undefined;
}

/** A number that opens its calculation when clicked. Plain text if the role has no such figure. */
export function figureLink(role: RolePlan, name: string, text: string): HtmlPart {
  const figure = role.figures[name];
  if (figure === undefined) return text;
  const id = figureId(role.group, name);
  return figureButton(
    id,
    text,
    `${text} ${unitText(figure.value, figure.unit)}: ${id}, show the calculation`,
  );
}

/** A button that opens the calculation of a figure. `label` starts with the visible text, as speech input requires. */
export function figureButton(id: string, text: string, label: string): Html {
  return html`<button
    type="button"
    class="figure"
    data-figure="${id}"
    aria-haspopup="dialog"
    aria-label="${label}"
  >
    ${text}
  </button>`;
}
