import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import schema from '../../docs/schemas/plan-1.schema.json';
import { podTemplates } from '../diff/pod-template';
import { Plan } from '../plan/plan';
import { SCHEMA_VERSION } from '../plan/schema-version';
import { ADDED_FIELDS, completed } from './older-plan';

/** Thrown for a document that is not a plan, or that this version cannot read. */
export class PlanDocumentError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'PlanDocumentError';
  }
}

/** How to create a valid document. */
const REMEDY = 'expected the output of cdk-hadoop plan <environment> --json';

/**
 * The plan of a document that `planJson` wrote, of this version or an earlier one with the same schema version.
 * @param document the parsed document. This function can add missing fields to it
 * @throws PlanDocumentError in one line
 */
export function planOfDocument(document: unknown): Plan {
  if (!isRecord(document)) throw new PlanDocumentError(`it is not an object: ${REMEDY}`);
  const { schemaVersion, plan } = document;
  if (typeof schemaVersion !== 'number') {
    throw new PlanDocumentError(`it is not a plan, because it has no schemaVersion: ${REMEDY}`);
  }
  if (schemaVersion > SCHEMA_VERSION) {
    throw new PlanDocumentError(
      `its schemaVersion is ${schemaVersion}: this version of cdk-hadoop reads ${SCHEMA_VERSION}; use a newer one`,
    );
  }
  if (schemaVersion !== SCHEMA_VERSION) {
    throw new PlanDocumentError(`its schemaVersion is ${schemaVersion}: allowed: ${SCHEMA_VERSION}`);
  }
  if (plan === undefined) {
    const what = Array.isArray(document.environments)
      ? 'the list of several environments'
      : 'a different document';
    throw new PlanDocumentError(`it has no plan, so it is ${what}: ${REMEDY}`);
  }
  const validate = planValidator();
  if (!validate(plan)) throw new PlanDocumentError(problemText(validate.errors?.[0]));
  const whole = completed(plan);
  refuseIncomplete(whole);
  return whole;
}

function planValidator(): ValidateFunction<Plan> {
  const { definitions } = schema as { readonly definitions: Readonly<Record<string, object>> };
  const filled = ADDED_FIELDS.reduce(
    (all, [name, field, value]) => ({ ...all, [name]: withDefault(all[name] ?? {}, field, value) }),
    definitions,
  );
  return new Ajv({ useDefaults: true, strict: false }).compile<Plan>({
    $ref: '#/definitions/Plan',
    definitions: filled,
  });
}

/** A definition with a field that has a default. */
function withDefault(definition: object, field: string, value: unknown): object {
  const { properties } = definition as { readonly properties?: Readonly<Record<string, object>> };
  return {
    ...definition,
    properties: { ...properties, [field]: { ...properties?.[field], default: value } },
  };
}

/** Parts of a plan refer to each other by name, which a schema cannot check. */
function refuseIncomplete(plan: Plan): void {
  for (const role of plan.roles) {
    try {
      podTemplates(plan, role);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PlanDocumentError(`plan is inconsistent: ${reason}; ${REMEDY}`);
    }
  }
}

function problemText(problem: ErrorObject | undefined): string {
  if (problem === undefined) return `it is not a plan: ${REMEDY}`;
  const { instancePath, message, params } = problem;
  const { allowedValues } = params as { readonly allowedValues?: readonly unknown[] };
  const allowed = allowedValues === undefined ? '' : ` (${allowedValues.map(String).join(', ')})`;
  const field = `plan${instancePath.replaceAll('/', '.')}`;
  return `${field} ${message ?? 'is invalid'}${allowed}: ${REMEDY}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
