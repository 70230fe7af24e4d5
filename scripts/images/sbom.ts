import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { ImageName } from '../../lib/config/role-runtime';
import { Image, ImageFile } from './image-archive';
import { Coordinates, coordinatesOf } from './jar-coordinates';
import { osPackages, tellsOfPackages } from './os-packages';
import { packageUrl } from './package-url';

const { Bom, Component, Metadata, Property, SpdxLicense } = Models;

/** File with the version of a JRE that is not a system package. */
const JAVA_RELEASE = /^(opt|usr\/lib\/jvm|usr\/local)\/.*\/?release$/;

/** Whether a bill of materials needs the content of a file. */
export function tellsOfMaterials(path: string): boolean {
  return path.endsWith('.jar') || tellsOfPackages(path) || JAVA_RELEASE.test(path);
}

/** Subject of a bill of materials. */
export interface BilledImage {
  readonly image: Image;
  readonly name: ImageName;
  readonly version: string;
  readonly reference: string;
  /** Coordinates of jars by SHA-256. They take precedence over the metadata in the jars. */
  readonly coordinates?: ReadonlyMap<string, Coordinates>;
}

/**
 * Bill of materials of an image in CycloneDX JSON. It is read from the image, so it lists exactly the content of the
 * image. It has no date or serial number, so the same image results in the same text.
 */
export function billOfMaterials({ image, name, version, reference, coordinates }: BilledImage): string {
  const subject = new Component(Enums.ComponentType.Container, `cdk-hadoop/${name}`, {
    bomRef: reference,
    version,
  });
  const bom = new Bom({ metadata: new Metadata({ component: subject }) });
  const parts = [
    product(name, version),
    ...base(image),
    ...java(image),
    ...osPackages(image).map(
      ({ name: packageName, version: packageVersion, purl }) =>
        new Component(Enums.ComponentType.Library, packageName, {
          bomRef: purl,
          version: packageVersion,
          purl,
        }),
    ),
    ...jars(image, coordinates ?? new Map()),
  ];
  for (const part of parts) {
    bom.components.add(part);
    subject.dependencies.add(part.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function product(name: ImageName, version: string): Models.Component {
  const component = new Component(Enums.ComponentType.Application, name, {
    bomRef: `product:${name}@${version}`,
    group: 'org.apache',
    version,
    cpe: `cpe:2.3:a:apache:${name}:${version.replace(/-hadoop\d$/, '')}:*:*:*:*:*:*:*`,
  });
  component.licenses.add(new SpdxLicense('Apache-2.0'));
  return component;
}

/** The base image, as named in the build argument. */
function base({ config }: Image): Models.Component[] {
  const reference = config.Labels?.['org.opencontainers.image.base.name'];
  if (reference === undefined) return [];
  const [, name = reference, version] = /^(.+?)(?::([\w.-]+))?(?:@.*)?$/.exec(reference) ?? [];
  return [
    new Component(Enums.ComponentType.Container, name, {
      bomRef: `base:${reference}`,
      ...(version === undefined ? {} : { version }),
      description: 'the image that this one is built on',
    }),
  ];
}

function java({ files }: Image): Models.Component[] {
  return [...files.values()].flatMap(({ path, content }) => {
    if (!JAVA_RELEASE.test(path) || content === undefined) return [];
    const value = (key: string): string | undefined =>
      new RegExp(`^${key}="(.*)"$`, 'm').exec(content.toString('utf8'))?.[1];
    const version = value('JAVA_RUNTIME_VERSION') ?? value('JAVA_VERSION');
    if (version === undefined) return [];
    const component = new Component(Enums.ComponentType.Platform, 'openjdk-jre', {
      bomRef: `java:${path}`,
      version,
      ...(value('IMPLEMENTOR') === undefined ? {} : { publisher: value('IMPLEMENTOR') ?? '' }),
    });
    component.properties.add(new Property('cdk-hadoop:path', `/${path}`));
    return [component];
  });
}

/** One component per distinct content, with all of its paths. */
function jars({ files }: Image, known: ReadonlyMap<string, Coordinates>): Models.Component[] {
  const byContent = new Map<string, ImageFile[]>();
  for (const file of files.values()) {
    if (file.type !== 'file' || !file.path.endsWith('.jar') || file.sha256 === undefined) continue;
    byContent.set(file.sha256, [...(byContent.get(file.sha256) ?? []), file]);
  }
  return [...byContent].map(([sha256, copies]) => jar(sha256, copies, known.get(sha256)));
}

function jar(sha256: string, copies: readonly ImageFile[], known: Coordinates | undefined): Models.Component {
  const [first] = copies;
  const name = (first?.path ?? '').replace(/^.*\//, '');
  const { group, artifact, version } = known ?? coordinatesOf(name, first?.content ?? new Uint8Array());
  const component = new Component(Enums.ComponentType.Library, artifact, {
    bomRef: `jar:${sha256}`,
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
    ...(group === undefined || version === undefined
      ? {}
      : { purl: packageUrl({ type: 'maven', namespace: group, name: artifact, version }) }),
  });
  component.hashes.set(Enums.HashAlgorithm['SHA-256'], sha256);
  for (const { path } of copies) component.properties.add(new Property('cdk-hadoop:path', `/${path}`));
  return component;
}
