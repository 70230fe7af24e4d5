import { countText, decimalText, percentText, usdText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';
import { calibrationOf, Measured } from './calibration';
import { Effect } from './calibration-effect';

/** Repetitions that a median needs to mean something. */
const ENOUGH_SAMPLES = 3;
/** Spread from which a benchmark should be run again. */
const WIDE_SPREAD = 0.2;

/** What came out: the values, and what they do to the plan or why there is none with them. */
export interface Outcome {
  readonly environment: string;
  readonly measured: readonly Measured[];
  /** Undefined if the description cannot be planned with the values. */
  readonly effect: Effect | undefined;
  /** Why it cannot. */
  readonly impossible?: string;
}

function valueText(value: number): string {
  return value >= 100 ? countText(value) : decimalText(value, 3);
}

function remarksOf({ assumption, samples, spread, plausible, remarks }: Measured): string[] {
  const { plausible: range, rangeReason, unit } = assumption;
  return [
    ...(plausible
      ? []
      : [
          `outside of what is plausible, ${valueText(range.least)} to ${valueText(range.most)} ${unit} (${rangeReason})`,
        ]),
    ...(samples < ENOUGH_SAMPLES
      ? [`${samples === 1 ? '1 sample' : '2 samples'} only: repeat the benchmark, three times or more`]
      : []),
    ...(spread > WIDE_SPREAD
      ? [`samples lie up to ${percentText(spread, 1)} apart from their median: measure for longer`]
      : []),
    ...remarks,
  ];
}

function valuesTable(all: readonly Measured[], layout: TextLayout): string {
  return tableText(
    {
      columns: [
        { head: 'assumption' },
        { head: 'measured', align: 'right' },
        { head: 'so far', align: 'right' },
        { head: 'ratio', align: 'right' },
        { head: 'samples', align: 'right' },
        { head: 'spread', align: 'right' },
        { head: 'unit' },
      ],
      rows: all.map(({ assumption, value, inForce, samples, spread }) => [
        assumption.name,
        valueText(value),
        valueText(inForce),
        inForce === 0 ? '-' : decimalText(value / inForce, 2),
        String(samples),
        percentText(spread, 1),
        assumption.unit,
      ]),
    },
    layout,
  );
}

function effectText(effect: Effect, layout: TextLayout): string {
  const { roles, usdPerMonthBefore: before, usdPerMonthAfter: after, newFindings, goneFindings } = effect;
  const difference = after - before;
  return [
    roles.length === 0
      ? 'No role changes.'
      : tableText(
          {
            columns: [
              { head: 'role' },
              { head: 'so far', wraps: true },
              { head: 'with the measured values', wraps: true },
            ],
            rows: roles.map((role) => [role.group, role.before, role.after]),
          },
          layout,
        ),
    ...(before === 0 && after === 0
      ? []
      : [
          `${usdText(before)} USD per month becomes ${usdText(after)}: ${difference < 0 ? '-' : '+'}${usdText(Math.abs(difference))}`,
        ]),
    ...newFindings.map((finding) => `new finding: ${finding}`),
    ...goneFindings.map((finding) => `gone finding: ${finding}`),
  ].join('\n');
}

/** The outcome for people. */
export function calibrationReport(outcome: Outcome, layout: TextLayout): string {
  const { environment, measured, effect, impossible } = outcome;
  const remarks = measured.flatMap((of) =>
    remarksOf(of).map((remark) => `- ${of.assumption.name}: ${remark}`),
  );
  const sections = [
    `${layout.style.strong('Measured')}\n${valuesTable(measured, layout)}`,
    ...(remarks.length === 0
      ? []
      : [remarks.flatMap((remark) => wrapText(remark, layout.columns)).join('\n')]),
    effect === undefined
      ? `${layout.style.strong(`What it does to ${environment}`)}\nIt cannot be planned with these values:\n${impossible ?? ''}`
      : `${layout.style.strong(`What it does to ${environment}`)}\n${effectText(effect, layout)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The outcome for programs. */
export function calibrationJson({ environment, measured, effect, impossible }: Outcome): string {
  const document = {
    schemaVersion: 1,
    environment,
    calibration: calibrationOf(measured),
    measured: measured.map((of) => ({
      inForce: of.inForce,
      name: of.assumption.name,
      plausible: of.plausible,
      remarks: remarksOf(of),
      samples: of.samples,
      spread: of.spread,
      unit: of.assumption.unit,
      value: of.value,
    })),
    ...(effect === undefined ? { impossible: impossible ?? '' } : { effect }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
