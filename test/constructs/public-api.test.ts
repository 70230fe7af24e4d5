import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSourceFile,
  forEachChild,
  isExportDeclaration,
  isNamedExports,
  ScriptTarget,
} from 'typescript';
import * as api from '../../constructs';

const INDEX = join(__dirname, '../../constructs/index.ts');
const LIST = join(__dirname, 'public-api.txt');

/** The names that the index exports, types included; `*` for a module that it exports as a whole. */
function exportedNames(): string[] {
  const names: string[] = [];
  const source = createSourceFile(INDEX, readFileSync(INDEX, 'utf8'), ScriptTarget.ES2022);
  forEachChild(source, (node) => {
    if (!isExportDeclaration(node)) {
      names.push(node.getText(source));
      return;
    }
    const { exportClause } = node;
    if (exportClause === undefined || !isNamedExports(exportClause)) names.push('*');
    else names.push(...exportClause.elements.map(({ name }) => name.text));
  });
  return names.filter((name) => name !== '').sort();
}

test('the public API is what is listed: a name that leaves it breaks somebody, one that joins it stays', () => {
  const listed = readFileSync(LIST, 'utf8').trim().split('\n');
  expect(exportedNames()).toEqual([...listed].sort());
});

test('every value of it is a class or an enumeration, so that it exists in all languages of jsii', () => {
  const others = Object.entries(api).filter(([, value]) =>
    typeof value === 'function'
      ? !Function.prototype.toString.call(value).startsWith('class ')
      : !Object.values(value).every((member) => typeof member === 'string'),
  );
  expect(others.map(([name]) => name)).toEqual([]);
});
