import { countText, decimalText, percentText, usdText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';
import { calibrationOf, Measured } from './calibration';
import { Effect } from './calibration-effect';

/** Minimum repetitions for a meaningful median. */
const ENOUGH_SAMPLES = 3;
/** Spread from which to repeat a benchmark. */
const WIDE_SPREAD = 0.2;

/** The result: the values, and their effect on the plan or why no plan is possible with them. */
export interface Outcome {
  readonly environment: string;
  readonly measured: readonly Measured[];
  /** Undefined if there is no plan with the values. */
  readonly effect: Effect | undefined;
  /** Why there is no plan. */
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
          `outside the plausible range, ${valueText(range.least)} to ${valueText(range.most)} ${unit} (${rangeReason})`,
        ]),
    ...(samples < ENOUGH_SAMPLES
      ? [`${samples === 1 ? '1 sample' : '2 samples'} only: repeat the benchmark at least three times`]
      : []),
    ...(spread > WIDE_SPREAD
      ? [`samples differ by up to ${percentText(spread, 1)} from their median: measure longer`]
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
        { head: 'current', align: 'right' },
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
              { head: 'current', wraps: true },
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
    ...goneFindings.map((finding) => `resolved finding: ${finding}`),
  ].join('\n');
}

/** The result as human-readable text. */
export function calibrationReport(outcome: Outcome, layout: TextLayout): string {
  const { environment, measured, effect, impossible } = outcome;
  const remarks = measured.flatMap((measurement) =>
    remarksOf(measurement).map((remark) => `- ${measurement.assumption.name}: ${remark}`),
  );
  const sections = [
    `${layout.style.strong('Measured')}\n${valuesTable(measured, layout)}`,
    ...(remarks.length === 0
      ? []
      : [remarks.flatMap((remark) => wrapText(remark, layout.columns)).join('\n')]),
    effect === undefined
      ? `${layout.style.strong(`Effect on ${environment}`)}\nIt cannot be planned with these values:\n${impossible ?? ''}`
      : `${layout.style.strong(`Effect on ${environment}`)}\n${effectText(effect, layout)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The result as JSON. */
export function calibrationJson({ environment, measured, effect, impossible }: Outcome): string {
  const document = {
    schemaVersion: 1,
    environment,
    calibration: calibrationOf(measured),
    measured: measured.map((measurement) => ({
      inForce: measurement.inForce,
      name: measurement.assumption.name,
      plausible: measurement.plausible,
      remarks: remarksOf(measurement),
      samples: measurement.samples,
      spread: measurement.spread,
      unit: measurement.assumption.unit,
      value: measurement.value,
    })),
    ...(effect === undefined ? { impossible: impossible ?? '' } : { effect }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
