import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { calibrationOf, calibrationText, measured, readCalibration } from '../../lib/calibrate/calibration';
import { CalibrationError } from '../../lib/calibrate/formats/calibration-error';
import { calibrationJson, calibrationReport, Outcome } from '../../lib/calibrate/calibration-report';
import { effectOf } from '../../lib/calibrate/calibration-effect';
import { normalise } from '../../lib/calibrate/normalise';
import { factsOf } from '../../lib/calibrate/platform-facts';
import { readResults } from '../../lib/calibrate/read-results';
import { Reading } from '../../lib/calibrate/formats/reading';
import { DescriptionError } from '../../lib/model/description-error';
import { Environment } from '../../lib/model/environment';
import { TextLayout } from '../../lib/text/style';
import { assumptionsOf } from '../../lib/assumptions/assumptions';
import { Plan } from '../../lib/plan/plan';
import { plannedWithLock } from './lock-file';
import { readJson } from './read-json';
import { ExitCode, messageOf, UserError } from '../errors/user-error';

/** Options of `cdk-hadoop calibrate`. */
export interface CalibrateOptions {
  /** Files with benchmark results. */
  readonly from: readonly string[];
  /** File to store the values in. */
  readonly write?: string;
  /** vCPUs of the measured RegionServers, if they differ from the plan. */
  readonly regionServerVcpus?: number;
  /** Print JSON instead of text. */
  readonly json?: boolean;
}

/**
 * Compares benchmark results with the assumptions of a plan, and optionally stores them.
 * @param today `2026-11-22`
 */
export function calibrate(
  environment: Environment,
  options: CalibrateOptions,
  layout: TextLayout,
  today: string,
): { text: string; code: ExitCode } {
  const before = plannedWithLock(environment);
  const readings = options.from.flatMap(readFile);
  const values = usable(`results for '${environment.name}'`, () =>
    measured(
      normalise(readings, factsOf(before, options.regionServerVcpus)),
      assumptionsOf(environment.assumptions),
      {
        date: today,
        platform: platformText(before),
      },
    ),
  );
  if (values.length === 0) {
    throw new UserError(
      'the results do not measure any assumption of the planner: see docs/calibrate.md for those that do',
    );
  }
  const outcome: Outcome = {
    environment: environment.name,
    measured: values,
    ...effectOn(before, {
      ...environment,
      assumptions: { ...environment.assumptions, ...calibrationOf(values) },
    }),
  };
  // Writes only after all checks have passed.
  const { write } = options;
  const kept =
    write === undefined
      ? ''
      : keep(
          write,
          usable(`'${write}'`, () => calibrationText(earlierIn(write), values)),
        );
  const text =
    options.json === true ? calibrationJson(outcome) : `${calibrationReport(outcome, layout)}${kept}`;
  return { text, code: ExitCode.OK };
}

function effectOn(before: Plan, calibrated: Environment): Pick<Outcome, 'effect' | 'impossible'> {
  try {
    return { effect: effectOf(before, plannedWithLock(calibrated)) };
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    return { effect: undefined, impossible: error.message };
  }
}

function readFile(path: string): Reading[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`cannot read '${path}': ${messageOf(error)}`, { cause: error });
  }
  return usable(`'${path}'`, () => readResults(text));
}

/** Runs a function on user input. Errors include the name of the input. */
function usable<T>(what: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof CalibrationError)) throw error;
    throw new UserError(`${what}: ${error.message}`, { cause: error });
  }
}

function earlierIn(path: string): ReturnType<typeof readCalibration> {
  return existsSync(path) ? readCalibration(readJson(path)) : {};
}

function keep(path: string, text: string): string {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UserError(`cannot write '${path}': ${messageOf(error)}`, { cause: error });
  }
  return `\nwritten to ${path}; use it as the assumptions of the environment
`;
}

function platformText({ environment, versions }: Plan): string {
  return `${environment}, ZooKeeper ${versions.zookeeper}, Hadoop ${versions.hadoop}, HBase ${versions.hbase}`;
}
