/**
 * `tsx scripts/manifests-of-templates.ts CDK-OUT DIRECTORY`: extracts the Kubernetes objects from the templates of a
 * cloud assembly, into YAML files by environment, for tools that read manifests.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { templateObjects } from './manifests/template-objects';

const [assembly, directory] = process.argv.slice(2);
if (assembly === undefined || directory === undefined) {
  console.error('usage: tsx scripts/manifests-of-templates.ts CDK-OUT DIRECTORY');
  process.exit(2);
}
let written = 0;
for (const stage of readdirSync(assembly).filter((name) => name.startsWith('assembly-'))) {
  const target = join(directory, stage.slice('assembly-'.length));
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(join(assembly, stage)).filter((name) => name.endsWith('.template.json'))) {
    const template: unknown = JSON.parse(readFileSync(join(assembly, stage, file), 'utf8'));
    for (const [id, objects] of templateObjects(template)) {
      writeFileSync(join(target, `${id}.yaml`), Yaml.stringify(...objects));
      written += objects.length;
    }
  }
}
console.log(`${written} objects`);
if (written === 0) process.exitCode = 1;
