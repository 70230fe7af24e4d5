import { join, relative, resolve } from 'node:path';
import * as ts from 'typescript';
import { code, defaultText, Sections, table, typeLink } from './markdown';

const ROOT = resolve(__dirname, '..', '..');
const SOURCE = join(ROOT, 'lib', 'model', 'environment.ts');
const START = 'Environment';

const INTRODUCTION = `# Every field of a description

<!-- Generated from the types by \`npm run reference\`. -->

A description is a value of the type [\`Environment\`](#environment), in TypeScript or JSON. Fields in **bold** are
required; all others have a default. Enumerations are written by their member in TypeScript (\`Tier.PROD\`) and by their
value in JSON (\`"prod"\`).
`;

type Declared = ts.InterfaceDeclaration | ts.EnumDeclaration;

/** A type on the page. An interface has its own fields first, then inherited ones. */
interface Described {
  readonly type: Declared;
  readonly fields: readonly ts.PropertySignature[];
}

/** The reference of all types of a description, in the order of first use. */
export function descriptionPage(): string {
  const types = describedTypes();
  const sections: Sections = new Map(
    types.map(({ type: { name } }) => [name.text, `#${name.text.toLowerCase()}`]),
  );
  return INTRODUCTION + types.map((described) => section(described, sections)).join('');
}

/** Names of the types on the page. */
export function descriptionTypes(): string[] {
  return describedTypes().map(({ type }) => type.name.text);
}

function describedTypes(): Described[] {
  const program = ts.createProgram([SOURCE], {
    strict: true,
    skipLibCheck: true,
    resolveJsonModule: true,
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: [],
  });
  const checker = program.getTypeChecker();
  const start = program.getSourceFile(SOURCE)?.statements.find(isDescribed(START));
  if (start === undefined) throw new Error(`${relative(ROOT, SOURCE)} has no interface ${START}`);
  const found = [described(checker, start)];
  for (const { type, fields } of found) {
    const visit = (node: ts.Node): void => {
      if (ts.isTypeReferenceNode(node)) {
        const declaration = declarationOf(checker, node.typeName);
        if (declaration !== undefined && !found.some((known) => known.type === declaration)) {
          found.push(described(checker, declaration));
        }
      }
      ts.forEachChild(node, visit);
    };
    for (const node of ts.isEnumDeclaration(type) ? [type] : fields) visit(node);
  }
  return found;
}

function described(checker: ts.TypeChecker, type: Declared): Described {
  const fields = checker
    .getTypeAtLocation(type)
    .getProperties()
    .flatMap(({ declarations = [] }) => declarations.filter(ts.isPropertySignature));
  return { type, fields };
}

function isDescribed(name: string): (node: ts.Node) => node is Declared {
  return (node): node is Declared =>
    (ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node)) && node.name.text === name;
}

/** The declaration of a type of this package. */
function declarationOf(checker: ts.TypeChecker, name: ts.EntityName): Declared | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined) return undefined;
  const origin = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return origin.declarations
    ?.filter((node) => node.getSourceFile().fileName.startsWith(join(ROOT, 'lib')))
    .find((node) => ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node));
}

function section({ type, fields }: Described, sections: Sections): string {
  const title = `\n## ${type.name.text}\n\n${commentOf(type)}\n\n`;
  return title + (ts.isEnumDeclaration(type) ? members(type) : fieldTable(fields, sections));
}

function members(type: ts.EnumDeclaration): string {
  return table(
    ['member', 'value', 'meaning'],
    type.members.map((member) => [
      code(`${type.name.text}.${member.name.getText()}`),
      member.initializer !== undefined && ts.isStringLiteral(member.initializer)
        ? code(member.initializer.text)
        : '',
      commentOf(member),
    ]),
  );
}

function fieldTable(fields: readonly ts.PropertySignature[], sections: Sections): string {
  return table(
    ['field', 'type', 'default', 'meaning'],
    fields.map((field) => [
      field.questionToken === undefined ? `**${code(field.name.getText())}**` : code(field.name.getText()),
      typeLink(field.type?.getText() ?? 'unknown', sections),
      defaultText(tagOf(field, 'default')),
      commentOf(field),
    ]),
  );
}

/** The text of a docstring, without its tags. */
function commentOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  return (ts.getTextOfJSDocComment(comment?.comment) ?? '').replaceAll(/\s*\n\s*/g, ' ');
}

function tagOf(node: ts.Node, name: string): string | undefined {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
  return tag === undefined ? undefined : ts.getTextOfJSDocComment(tag.comment)?.replaceAll(/\s*\n\s*/g, ' ');
}
