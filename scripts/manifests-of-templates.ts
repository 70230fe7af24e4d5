/**
 * `tsx scripts/manifests-of-templates.ts CDK-OUT DIRECTORY`: writes the Kubernetes objects that the synthesized
 * templates of a cloud assembly apply, as YAML files by environment, for tools that read manifests.
 * What is known at deployment only (image addresses, volume ids, key ARNs) is replaced by its own name.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';

interface Template {
  readonly Resources: Record<
    string,
    { readonly Type: string; readonly Properties?: { readonly Manifest?: unknown } }
  >;
}

/** A string of a template, with a name in place of each intrinsic function. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return parts === undefined ? 'known-at-deployment' : parts[1].map(text).join(parts[0]);
}

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
    const { Resources } = JSON.parse(readFileSync(join(assembly, stage, file), 'utf8')) as Template;
    for (const [id, { Type, Properties }] of Object.entries(Resources)) {
      if (Type !== 'Custom::AWSCDK-EKS-KubernetesResource') continue;
      const objects = JSON.parse(text(Properties?.Manifest)) as unknown[];
      writeFileSync(join(target, `${id}.yaml`), Yaml.stringify(...objects));
      written += objects.length;
    }
  }
}
console.log(`${written} objects`);
if (written === 0) process.exitCode = 1;
