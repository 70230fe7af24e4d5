import { relative } from 'node:path';
import { Yaml } from 'cdk8s';
import { imageReferences } from '../../constructs/kubernetes/image-references';
import { Manifest, PlatformManifests } from '../../constructs/kubernetes/platform-manifests';
import { Environment } from '../../lib/model/environment';
import { pluralText } from '../../lib/text/number';
import { Plan } from '../../lib/plan/plan';
import { plannedWithLock } from './lock-file';
import { inspectDirectory, ManifestFile, writeDirectory } from './manifest-directory';
import { volumeIdsOf } from './volume-ids';

/** Options of `cdk-hadoop manifests`. */
export interface ManifestsOptions {
  /**
   * Directory to write into.
   * @default - the standard output
   */
  readonly out?: string;
  /** Also write into a directory with foreign files. */
  readonly force?: boolean;
  /** File with the ids of static volumes by claim. */
  readonly volumes?: string;
  /** ARN of the KMS key for volumes that the EBS CSI driver creates. */
  readonly volumeKey?: string;
}

/**
 * The Kubernetes objects of an environment as one YAML stream, and notes, which must not be part of the stream. The
 * namespace comes first. All other objects can be applied in any order.
 */
export function printManifests(
  environment: Environment,
  options: ManifestsOptions,
): { stream: string; hints: string } {
  const plan = plannedWithLock(environment);
  const manifests = render(environment, plan, options);
  const hints = imageHints(environment, plan);
  return {
    stream: Yaml.stringify(...manifests.flatMap(({ objects }) => objects)),
    hints: hints.length === 0 ? '' : `${hints.join('\n')}\n`,
  };
}

/**
 * Writes the Kubernetes objects of an environment as files, and reports the result. Everything is rendered before
 * anything is written.
 */
export function writeManifests(
  environment: Environment,
  options: ManifestsOptions & { readonly out: string },
): string {
  const plan = plannedWithLock(environment);
  const manifests = render(environment, plan, options);
  const directory = inspectDirectory(options.out, environment.name, options.force === true);
  const files = manifestFiles(environment.name, manifests);
  const removed = writeDirectory(directory, files);
  return [
    `Wrote ${pluralText(files.length, 'file')} for '${environment.name}' into ${options.out}:`,
    ...files.map(({ name }, position) => {
      const objects = pluralText(manifests[position]?.objects.length ?? 0, 'object');
      return `  ${name}  ${objects}`;
    }),
    ...(removed.length === 0
      ? []
      : [`Removed ${pluralText(removed.length, 'file')} of an earlier run: ${removed.join(', ')}`]),
    ...imageHints(environment, plan),
    'Apply them in the order of their names:',
    `  kubectl apply -f ${shellWord(relative('', options.out) === '' ? '.' : options.out)}`,
    '',
  ].join('\n');
}

function render(environment: Environment, plan: Plan, options: ManifestsOptions): readonly Manifest[] {
  const images = environment.images?.references;
  return new PlatformManifests({
    plan,
    volumeIds: volumeIdsOf(plan, environment.existingVolumes ?? {}, options.volumes),
    images,
    volumeKeyArn: options.volumeKey,
  }).manifests;
}

/** Users must build images without a reference. */
function imageHints(environment: Environment, plan: Plan): string[] {
  const given = environment.images?.references ?? {};
  const built = Object.entries(imageReferences(plan.versions)).filter(([name]) => given[name] === undefined);
  if (built.length === 0) return [];
  return [
    'Build these images from images/ and make them available to the nodes, or set images.references:',
    ...built.map(([, reference]) => `  ${reference}`),
  ];
}

/** A file for each manifest, numbered in the order in which to apply them: kubectl takes files by name. */
function manifestFiles(environment: string, manifests: readonly Manifest[]): ManifestFile[] {
  const digits = Math.max(2, String(manifests.length - 1).length);
  return manifests.map(({ name, objects }, position) => ({
    name: `${String(position).padStart(digits, '0')}-${name}.yaml`,
    content:
      `# ${name} of the environment '${environment}', written by cdk-hadoop. Change the description, not this file.
` + Yaml.stringify(...objects),
  }));
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
