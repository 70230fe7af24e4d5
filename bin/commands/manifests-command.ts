import { relative } from 'node:path';
import { Yaml } from 'cdk8s';
import { imageReferences } from '../../constructs/kubernetes/image-references';
import { Manifest, PlatformManifests } from '../../constructs/kubernetes/platform-manifests';
import { Environment } from '../../lib/model/environment';
import { pluralText } from '../../lib/report/number-text';
import { planPlatform } from '../../lib/sizing/planner';
import { inspectDirectory, ManifestFile, writeDirectory } from './manifest-directory';
import { volumeIdsOf } from './volume-ids';

/** Options of `cdk-hadoop manifests`. */
export interface ManifestsOptions {
  /** Directory to write into. */
  readonly out: string;
  /** Write into a directory that others wrote, too. */
  readonly force?: boolean;
  /** File with the ids of static volumes by claim. */
  readonly volumes?: string;
  /** ARN of the key of volumes that the EBS CSI driver makes. */
  readonly volumeKey?: string;
}

/** Writes the Kubernetes half of an environment as files, and tells what it did. Everything is rendered first. */
export function writeManifests(environment: Environment, options: ManifestsOptions): string {
  const plan = planPlatform(environment);
  const volumeIds = volumeIdsOf(plan, environment.existingVolumes ?? {}, options.volumes);
  const directory = inspectDirectory(options.out, environment.name, options.force === true);
  const images = environment.images?.references;
  const { manifests } = new PlatformManifests({
    plan,
    volumeIds,
    ...(images === undefined ? {} : { images }),
    ...(options.volumeKey === undefined ? {} : { volumeKeyArn: options.volumeKey }),
  });
  const files = manifestFiles(environment.name, manifests);
  const removed = writeDirectory(directory, files);
  const built = Object.entries(imageReferences(plan.versions)).filter(
    ([name]) => images?.[name] === undefined,
  );
  return [
    `Wrote ${pluralText(files.length, 'file')} for '${environment.name}' into ${options.out}:`,
    ...files.map(({ name }, position) => {
      const objects = pluralText(manifests[position]?.objects.length ?? 0, 'object');
      return `  ${name}  ${objects}`;
    }),
    ...(removed.length === 0
      ? []
      : [`Removed ${pluralText(removed.length, 'file')} of an earlier run: ${removed.join(', ')}`]),
    ...(built.length === 0
      ? []
      : [
          'Build these images from images/ and put them where the nodes find them, or name yours in images.references:',
          ...built.map(([, reference]) => `  ${reference}`),
        ]),
    'Apply them, in the order of their names:',
    `  kubectl apply -f ${shellWord(relative('', options.out) === '' ? '.' : options.out)}`,
    '',
  ].join('\n');
}

/** A file for each manifest, numbered in the order in which to apply them: kubectl takes files by name. */
function manifestFiles(environment: string, manifests: readonly Manifest[]): ManifestFile[] {
  const digits = Math.max(2, String(manifests.length - 1).length);
  return manifests.map(({ name, objects }, position) => ({
    name: `${String(position).padStart(digits, '0')}-${name}.yaml`,
    content:
      `# ${name} of the environment '${environment}', written by cdk-hadoop: change the description, not this file.\n` +
      Yaml.stringify(...objects),
  }));
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
