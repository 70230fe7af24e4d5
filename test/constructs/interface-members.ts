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

/** The members of every interface of the constructs and of the description, with their types. */
export function interfaceMembers(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const interfaces = new Map<string, Map<string, string>>();
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
        interfaces.set(node.name.text, members);
      });
    }
  }
  return interfaces;
}
