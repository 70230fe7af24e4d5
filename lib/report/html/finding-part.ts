import { Finding, Plan, Severity } from '../../plan/plan';
import { Html, html } from './markup';

const TITLES: Readonly<Record<Severity, string>> = {
  [Severity.ERROR]: 'Errors',
  [Severity.WARNING]: 'Warnings',
  [Severity.INFO]: 'Notes',
};

/** What the checks found, the gravest first. */
export function findingPart({ findings }: Plan): Html {
  if (findings.length === 0) return html`<p>None: every check is passed.</p>`;
  return html`${Object.values(Severity).map((severity) => {
    const of = findings.filter((finding) => finding.severity === severity);
    return of.length === 0
      ? undefined
      : html`<h3>${TITLES[severity]} <span class="count">${of.length}</span></h3>
          <ul class="findings">
            ${of.map(findingItem)}
          </ul> `;
  })}`;
}

function findingItem({ severity, code, subject, message, figure, allowed }: Finding): Html {
  return html`<li class="finding ${severity}">
    <p>${message}</p>
    <p class="quiet">
      <span class="tag">${severity}</span> <code>${code}</code> on ${subject} · found ${figure} · allowed
      ${allowed}
    </p>
  </li> `;
}
