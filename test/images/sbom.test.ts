import { createHash } from 'node:crypto';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { zipSync } from 'fflate';
import { Image, ImageFile } from '../../scripts/images/image-archive';
import { coordinatesOf } from '../../scripts/images/jar-coordinates';
import { billOfMaterials } from '../../scripts/images/sbom';

function jar(...poms: (readonly [string, string, string])[]): Buffer {
  const files = poms.map(([group, artifact, version]) => [
    `META-INF/maven/${group}/${artifact}/pom.properties`,
    Buffer.from(`groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`),
  ]);
  return Buffer.from(zipSync(Object.fromEntries(files) as Record<string, Uint8Array>));
}

function file(path: string, content: Buffer): ImageFile {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, type: 'file', mode: 0o644, uid: 0, gid: 0, content, sha256 };
}

const STATUS = `Package: libc6
Status: install ok installed
Architecture: arm64
Version: 2.39-0ubuntu8+1

Package: gone
Status: deinstall ok config-files
Architecture: arm64
Version: 1
`;

function image(...files: ImageFile[]): Image {
  return {
    config: { Labels: { 'org.opencontainers.image.base.name': 'example.org/jre:17@sha256:0123' } },
    architecture: 'arm64',
    files: new Map(files.map((one) => [one.path, one])),
    bytes: 1,
  };
}

const GUAVA = jar(['com.google.guava', 'guava', '32.0.1-jre']);
const IMAGE = image(
  file('var/lib/dpkg/status', Buffer.from(STATUS)),
  file('etc/os-release', Buffer.from('ID=ubuntu\nVERSION_ID="24.04"\n')),
  file('opt/java/openjdk/release', Buffer.from('IMPLEMENTOR="Eclipse"\nJAVA_VERSION="17.0.1"\n')),
  file('opt/hadoop/lib/guava-32.0.1-jre.jar', GUAVA),
  file('opt/hadoop/other/guava-32.0.1-jre.jar', GUAVA),
  file('opt/hadoop/lib/odd-1.0.jar', jar()),
);

interface Part {
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly properties?: readonly { readonly value: string }[];
}

function bill(of: Image = IMAGE): string {
  return billOfMaterials({
    image: of,
    name: 'hadoop',
    version: '3.4.3',
    reference: 'cdk-hadoop/hadoop:3.4.3',
  });
}
const parts = (): Part[] => (JSON.parse(bill()) as { components: Part[] }).components;

describe('a bill of materials', () => {
  test('is what the schema of CycloneDX says', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(bill())).toBeNull();
  });

  test('is the same for the same image', () => {
    expect(bill()).toBe(bill(image(...[...IMAGE.files.values()].reverse())));
  });

  test('has the product, the base image, the JRE and the packages of the system', () => {
    const named = parts().map(({ name, version }) => `${name} ${version ?? ''}`);
    expect(named).toEqual(
      expect.arrayContaining([
        'hadoop 3.4.3',
        'example.org/jre 17',
        'openjdk-jre 17.0.1',
        'libc6 2.39-0ubuntu8+1',
      ]),
    );
    expect(named).not.toContain('gone 1');
    expect(parts().find(({ name }) => name === 'libc6')?.purl).toBe(
      'pkg:deb/ubuntu/libc6@2.39-0ubuntu8%2B1?arch=arm64&distro=ubuntu-24.04',
    );
  });

  test('has each jar once, with all its places', () => {
    const guava = parts().filter(({ name }) => name === 'guava');
    expect(guava).toHaveLength(1);
    expect(guava[0]?.purl).toBe('pkg:maven/com.google.guava/guava@32.0.1-jre');
    expect(guava[0]?.properties?.map(({ value }) => value)).toEqual([
      '/opt/hadoop/lib/guava-32.0.1-jre.jar',
      '/opt/hadoop/other/guava-32.0.1-jre.jar',
    ]);
  });
});

describe('coordinates of a jar', () => {
  test.each([
    ['are its own', 'a-1.jar', jar(['g', 'a', '1']), { group: 'g', artifact: 'a', version: '1' }],
    [
      'are its own among those of others in it',
      'shaded-2.0.jar',
      jar(['x', 'other', '1'], ['g', 'shaded', '2.0']),
      { group: 'g', artifact: 'shaded', version: '2.0' },
    ],
    [
      'are those of its name where only others are in it',
      'shaded-2.0.jar',
      jar(['x', 'other', '1']),
      { artifact: 'shaded', version: '2.0' },
    ],
    ['are its name where that has no version', 'odd.jar', jar(), { artifact: 'odd' }],
  ])('%s', (_, name, content, expected) => {
    expect(coordinatesOf(name, content)).toEqual(expected);
  });
});
