import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnWaitConditionHandle } from 'aws-cdk-lib';
import { AssetManifestArtifact } from 'aws-cdk-lib/cx-api';
import { ProductImages, ProductImagesProps } from '../../../constructs/aws/product-images';
import { Architecture } from '../../../lib/catalog/instance-type';
import { ARCHITECTURE, VERSIONS } from './plan-fixture';
import { testApp, TestStack } from './test-app';

interface DockerSource {
  readonly dockerBuildArgs?: Record<string, string>;
  readonly platform?: string;
}

/** What each image is built from, by synthesizing alone. */
function sources(app: App): DockerSource[] {
  const manifests = app.synth().artifacts.filter((artifact) => artifact instanceof AssetManifestArtifact);
  return manifests.flatMap(({ contents }) =>
    Object.values(contents.dockerImages ?? {}).map(({ source }) => source as DockerSource),
  );
}

describe('product images', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'images-'));
    for (const image of ['zookeeper', 'hadoop', 'hbase']) {
      mkdirSync(join(directory, image));
      writeFileSync(join(directory, image, 'Dockerfile'), `FROM scratch\n# ${image}\n`);
    }
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  function images(props: Partial<ProductImagesProps> = {}): { app: App; images: ProductImages } {
    const app = testApp();
    const stack = new TestStack(app, 'Images');
    const made = new ProductImages(stack, 'Images', {
      architecture: ARCHITECTURE,
      versions: VERSIONS,
      directory,
      ...props,
    });
    // A stack without a resource is none.
    new CfnWaitConditionHandle(stack, 'Handle');
    return { app, images: made };
  }

  test.each([
    [true, { HADOOP_VERSION: '3.4.3', AWS_SDK_VERSION: '2.35.4', MAVEN: 'https://maven.example' }],
    [false, { HADOOP_VERSION: '3.4.3' }],
  ])('GIVEN s3a is %s THEN Hadoop alone is built with or without the SDK of its release', (s3a, hadoop) => {
    const { app } = images({ s3a, mavenRepository: 'https://maven.example' });
    const args = sources(app).map(({ dockerBuildArgs }) => dockerBuildArgs);
    expect(args).toContainEqual(hadoop);
    expect(args.filter((each) => each?.AWS_SDK_VERSION !== undefined)).toHaveLength(s3a ? 1 : 0);
  });

  test('fail for S3A where the AWS SDK would come from nowhere', () => {
    expect(() => images({ s3a: true })).toThrow(
      /^image 'hadoop' needs the AWS SDK for S3A, and mavenRepository is not stated: allowed: /,
    );
    expect(() => images({ s3a: true, references: { hadoop: 'registry.example/hadoop:1' } })).not.toThrow();
  });

  test('are built at deploy, with the versions of the products, for the architecture of the nodes', () => {
    const { app, images: made } = images();
    expect(Object.keys(made.references)).toEqual(['zookeeper', 'hadoop', 'hbase']);
    expect(sources(app)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ dockerBuildArgs: { ZOOKEEPER_VERSION: '3.9.4' }, platform: 'linux/arm64' }),
        expect.objectContaining({ dockerBuildArgs: { HADOOP_VERSION: '3.4.3' }, platform: 'linux/arm64' }),
        expect.objectContaining({
          dockerBuildArgs: { HBASE_VERSION: '2.6.4-hadoop3' },
          platform: 'linux/arm64',
        }),
      ]),
    );
  });

  test('are built for x86 where the nodes are', () => {
    const { app } = images({ architecture: Architecture.AMD64, images: ['zookeeper'] });
    expect(sources(app)).toEqual([expect.objectContaining({ platform: 'linux/amd64' })]);
  });

  test('are built on an image and from archives of the user', () => {
    const { app } = images({
      images: ['hadoop', 'hbase'],
      baseImage: 'registry.example.com/jre:17',
      mirror: 'https://mirror.example.com/apache',
      archives: { hadoop: 'hadoop-own.tar.gz' },
      sha512: { hadoop: 'a'.repeat(128) },
    });
    const given = { BASE_IMAGE: 'registry.example.com/jre:17', MIRROR: 'https://mirror.example.com/apache' };
    expect(sources(app).map(({ dockerBuildArgs }) => dockerBuildArgs)).toEqual(
      expect.arrayContaining([
        { HADOOP_VERSION: '3.4.3', ...given, ARCHIVE: 'hadoop-own.tar.gz', SHA512: 'a'.repeat(128) },
        { HBASE_VERSION: '2.6.4-hadoop3', ...given },
      ]),
    );
  });

  test('are not built where a reference is given', () => {
    const reference = 'registry.example.com/zookeeper@sha256:0123';
    const { app, images: made } = images({ images: ['zookeeper'], references: { zookeeper: reference } });
    expect(made.references).toEqual({ zookeeper: reference });
    expect(sources(app)).toEqual([]);
  });

  test.each([
    [
      'an image that is none of ours',
      { references: { kafka: 'x' } },
      "image 'kafka' is unknown: allowed: zookeeper, hadoop, hbase",
    ],
    [
      'an archive of an image that is none of ours',
      { archives: { kafka: 'x.tgz' } },
      "image 'kafka' is unknown: allowed: zookeeper, hadoop, hbase",
    ],
    [
      'a directory without it',
      { directory: '/nowhere' },
      "image 'zookeeper' has no Dockerfile in /nowhere/zookeeper",
    ],
  ])('fail for %s', (_, props, message) => {
    expect(() => images(props)).toThrow(message);
  });
});
