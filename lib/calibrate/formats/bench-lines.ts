import { AssumptionName, isAssumptionName } from '../../assumptions/assumptions';
import { CalibrationError } from './calibration-error';
import { measuredNumber, Quantity, Reading } from './reading';

const QUANTITIES: readonly Quantity[] = Object.values(Quantity);

/**
 * The output of `npm run calibrate`, or of your own measurements: one JSON object per line,
 * `{"of": "hbaseReadsPerSecond", "samples": [5210, 5190], "vcpus": 3.8, "tool": "npm run calibrate"}`.
 * Undefined if there is no such line. Other lines are ignored.
 */
export function benchReadings(text: string): Reading[] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('{'));
  return lines.length === 0 ? undefined : lines.map(readingOf);
}

function readingOf(line: string): Reading {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    throw new CalibrationError(`a line is not valid JSON: ${line.slice(0, 60)}`);
  }
  const { of, samples, vcpus, tool, remark } = value;
  const known = QUANTITIES.find((quantity: string) => quantity === of) ?? (isNamed(of) ? of : undefined);
  if (known === undefined) {
    throw new CalibrationError(
      `unknown quantity ${JSON.stringify(of)}: expected ${QUANTITIES.join(', ')}, or an assumption of docs/assumptions.md`,
    );
  }
  if (!Array.isArray(samples) || samples.length === 0) {
    throw new CalibrationError(
      `samples of ${known} are ${JSON.stringify(samples)}: expected a list of positive numbers`,
    );
  }
  return {
    of: known,
    samples: samples.map((sample) => measuredNumber(`a sample of ${known}`, sample)),
    ...(vcpus === undefined ? {} : { vcpus: measuredNumber(`vcpus of ${known}`, vcpus) }),
    tool: typeof tool === 'string' ? tool : 'measured',
    ...(typeof remark === 'string' ? { remark } : {}),
  };
}

function isNamed(name: unknown): name is AssumptionName {
  return typeof name === 'string' && isAssumptionName(name);
}
