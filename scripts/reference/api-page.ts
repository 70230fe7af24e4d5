import { resolve } from 'node:path';
import * as reflect from 'jsii-reflect';
import { descriptionTypes } from './description-page';
import { code, defaultText, Sections, table, typeLink } from './markdown';

const ROOT = resolve(__dirname, '..', '..');
const DESCRIPTION = 'description.md';

const INTRODUCTION = `# API

<!-- Generated from the jsii assembly by \`npm run jsii && npm run reference\`. -->

Everything that \`import { ... } from 'cdk-hadoop'\` gives. Properties in **bold** are required.
`;

/** Features of the CDK assembly. They do not affect this page. */
const FEATURES: ('intersection-types' | 'class-covariant-overrides')[] = [
  'intersection-types',
  'class-covariant-overrides',
];

interface Kind {
  readonly title: string;
  readonly types: readonly reflect.Type[];
}

/**
 * The reference of the public API, from the jsii assembly.
 * @throws Error if the package directory contains no assembly
 */
export async function apiPage(): Promise<string> {
  const assembly = await new reflect.TypeSystem().load(ROOT, {
    validate: false,
    supportedFeatures: FEATURES,
  });
  const elsewhere = new Set(descriptionTypes());
  const kinds = kindsOf(assembly, elsewhere);
  const sections: Sections = new Map([
    ...[...elsewhere].map((name) => [name, `${DESCRIPTION}#${name.toLowerCase()}`] as const),
    ...kinds.flatMap(({ types }) => types.map(({ name }) => [name, `#${name.toLowerCase()}`] as const)),
  ]);
  const links = (names: readonly string[]): string =>
    names.map((name) => typeLink(name, sections)).join(', ');
  const contents = [
    ...kinds.map(({ title, types }) => [title, links(types.map(({ name }) => name))]),
    [`[Description](${DESCRIPTION})`, links([...elsewhere])],
  ];
  return [
    INTRODUCTION,
    table(['', ''], contents),
    ...kinds.flatMap(({ title, types }) => [
      `## ${title}\n`,
      ...types.map((type) => typeSection(type, sections)),
    ]),
  ].join('\n');
}

function kindsOf(assembly: reflect.Assembly, elsewhere: ReadonlySet<string>): Kind[] {
  const here = <T extends reflect.Type>(types: readonly T[]): T[] =>
    types.filter(({ name }) => !elsewhere.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const interfaces = here(assembly.interfaces);
  return [
    { title: 'Constructs', types: here(assembly.classes) },
    { title: 'Interfaces', types: interfaces.filter((type) => !type.isDataType()) },
    { title: 'Structs', types: interfaces.filter((type) => type.isDataType()) },
    { title: 'Enumerations', types: here(assembly.enums) },
  ];
}

function typeSection(type: reflect.Type, sections: Sections): string {
  const parts = [`### ${type.name}\n`, `${docsOf(type)}\n`];
  if (type.isEnumType()) {
    parts.push(
      table(
        ['member', 'meaning'],
        type.members.map((member) => [code(`${type.name}.${member.name}`), docsOf(member)]),
      ),
    );
  }
  if (type.isClassType()) {
    const bases = [...(type.base === undefined ? [] : [type.base]), ...type.interfaces];
    parts.push(
      `${bases.map(({ fqn }) => typeLink(shortName(fqn), sections)).join(', ')}\n`,
      '```ts\n' + `new ${type.name}(${parametersOf(type.initializer)})\n` + '```\n',
    );
  }
  if (type.isClassType() || type.isInterfaceType()) {
    parts.push(propertiesOf(type, sections), methodsOf(type));
  }
  return parts.filter((part) => part.trim() !== '').join('\n');
}

function propertiesOf(type: reflect.ClassType | reflect.InterfaceType, sections: Sections): string {
  const properties = ownMembers(type, type.allProperties);
  if (properties.length === 0) return '';
  const name = (property: reflect.Property): string =>
    type.isDataType() && !property.optional ? `**${code(property.name)}**` : code(property.name);
  if (!type.isDataType()) {
    return table(
      ['property', 'type', 'meaning'],
      properties.map((each) => [name(each), typeLink(typeText(each.type), sections), docsOf(each)]),
    );
  }
  return table(
    ['property', 'type', 'default', 'meaning'],
    properties.map((each) => [
      name(each),
      typeLink(typeText(each.type), sections),
      defaultText(each.docs.docs.default),
      docsOf(each),
    ]),
  );
}

function methodsOf(type: reflect.ClassType | reflect.InterfaceType): string {
  return ownMembers(type, type.allMethods)
    .map((method) => {
      const owner = method.static ? `${type.name}.` : '';
      const returns = method.returns.type.void ? 'void' : typeText(method.returns.type);
      return (
        `${docsOf(method)}\n\n` +
        '```ts\n' +
        `${owner}${method.name}(${parametersOf(method)}): ${returns}\n` +
        '```\n'
      );
    })
    .join('\n');
}

/** Members that this package declares. Inherited members of constructs are documented by the CDK. */
function ownMembers<T extends reflect.Property | reflect.Method>(
  type: reflect.Type,
  members: readonly T[],
): T[] {
  return members.filter(({ definingType }) => definingType.assembly === type.assembly);
}

function parametersOf(callable: reflect.Callable | undefined): string {
  return (callable?.parameters ?? [])
    .map(({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${typeText(type)}`)
    .join(', ');
}

function typeText(type: reflect.TypeReference): string {
  if (type.arrayOfType !== undefined) return `${typeText(type.arrayOfType)}[]`;
  if (type.mapOfType !== undefined) return `Record<string, ${typeText(type.mapOfType)}>`;
  if (type.unionOfTypes !== undefined) return type.unionOfTypes.map(typeText).join(' | ');
  return type.fqn === undefined ? String(type) : shortName(type.fqn);
}

/** Name of a type without its package: `aws_ec2.IVpc`, `Construct`. */
function shortName(fqn: string): string {
  return fqn.split('.').slice(1).join('.');
}

/** Text of a docstring, which jsii splits after the first sentence. */
function docsOf({ docs }: { readonly docs: reflect.Docs }): string {
  return [docs.summary, docs.remarks]
    .filter((text) => text !== '')
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ');
}
