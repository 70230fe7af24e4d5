import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PRODUCTS, Role, ROLES } from '../../lib/roles/role';
import { productOf } from '../../lib/roles/roles';

const ROOT = resolve(__dirname, '..', '..');
const text = readFileSync(resolve(ROOT, 'CONTRIBUTING.md'), 'utf8');
const walkThroughs = text.slice(text.indexOf('## Add a role'));

function filesIn(part: string): string[] {
  return [...part.matchAll(/`([\w./-]+\.(?:ts|md|json|css))`/g)].map(([, file = '']) => file);
}

/** Files that a walk-through names. */
function stepsOf(title: string): string[] {
  const start = text.slice(text.indexOf(`## ${title}`) + 1);
  return filesIn(start.slice(0, start.indexOf('\n## ')));
}

/** Source files with a table that has an entry for each role, or each product. */
function filesWithTableOf(type: 'Role' | 'Product'): string[] {
  const table = new RegExp(`(?<!Partial<)Record<\\s*${type},|in ${type}\\]`);
  return ['lib', 'constructs'].flatMap((folder) =>
    readdirSync(resolve(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => file.endsWith('.ts') && table.test(readFileSync(resolve(ROOT, file), 'utf8'))),
  );
}

test('the walk-throughs name files that are there', () => {
  const files = filesIn(walkThroughs);

  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(resolve(ROOT, file)))).toEqual([]);
});

test('every file with a table of all roles is a step of adding one', () => {
  const tables = filesWithTableOf('Role');

  expect(tables.length).toBeGreaterThan(4);
  expect(stepsOf('Add a role')).toEqual(expect.arrayContaining(tables));
});

test('every file with a table of all products is a step of adding one', () => {
  const tables = filesWithTableOf('Product');

  expect(tables.length).toBeGreaterThan(10);
  expect(stepsOf('Add a product')).toEqual(expect.arrayContaining(tables));
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
