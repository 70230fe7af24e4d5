import { COST_DRIVER } from '../plan/finding-text';
import { Finding, Plan } from '../plan/plan';
import { FindingChange, FindingDiff } from './plan-diff';
import { isSame } from './value-changes';

/** Findings that are new, resolved, or changed in their figures. */
export function diffFindings(before: Plan, after: Plan): FindingDiff {
  const earlier = compared(before);
  const later = compared(after);
  const gone = without(earlier, later);
  const appeared = without(later, earlier);
  const changed: FindingChange[] = [];
  for (const finding of [...appeared]) {
    const index = gone.findIndex(({ code, subject }) => code === finding.code && subject === finding.subject);
    const [was] = index < 0 ? [] : gone.splice(index, 1);
    if (was === undefined) continue;
    changed.push({ before: was, after: finding });
    appeared.splice(appeared.indexOf(finding), 1);
  }
  return { appeared, gone, changed };
}

/**
 * The findings to compare. Cost drivers are excluded: they change with every price, and a diff already shows prices.
 */
function compared({ findings }: Plan): Finding[] {
  return findings.filter(({ code }) => code !== COST_DRIVER);
}

function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  return findings.filter((finding) => !others.some((other) => isSame(finding, other)));
}
