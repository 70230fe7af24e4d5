import {
  Evidence,
  FieldChange,
  MissingSeries,
  PlanEffect,
  Proposal,
  ProposalKind,
  Recommendation,
} from './recommendation';
import { Severity } from '../plan/plan';
import { countText, decimalText, pluralText, usdText } from '../text/number';
import { sortedJson } from '../text/sorted-json';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';

const INDENT = ' '.repeat(8);
const SECONDS_OF_DAY = 86_400;

/** The document of `--json`. Keys are sorted, lists keep their order. Ends with a newline. */
export function recommendJson(recommendation: Recommendation): string {
  return sortedJson(recommendation);
}

/** A recommendation as human-readable text. Ends with a newline. */
export function recommendText(recommendation: Recommendation, layout: TextLayout): string {
  const sections = [
    headSection(recommendation, layout),
    summarySection(recommendation, layout),
    ...recommendation.proposals.map((proposal) => proposalSection(proposal, layout)),
    tooLittleSection(recommendation, layout),
    missingSection(recommendation, layout),
    'Nothing was changed.',
  ].filter((section) => section !== '');
  return `${sections.join('\n\n')}\n`;
}

function headSection(recommendation: Recommendation, { columns, style }: TextLayout): string {
  const { environment, proposals, startSeconds, endSeconds, stepSeconds } = recommendation;
  const count = (wanted: ProposalKind): number => proposals.filter(({ kind }) => kind === wanted).length;
  const days = (endSeconds - startSeconds) / SECONDS_OF_DAY;
  const length = days >= 1 ? `${decimalText(days, 1)} days` : `${decimalText(24 * days, 1)} hours`;
  return [
    `${style.strong(environment)}: ${pluralText(count(ProposalKind.RISK), 'risk')}, ` +
      pluralText(count(ProposalKind.SAVING), 'saving'),
    ...wrapText(
      `Measured over ${length} until ${timeText(endSeconds)}, every ${decimalText(stepSeconds / 60, 0)} min: ` +
        `${countText(recommendation.signalsFound)} of ${pluralText(recommendation.signalsAsked, 'signal')} ` +
        `in namespace ${recommendation.namespace}.`,
      columns,
    ),
  ].join('\n');
}

function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Every change in one line, and their combined effect. */
function summarySection({ proposals, together }: Recommendation, layout: TextLayout): string {
  if (proposals.length === 0) return 'The measurements fit the plan: there are no proposals.';
  const rows = proposals.flatMap((proposal) =>
    changesOf(proposal).map(({ field, now, proposed, unit }, index) => [
      index === 0 ? proposal.kind : '',
      field,
      now,
      proposed,
      unit,
      index === 0 ? priceText(proposal.effect) : '',
      index === 0 ? proposal.confidence : '',
    ]),
  );
  return [
    tableText(
      {
        columns: [
          { head: 'kind' },
          { head: 'change', wraps: true },
          { head: 'now', align: 'right' },
          { head: 'proposed', align: 'right' },
          { head: 'unit' },
          { head: 'USD per month', align: 'right' },
          { head: 'confidence' },
        ],
        rows,
        footer: ['', 'all changes', '', '', '', priceText(together), ''],
      },
      layout,
    ),
    ...wrapText(
      together.refused === undefined
        ? `Price per month: ${usdText(together.usdPerMonthNow)} now, ${usdText(together.usdPerMonthProposed)} with all ` +
            'changes. Lines do not add up: each is the plan with only that change.'
        : `The planner refuses all changes together: ${together.refused}`,
      layout.columns,
    ),
  ].join('\n');
}

/** The changes of a proposal as texts. A proposal without a figure also has a line. */
function changesOf({ changes, rule, subject }: Proposal): Record<keyof FieldChange, string>[] {
  if (changes.length === 0) return [{ field: `${subject}: ${rule}`, now: '', proposed: '', unit: '' }];
  return changes.map(({ field, now, proposed, unit }) => ({
    field,
    now: decimalText(now, 4),
    proposed: decimalText(proposed, 4),
    unit,
  }));
}

function priceText({ usdPerMonth, refused }: PlanEffect): string {
  if (refused !== undefined) return 'refused';
  return signedText(usdPerMonth);
}

function signedText(usd: number): string {
  if (Math.abs(usd) < 0.005) return '0.00';
  return `${usd < 0 ? '-' : '+'}${usdText(Math.abs(usd))}`;
}

const SEVERITY_OF: Readonly<Record<ProposalKind, Severity>> = {
  [ProposalKind.RISK]: Severity.WARNING,
  [ProposalKind.SAVING]: Severity.INFO,
};

function proposalSection(proposal: Proposal, { columns, style }: TextLayout): string {
  const { kind, rule, subject, reason, formula, evidence, effect, confidence } = proposal;
  const rest = (text: string): string[] =>
    wrapText(text, columns - INDENT.length).map((line) => `${INDENT}${line}`);
  const [head = '', ...more] = rest(`${rule}  ${subject}`);
  return [
    `${style.severity(SEVERITY_OF[kind], kind.padEnd(INDENT.length))}${head.slice(INDENT.length)}`,
    ...more,
    ...changesOf(proposal)
      .filter(({ now }) => now !== '')
      .flatMap(({ field, now, proposed, unit }) => rest(`${field}: ${now} -> ${proposed} ${unit}`)),
    ...rest(`${reason}.`),
    ...evidence.flatMap((item) => rest(evidenceText(item))),
    ...rest(`rule: ${formula}; confidence: ${confidence}`),
    ...rest(effectText(effect)),
  ].join('\n');
}

function evidenceText({ what, statistic, value, unit, days, samples, expectedSamples }: Evidence): string {
  return (
    `measured: ${what}: ${decimalText(value, 3)} ${unit}, ${statistic}; ${decimalText(days, 1)} days, ` +
    `${countText(samples)} of ${countText(expectedSamples)} samples`
  );
}

function effectText(effect: PlanEffect): string {
  if (effect.refused !== undefined) return `effect: the planner refuses it: ${effect.refused}`;
  const pools = effect.pools.map(({ pool, now, proposed }) => `${pool} ${now} -> ${proposed}`);
  const items = effect.items.map(({ item, usdPerMonth }) => `${item} ${signedText(usdPerMonth)}`);
  const price = `${priceText(effect)} USD per month${items.length > 1 ? ` (${items.join(', ')})` : ''}`;
  return `effect: ${[price, ...pools].join('; ')}`;
}

function tooLittleSection({ tooLittleData }: Recommendation, { columns, style }: TextLayout): string {
  if (tooLittleData.length === 0) return '';
  return [
    style.strong('Too little data for a proposal'),
    ...tooLittleData.flatMap(({ rule, subject, reason }) =>
      hanging(`${rule} of ${subject}: ${reason}`, columns),
    ),
  ].join('\n');
}

/** Missing series by scrape target: one scrape job provides many of them. */
function missingSection({ missing }: Recommendation, { columns, style }: TextLayout): string {
  if (missing.length === 0) return '';
  const places = [...new Set(missing.map(({ scrape }) => scrape))];
  return [
    style.strong('Missing series: they are not evaluated'),
    ...places.flatMap((place) =>
      hanging(`${missingText(missing.filter(({ scrape }) => scrape === place))} Scrape ${place}.`, columns),
    ),
  ].join('\n');
}

function missingText(missing: readonly MissingSeries[]): string {
  const metrics = [...new Set(missing.flatMap((gap) => gap.metrics))].sort();
  const groups = [...new Set(missing.map(({ group }) => group))].sort();
  return `${groups.join(', ')}: ${metrics.join(', ')}.`;
}

function hanging(text: string, columns: number): string[] {
  return wrapText(text, columns - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`);
}
