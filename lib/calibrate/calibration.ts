import { CalibratedAssumption } from '../assumptions/calibrated-assumption';
import { Assumptions, assumptionNamed, isAssumptionName, NamedAssumption } from '../assumptions/assumptions';
import { CalibrationError } from './formats/calibration-error';
import { Samples } from './normalise';
import { median, rounded, spread } from './formats/benchmark-samples';

/** Origin of measurements, for the calibration file. */
export interface Provenance {
  /** `2026-11-22`. */
  readonly date: string;
  /** The measured environment, with versions. */
  readonly platform: string;
}

/** An assumption and its measurement. */
export interface Measured {
  readonly assumption: NamedAssumption;
  /** Median of the samples, with three digits. */
  readonly value: number;
  readonly samples: number;
  /** Maximum deviation of a sample from the median, as a share of the median. */
  readonly spread: number;
  /** The current value. */
  readonly inForce: number;
  /** Whether the value is within the plausible range. */
  readonly plausible: boolean;
  readonly source: string;
  readonly remarks: readonly string[];
}

/** The user's values by assumption: `Environment.assumptions`, and the content of calibration.json. */
export type Calibration = Readonly<Record<string, CalibratedAssumption>>;

/**
 * Compares samples with the current values.
 * @throws CalibrationError if a value is outside the possible range of the assumption
 */
export function measured(
  samples: readonly Samples[],
  inForce: Assumptions,
  { date, platform }: Provenance,
): Measured[] {
  return samples.map(({ name, samples: values, tools, remarks }) => {
    const assumption = assumptionNamed(name);
    const { possible, plausible, unit } = assumption;
    const value = rounded(median(values));
    if (!(value >= possible.least && value <= possible.most)) {
      throw new CalibrationError(
        `${name} was measured as ${value}: expected ${possible.least} to ${possible.most} (${unit})`,
      );
    }
    return {
      assumption,
      value,
      samples: values.length,
      spread: spread(values),
      inForce: inForce[name],
      plausible: value >= plausible.least && value <= plausible.most,
      source: `${tools.join(', ')}; ${date}; ${platform}`,
      remarks,
    };
  });
}

/** The measured values in the format of a description. */
export function calibrationOf(all: readonly Measured[]): Calibration {
  return Object.fromEntries(all.map(({ assumption, value, source }) => [assumption.name, { value, source }]));
}

/**
 * Parses the content of a calibration file.
 * @throws CalibrationError if it is invalid
 */
export function readCalibration(content: unknown): Calibration {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new CalibrationError('expected an object with a value and a source for each assumption');
  }
  for (const [name, entry] of Object.entries(content) as [string, unknown][]) {
    if (!isAssumptionName(name)) {
      throw new CalibrationError(`unknown assumption '${name}': docs/assumptions.md lists them`);
    }
    const { value, source } = (entry ?? {}) as { readonly value?: unknown; readonly source?: unknown };
    if (typeof value !== 'number' || !(source === undefined || typeof source === 'string')) {
      throw new CalibrationError(
        `'${name}' is ${JSON.stringify(entry)}: expected {"value": number, "source": text}`,
      );
    }
  }
  return content as Calibration;
}

/** The text of calibration.json, sorted by name. New measurements replace earlier values; other values stay. */
export function calibrationText(earlier: Calibration, all: readonly Measured[]): string {
  const merged = { ...earlier, ...calibrationOf(all) };
  const sorted = Object.keys(merged)
    .sort()
    .map((name) => [name, merged[name]]);
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}
