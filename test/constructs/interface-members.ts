import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSourceFile,
  forEachChild,
  isIdentifier,
  isInterfaceDeclaration,
  isPropertySignature,
  ScriptTarget,
} from 'typescript';
import { ROOT } from '../stacks/command-line';

const FOLDERS = ['constructs', 'lib/model'];

/** An interface: its own members with their types, and what it extends. */
export interface Members {
  readonly own: ReadonlyMap<string, string>;
  readonly bases: readonly string[];
}

/** Every interface of the constructs and of the description. */
export function interfaceMembers(): ReadonlyMap<string, Members> {
  const interfaces = new Map<string, Members>();
  for (const folder of FOLDERS) {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      const path = join(ROOT, folder, file);
      const source = createSourceFile(path, readFileSync(path, 'utf8'), ScriptTarget.ES2022);
      forEachChild(source, (node) => {
        if (!isInterfaceDeclaration(node)) return;
        const members = new Map<string, string>();
        for (const member of node.members) {
          if (!isPropertySignature(member) || !isIdentifier(member.name)) continue;
          members.set(member.name.text, member.type?.getText(source) ?? '');
        }
        const bases = (node.heritageClauses ?? []).flatMap(({ types }) =>
          types.map(({ expression }) => expression.getText(source)),
        );
        interfaces.set(node.name.text, { own: members, bases });
      });
    }
  }
  return interfaces;
}

/** The type of a member of an interface, its own or inherited. */
export function memberType(
  interfaces: ReadonlyMap<string, Members>,
  name: string,
  member: string,
): string | undefined {
  const { own, bases } = interfaces.get(name) ?? { own: new Map<string, string>(), bases: [] };
  return (
    own.get(member) ??
    bases.map((base) => memberType(interfaces, base, member)).find((type) => type !== undefined)
  );
}
