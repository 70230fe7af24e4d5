import { Finding, Plan, Severity } from '../../plan/plan';
import { COST_DRIVER, findingDetail } from '../../plan/finding-text';
import { pluralText } from '../../text/number';
import { Html, html } from './markup';

const TITLES: Readonly<Record<Severity, string>> = {
  [Severity.ERROR]: 'Errors',
  [Severity.WARNING]: 'Warnings',
  [Severity.INFO]: 'Notes',
};

/** Findings of the checks, the most severe first. The price section shows the price drivers. */
export function findingPart(plan: Plan): Html {
  const findings = plan.findings.filter(({ code }) => code !== COST_DRIVER);
  const drivers = plan.findings.length - findings.length;
  const note =
    drivers === 0
      ? undefined
      : html`<p>${pluralText(drivers, 'note')} about price drivers: see <a href="#price">Price</a>.</p>`;
  if (findings.length === 0)
    return html`<p>None: every check passes.</p>
      ${note}`;
  return html`${note}
  ${Object.values(Severity).map((severity) => {
    const matching = findings.filter((finding) => finding.severity === severity);
    return matching.length === 0
      ? undefined
      : html`<h3>${TITLES[severity]} <span class="count">${matching.length}</span></h3>
          <ul class="findings">
            ${matching.map(findingItem)}
          </ul> `;
  })}`;
}

/** A finding as a list item. */
export function findingItem(finding: Finding): Html {
  const { severity, code, subject, message } = finding;
  const detail = findingDetail(finding);
  return html`<li class="finding ${severity}">
    <p>${message}</p>
    ${detail === '' ? undefined : html`<p class="quiet">${detail}</p>`}
    <p class="quiet"><span class="tag">${severity}</span> <code>${code}</code> on ${subject}</p>
  </li> `;
}
