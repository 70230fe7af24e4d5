import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PRODUCTS, Role, ROLES } from '../../lib/roles/role';
import { productOf } from '../../lib/roles/roles';

const ROOT = resolve(__dirname, '..', '..');
const text = readFileSync(resolve(ROOT, 'CONTRIBUTING.md'), 'utf8');
const steps = text.slice(text.indexOf('## Add a role'));
const files = [...steps.matchAll(/`([\w./-]+\.(?:ts|md|json))`/g)].map(([, file = '']) => file);

test('the walk-throughs name files that are there', () => {
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(resolve(ROOT, file)))).toEqual([]);
});

test('every file that answers for each role is a step of adding one', () => {
  const perRole = [
    'lib/roles/role.ts',
    'lib/roles/role-facts.ts',
    'lib/draft/recovery-figures.ts',
    'lib/model/load-fields.ts',
  ];
  for (const file of perRole) expect(files).toContain(file);
});

test('roles are in the order of their products', () => {
  const products = ROLES.map((role) => PRODUCTS.indexOf(productOf(role)));

  expect(products).toEqual([...products].sort((a, b) => a - b));
});

test('the runbook rolls the roles in the order in which they start', () => {
  const runbook = readFileSync(resolve(ROOT, 'docs', 'operations.md'), 'utf8');
  const order = runbook.slice(runbook.indexOf('The order is:'));
  const sentence = order.slice(0, order.indexOf('`.') + 1);
  const named = [...sentence.matchAll(/`([\w-]+)`/g)].map(([, name = '']) =>
    name.replace(/^(zookeeper|zookeeper-observer)-main$/, '$1'),
  );

  expect(named).toEqual(ROLES);
  expect(named).toContain(Role.HISTORYSERVER);
});
