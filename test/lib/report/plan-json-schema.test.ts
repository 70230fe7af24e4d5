import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv, { ValidateFunction } from 'ajv';
import * as fc from 'fast-check';
import { ENVIRONMENTS } from '../../../bin/environments';
import { checkDiff, FailOn } from '../../../lib/diff/diff-checks';
import { diffPlans } from '../../../lib/diff/diff-plans';
import { plannedEntry } from '../../../lib/report/fleet';
import { planOfDocument } from '../../../lib/report/plan-file';
import { diffJson } from '../../../lib/diff/diff-json';
import { FigureSheet } from '../../../lib/draft/figure-sheet';
import { recordRecovery } from '../../../lib/draft/recovery-figures';
import { Role } from '../../../lib/roles/role';
import { fleetJson, planJson } from '../../../lib/report/plan-json';
import { planPlatform } from '../../../lib/planner/planner';
import { descriptionSchema } from '../../../scripts/schema/description-schema';
import { planSchemas } from '../../../scripts/schema/plan-schemas';
import { DESCRIBED, LOCAL, RICH } from './described';

jest.setTimeout(180_000);

const DIRECTORY = resolve('docs/schemas');

function committed(name: string): { text: string; validate: ValidateFunction } {
  const text = readFileSync(join(DIRECTORY, name), 'utf8');
  return {
    text,
    validate: new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(text) as object),
  };
}

const schemaOf = {
  plan: committed('plan-1.schema.json'),
  fleet: committed('fleet-1.schema.json'),
  diff: committed('diff-1.schema.json'),
};

type Json = Record<string, unknown>;

function problems(validate: ValidateFunction, text: string): string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

test('the schemas are what the types give now; if not: npm run schema', () => {
  const made = { ...descriptionSchema(), ...planSchemas() };
  expect(readdirSync(DIRECTORY).sort()).toEqual(Object.keys(made).sort());
  for (const [name, text] of Object.entries(made)) expect([name, committed(name).text]).toEqual([name, text]);
});

test.each([...ENVIRONMENTS, ...DESCRIBED].map((environment) => [environment.name, environment] as const))(
  'the document of %s is as the schema says',
  (_name, environment) => {
    expect(problems(schemaOf.plan.validate, planJson(planPlatform(environment)))).toEqual([]);
  },
);

test('the documents of several environments and of a difference are as their schemas say', () => {
  const refused = { environment: 'broken', problems: [{ field: 'zones', value: '[]', allowed: '3' }] };
  const fleet = fleetJson([...ENVIRONMENTS.map((each) => plannedEntry(planPlatform(each))), refused]);
  expect(problems(schemaOf.fleet.validate, fleet)).toEqual([]);
  const diff = diffPlans(planPlatform(LOCAL), planPlatform(RICH));
  const checks = checkDiff(diff, { failOn: Object.values(FailOn), maxIncreasePercent: 5 });
  expect(problems(schemaOf.diff.validate, diffJson(diff, checks))).toEqual([]);
});

test('every field that the schema describes is described in words, but for those that their names tell', () => {
  const { definitions } = JSON.parse(schemaOf.plan.text) as {
    readonly definitions: Record<string, { readonly description?: string }>;
  };
  for (const name of ['Plan', 'PlanDocument', 'RolePlan', 'Figure', 'VolumePlan', 'PoolPlan']) {
    expect([name, definitions[name]?.description]).toEqual([name, expect.stringMatching(/\w{3}/)]);
  }
});

const whole = planJson(planPlatform(RICH));

/** Paths of all values that a document of the plan must have: lists are not among them, for they may be shorter. */
function required(schema: Json, value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const definitions = (JSON.parse(schemaOf.plan.text) as { definitions: Record<string, Json> }).definitions;
  const at = (part: Json): Json =>
    typeof part.$ref === 'string' ? (definitions[part.$ref.replace('#/definitions/', '')] ?? {}) : part;
  const shape = at(schema);
  if (Array.isArray(value))
    return value.flatMap((item, n) => required(shape.items as Json, item, [...path, String(n)]));
  if (typeof value !== 'object' || value === null || shape.properties === undefined) return [];
  const names = (shape.required ?? []) as string[];
  return Object.entries(value).flatMap(([name, part]) => [
    ...(names.includes(name) ? [[...path, name]] : []),
    ...required((shape.properties as Record<string, Json>)[name] ?? {}, part, [...path, name]),
  ]);
}

function corrupted(path: readonly string[], corrupt: (parent: Json, key: string) => void): unknown {
  const document = JSON.parse(whole) as Json;
  let parent = document;
  for (const key of path.slice(0, -1)) parent = parent[key] as Json;
  corrupt(parent, path.at(-1) ?? '');
  return document;
}

describe('a document that is corrupted', () => {
  const paths = required({ $ref: '#/definitions/PlanDocument' }, JSON.parse(whole));

  test('has many places where it can be', () => {
    expect(paths.length).toBeGreaterThan(1_000);
  });

  test('by a value of another kind, or one that is missing, is not as the schema says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom('missing', 'wrong'), (path, how) => {
        const document = corrupted(path, (parent, key) => {
          if (how === 'missing') Reflect.deleteProperty(parent, key);
          else parent[key] = typeof parent[key] === 'string' ? 7 : 'seven';
        });
        expect(schemaOf.plan.validate(document)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('is refused in one line that names the field', () => {
    const inPlan = paths.filter(
      (path) => path[0] === 'plan' && path.length > 1 && !['choices', 'inputs'].includes(path.at(-1) ?? ''),
    );
    fc.assert(
      fc.property(fc.constantFrom(...inPlan), (path) => {
        const document = corrupted(path, (parent, key) => {
          parent[key] = typeof parent[key] === 'string' ? 7 : 'seven';
        });
        expect(() => planOfDocument(document)).toThrow(
          new RegExp(`^${path.join('.').replaceAll('.', '\\.')} must be [^\\n]+$`),
        );
      }),
      { numRuns: 20 },
    );
  });
});

/** The parts of a saved plan that earlier versions wrote otherwise. */
interface OlderPlan {
  choices?: unknown;
  readonly hdfs: Json;
  readonly ensembles: readonly Json[];
  readonly roles: readonly { readonly role: Role; readonly figures: Record<string, Json> }[];
}

describe('a saved plan', () => {
  test('is read as it was planned', () => {
    expect(planOfDocument(JSON.parse(whole))).toEqual(planPlatform(RICH));
  });

  test('with fields of a later version is read, for new fields do not change the schemaVersion', () => {
    const document = JSON.parse(whole) as Json;
    (document.plan as Json).invented = { later: true };
    expect(planOfDocument(document).environment).toBe(RICH.name);
  });

  test('of an earlier version, without the fields that came since, is read', () => {
    const document = JSON.parse(whole) as { plan: OlderPlan };
    const { plan: saved } = document;
    delete saved.choices;
    for (const field of ['heartbeatSeconds', 'blockWriteRetries']) Reflect.deleteProperty(saved.hdfs, field);
    for (const ensemble of saved.ensembles) {
      for (const field of ['electionMs', 'connectToLearnerMasterLimit'])
        Reflect.deleteProperty(ensemble, field);
    }
    for (const { role, figures } of saved.roles) {
      const sheet = new FigureSheet({});
      recordRecovery(role, sheet);
      for (const name of [...sheet.names, 'procedureThreads']) Reflect.deleteProperty(figures, name);
      for (const figure of Object.values(figures)) Reflect.deleteProperty(figure, 'inputs');
    }
    const plan = planOfDocument(document);
    const diff = diffPlans(plan, planPlatform(RICH));
    expect(diff.roles).toEqual([]);
  });

  test.each([
    ['a list', [], 'it is not an object'],
    ['nothing', null, 'it is not an object'],
    ['something else', { name: 'cdk-hadoop' }, 'no schemaVersion'],
    [
      'a later document',
      { schemaVersion: 2, plan: {} },
      'schemaVersion is 2: this version of cdk-hadoop reads 1',
    ],
    ['an odd version', { schemaVersion: 0.5, plan: {} }, 'schemaVersion is 0.5: allowed: 1'],
    ['a status', { schemaVersion: 1, health: 'healthy' }, 'a different document'],
    ['several environments', { schemaVersion: 1, environments: [] }, 'several environments'],
    ['an empty plan', { schemaVersion: 1, plan: {} }, "plan must have required property 'environment'"],
  ])('that is %s is refused in a line', (_what, document, message) => {
    expect(() => planOfDocument(document)).toThrow(message);
    expect(() => planOfDocument(document)).toThrow(/^[^\n]+$/);
  });

  test('whose parts do not find each other is refused in a line', () => {
    const document = JSON.parse(whole) as { plan: { roles: { role: string; containers: unknown[] }[] } };
    document.plan.roles[0]!.containers = [];
    expect(() => planOfDocument(document)).toThrow(/^plan is inconsistent: [^\n]+$/);
  });
});
