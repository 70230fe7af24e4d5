import Ajv from 'ajv';
import schema from '../../../docs/schemas/environment-1.schema.json';
import { ENVIRONMENTS } from '../../../bin/environments';
import { Environment } from '../../../lib/model/environment';
import { MAX_ZONE_INDEX } from '../../../lib/network/zone';
import { DESCRIBED } from '../report/described';
import { problemsOf, prod } from '../sizing/sample';

/*
 * Editors use the published schema. That it is what the types give is tested together with the other schemas, in
 * test/lib/report/plan-json-schema.test.ts.
 */

type Json = Readonly<Record<string, unknown>>;

// Draft 7 ignores what stands beside a `$ref`, and editors show the description there.
const ajv = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true });
const validate = ajv.compile(schema);
/** What a JSON file would hold. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each([...ENVIRONMENTS, ...DESCRIBED].map((environment) => [environment.name, environment] as const))(
  'GIVEN %s as JSON WHEN an editor checks it THEN it is valid, alone, with $schema, and in a list',
  (_name, environment) => {
    const $schema = './environment-1.schema.json';
    const files = [
      environment,
      { $schema, ...environment },
      [environment],
      { $schema, environments: [environment] },
    ];
    expect(files.map((file) => validate(asJson(file)))).toEqual([true, true, true, true]);
  },
);

test.each<[string, unknown]>([
  ['a field that does not exist', { ...ENVIRONMENTS[0], zone: [] }],
  ['a role that does not exist', { ...ENVIRONMENTS[0], overrides: { datanodes: {} } }],
  ['a target out of its range', { ...ENVIRONMENTS[0], hdfs: { replication: 0 } }],
  ['an unknown tier', { ...ENVIRONMENTS[0], tier: 'production' }],
  ['no zones', { name: 'x', tier: 'dev' }],
  ['an empty list', []],
])('GIVEN %s WHEN an editor checks it THEN it is refused', (_, file) => {
  expect(validate(asJson(file))).toBe(false);
});

describe('every field', () => {
  const definitions: Readonly<Record<string, unknown>> = schema.definitions;
  const fields = Object.entries(definitions).flatMap(([name, definition]) =>
    Object.entries((definition as { properties?: Record<string, Json> }).properties ?? {}).map(
      ([field, stated]) => [`${name}.${field}`, stated] as const,
    ),
  );

  test.each(fields)(
    '%s is described, and its default is a value of it',
    (_field, { default: value, ...stated }) => {
      expect(stated.description).toEqual(expect.stringMatching(/\w{3}/));
      const check = new Ajv({ strict: false }).compile({ ...stated, definitions });
      expect([value, value === undefined || check(value)]).toEqual([value, true]);
    },
  );
});

test('a block has no more replicas than there can be zones', () => {
  expect(schema.definitions.HdfsTargets.properties.replication.maximum).toBe(MAX_ZONE_INDEX);
});

test.each<[string, unknown, string, string]>([
  ['a letter of another case', { hdfs: { usableTib: 3 } }, 'hdfs.usableTib', 'did you mean usableTiB?'],
  ['a singular', { zone: ['us-east-1a'] }, 'zone', 'did you mean zones?'],
  ['two letters changed places', { overrides: { dataonde: {} } }, 'overrides', 'did you mean datanode?'],
  ['a value of another case', { nodeSharing: 'Masters' }, 'nodeSharing', 'did you mean masters?'],
  [
    'an assumption',
    { assumptions: { hbaseWriteAmplificaton: { value: 3 } } },
    'assumptions',
    'did you mean hbaseWriteAmplification?',
  ],
])('GIVEN a typo, %s, WHEN planned THEN the problem names what was meant', (_, stated, field, hint) => {
  const [problem, ...others] = problemsOf({ ...prod(), ...(stated as Partial<Environment>) });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ field, allowed: expect.stringContaining(hint) as string });
});

test('GIVEN a name that resembles nothing WHEN planned THEN all names are listed, without a guess', () => {
  const [problem] = problemsOf({ ...prod(), hdfs: { temperature: 3 } });
  expect(problem?.allowed).toMatch(/^unknown field; one of usableTiB, /);
});
