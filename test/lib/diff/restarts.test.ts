import { diffPlans } from '../../../lib/diff/diff-plans';
import { PlanDiff } from '../../../lib/diff/plan-diff';
import { planJson, PlanDocument } from '../../../lib/report/plan-json';
import { planPlatform } from '../../../lib/planner/planner';
import { Plan, ProductVersions } from '../../../lib/plan/plan';
import { claimsOf } from '../../../lib/topology/volume-claims';
import { Rendered, StatefulSet } from '../../constructs/kubernetes/rendered';
import { LOCAL } from '../report/described';
import { BASE, CHANGES } from './changes';

jest.setTimeout(300_000);

/** What the constructs render of a plan, by the name of the StatefulSet. */
function statefulSets(plan: Plan): Map<string, StatefulSet> {
  const ids = plan.roles.flatMap(claimsOf).map(({ name }) => [name, `vol-of-${name}`] as const);
  return new Map(
    new Rendered(plan, Object.fromEntries(ids), imagesOf(plan)).statefulSets.map((set) => [
      set.metadata.name,
      set,
    ]),
  );
}

/** Images by what they are built from, as the assets of a deploy are. */
function imagesOf({ versions, deployment }: Plan): Record<string, string> {
  const images = Object.entries(deployment?.images ?? {});
  return Object.fromEntries(
    images.map(([name, source]) => [name, `${versions[name as keyof ProductVersions]} of ${source}`]),
  );
}

/** Names of the StatefulSets of both plans that differ in a part. */
function differing(
  before: Map<string, StatefulSet>,
  after: Map<string, StatefulSet>,
  part: (set: StatefulSet) => unknown,
): string[] {
  return [...after]
    .filter(([name, set]) => {
      const was = before.get(name);
      return was !== undefined && JSON.stringify(part(was)) !== JSON.stringify(part(set));
    })
    .map(([name]) => name)
    .sort();
}

const template = ({ spec }: StatefulSet): unknown => spec.template;
const claimTemplates = ({ spec }: StatefulSet): unknown => spec.volumeClaimTemplates;

/** StatefulSets that a difference has an effect on. */
function affected({ roles }: PlanDiff, code: string): string[] {
  return roles
    .flatMap(({ group, effects }) =>
      effects
        .filter((effect) => effect.code === code)
        .flatMap(({ zones }) => zones.map((zone) => `${group}-${zone}`)),
    )
    .sort();
}

const base = planPlatform(BASE);
const ofBase = statefulSets(base);
const cases = Object.entries(CHANGES).map(([name, environment]) => {
  const after = planPlatform(environment);
  return { name, diff: diffPlans(base, after), rendered: statefulSets(after) };
});

test.each(cases)(
  '$name restarts the pods whose template the constructs render otherwise, and no others',
  ({ diff, rendered }) => {
    expect(affected(diff, 'pods/template')).toEqual(differing(ofBase, rendered, template));
  },
);

test.each(cases)(
  '$name needs steps by hand for the claim templates that the constructs render otherwise',
  ({ diff, rendered }) => {
    expect(affected(diff, 'volumes/claim-templates')).toEqual(differing(ofBase, rendered, claimTemplates));
  },
);

test('the changes restart nothing, some and all of the pods', () => {
  const counts = cases.map(({ rendered }) => differing(ofBase, rendered, template).length);
  expect(counts).toContain(0);
  expect(counts).toContain(ofBase.size);
  expect(counts.some((count) => count > 0 && count < ofBase.size)).toBe(true);
});

/** A leaf of a plan that can be changed alone, without the names by which its parts find each other. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: number | boolean | string;
}

/** Names by which parts of a plan find each other: with one of them alone changed it is no plan. */
const REFERENCES = /^(ensemble|group|groups|key|mode|name|pod|pool|product|products|role|tier|type|zone)$/;
/** What no manifest is made of. */
const UNRENDERED = [
  'choices',
  'costs',
  'deployment',
  'findings',
  'figures',
  'environment',
  'traffic',
  'unitCosts',
];

function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([key]) => !REFERENCES.test(key) && !UNRENDERED.includes(key))
      .flatMap(([key, part]) => leavesOf(part, [...path, key]));
  }
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
    ? [{ path, value }]
    : [];
}

function changed(plan: Plan, { path, value }: Leaf): Plan {
  const copy = (JSON.parse(planJson(plan)) as PlanDocument).plan;
  let parent = copy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  parent[last] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : other(value);
  return copy;
}

/** Another text of the same form: versions and addresses are taken apart by those who render them. */
function other(text: string): string {
  return /^\d/.test(text) ? text.replace(/^\d+/, (first) => String(Number(first) + 1)) : `x${text}`;
}

describe.each([
  ['on AWS', base],
  ['on any Kubernetes', planPlatform(LOCAL)],
])('whichever value of a plan %s is changed', (_where, plan) => {
  const before = statefulSets(plan);
  // One leaf of each kind: zones, roles and servers are alike.
  const kindOf = ({ path }: Leaf): string => path.map((key) => (/^\d+$/.test(key) ? '*' : key)).join('/');
  const leaves = new Map(
    leavesOf(plan)
      .filter(({ path }) => path[0] !== 'namespace')
      .map((leaf) => [kindOf(leaf), leaf]),
  );

  test('those and only those pods restart that are rendered otherwise', () => {
    const found: Record<string, string[]> = {};
    const expected: Record<string, string[]> = {};
    for (const [kind, leaf] of leaves) {
      const after = changed(plan, leaf);
      found[kind] = affected(diffPlans(plan, after), 'pods/template');
      expected[kind] = differing(before, statefulSets(after), template);
    }
    expect(found).toEqual(expected);
    expect(Object.values(expected).filter((sets) => sets.length > 0).length).toBeGreaterThan(10);
  });
});
