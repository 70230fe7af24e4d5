import { RolePlan } from '../../plan/plan';
import { unitText } from '../../text/number';
import { Html, html, HtmlPart } from './markup';

/** Name of a figure on the page and on the command line: `datanode.heapMiB`. */
export function figureId(group: string, name: string): string {
  return `${group}.${name}`;
}

/** What a figure's name is on a role: none where the role has no such figure. */
export function idIn({ group, figures }: RolePlan, name: string): string | undefined {
  return Object.hasOwn(figures, name) ? figureId(group, name) : undefined;
}

/** A number that shows its arithmetic when it is pressed; plain where the role has no such figure. */
export function figureLink(role: RolePlan, name: string, text: string): HtmlPart {
  const figure = role.figures[name];
  if (figure === undefined) return text;
  const id = figureId(role.group, name);
  return figureButton(id, text, `${text} ${unitText(figure.value, figure.unit)}: ${id}, show the arithmetic`);
}

/** A button that opens the arithmetic of a figure. `label` starts with the text, as those who speak to it expect. */
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
