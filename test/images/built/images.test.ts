import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { HOMES, USER_NAME } from '../../../lib/config/image-layout';
import { ImageName, RUN_AS } from '../../../lib/config/role-runtime';
import { PRODUCT_VERSIONS } from '../../../lib/plan/versions';
import { needMaven } from '../../../scripts/distributions/maven';
import { buildImage, BuiltImage } from '../../../scripts/images/build-images';
import { Builder, findBuilder } from '../../../scripts/images/builder';
import { Image, ImageFile, readImage } from '../../../scripts/images/image-archive';
import { testBedBuilder, whyNoTestBed } from '../../cluster/test-bed';
import { startedPrograms } from './commands';

const IMAGES: readonly ImageName[] = ['zookeeper', 'hadoop', 'hbase'];
/** What commands and scripts of the platform call, beside `java`. */
const PROGRAMS = ['sh', 'bash', 'getent', 'timeout', 'sleep', 'mkdir', 'mv', 'cat'];

interface Workshop {
  readonly builder: Builder;
  /** The Dockerfiles' own if undefined. */
  readonly baseImage?: string;
}

/** The test bed's builder, which has a base of its own; else the one that is here, with a registry to get the base. */
function workshop(): Workshop | string {
  try {
    needMaven();
    if (whyNoTestBed() === undefined) return testBedBuilder();
    return { builder: findBuilder(process.env, () => undefined) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const made = workshop();
if (typeof made === 'string') process.stderr.write(`images are not built here: ${made}\n`);
const here = typeof made === 'string' ? undefined : made;

(here === undefined ? describe.skip : describe)('a built image', () => {
  const { builder, baseImage } = here ?? { builder: new Builder('docker', 'docker', {}) };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk-hadoop-built-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  describe.each(IMAGES)('of %s', (name) => {
    let built: BuiltImage;
    let image: Image;
    const inHome = (): ImageFile[] =>
      [...image.files.values()].filter(({ path }) => `/${path}`.startsWith(`${HOMES[name]}/`));

    beforeAll(async () => {
      built = await buildImage(
        name,
        PRODUCT_VERSIONS,
        builder,
        {
          distribution: 'maven',
          tagPrefix: 'cdk-hadoop-test',
          sbom: join(folder, 'sbom'),
          ...(baseImage === undefined ? {} : { baseImage }),
        },
        () => undefined,
      );
      const archive = join(folder, `${name}.tar`);
      await builder.save(built.reference, archive);
      const parts = join(folder, `${name}-parts`);
      mkdirSync(parts);
      image = await readImage(archive, parts, (path) => path === 'etc/passwd' || path.endsWith('.jar'));
      rmSync(parts, { recursive: true });
      rmSync(archive);
    });

    test('runs as the user of the volumes, who has a name', () => {
      const id = String(RUN_AS);
      expect(image.config.User).toBe(`${id}:${id}`);
      expect(image.files.get('etc/passwd')?.content?.toString()).toMatch(
        new RegExp(`^${USER_NAME}:[^:]*:${id}:${id}:`, 'm'),
      );
    });

    test('starts nothing by itself', () => {
      expect(image.config.Entrypoint ?? []).toEqual([]);
      expect(image.config.Cmd ?? []).toEqual([]);
    });

    test('says what it is', () => {
      expect(image.config.Labels).toMatchObject({
        'org.opencontainers.image.title': `cdk-hadoop/${name}`,
        'org.opencontainers.image.version': PRODUCT_VERSIONS[name],
        'org.opencontainers.image.licenses': 'Apache-2.0',
        'cdk-hadoop.product': name,
        'cdk-hadoop.product-version': PRODUCT_VERSIONS[name],
        ...(baseImage === undefined ? {} : { 'org.opencontainers.image.base.name': baseImage }),
      });
    });

    test('lets nobody become somebody else', () => {
      const raised = [...image.files.values()].filter(
        ({ type, mode }) => type === 'file' && (mode & 0o6000) !== 0,
      );
      expect(raised.map(({ path }) => path)).toEqual([]);
    });

    test('has a product that its user cannot change', () => {
      const own = inHome().filter(
        ({ type, mode, uid, gid }) =>
          type !== 'symlink' && (uid === RUN_AS || gid === RUN_AS || (mode & 0o002) !== 0),
      );
      expect(inHome().length).toBeGreaterThan(10);
      expect(own.map(({ path }) => path)).toEqual([]);
    });

    test('has no scripts of the product, and no archive', () => {
      const names = inHome().map(({ path }) => path);
      expect(names.filter((path) => /\.(sh|cmd|py|tar\.gz|tgz)$|\/s?bin\//.test(path))).toEqual([]);
      expect([...image.files.keys()].filter((path) => path.startsWith('release/'))).toEqual([]);
    });

    test('has a valid bill of materials with every jar that is in it', async () => {
      const text = readFileSync(built.sbom ?? '', 'utf8');
      const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
      expect(await validator.validate(text)).toBeNull();

      const { components } = JSON.parse(text) as {
        components: { name: string; purl?: string; hashes?: { content: string }[] }[];
      };
      const billed = new Set(
        components.flatMap(({ hashes }) => (hashes ?? []).map(({ content }) => content)),
      );
      const jars = inHome().filter(({ path, sha256 }) => path.endsWith('.jar') && sha256 !== undefined);
      expect(jars.length).toBeGreaterThan(30);
      expect(jars.filter(({ sha256 }) => !billed.has(sha256 ?? '')).map(({ path }) => path)).toEqual([]);
      expect(components.filter(({ purl }) => purl?.startsWith('pkg:deb/') ?? false).length).toBeGreaterThan(
        20,
      );
    });

    test('has every program that the platform calls, and loads every class that it starts', async () => {
      const programs = startedPrograms().filter(({ image: its }) => its === name);
      expect(programs.length).toBeGreaterThan(0);
      // `--dry-run` loads the class, and stops before it runs.
      const steps = [
        `RUN command -v ${PROGRAMS.join(' && command -v ')} && test -n "$JAVA_HOME" && test -x "$JAVA_HOME/bin/java"`,
        `RUN bash -c 'java -version 2>&1 | grep -q "version \\"17"' && getent -s dns hosts localhost.invalid || test $? = 2`,
        `RUN test "$(id -u):$(id -un)" = ${RUN_AS}:${USER_NAME}`,
        ...programs.map(({ classPath, mainClass }) => `RUN java --dry-run -cp '${classPath}' '${mainClass}'`),
      ];
      const context = join(folder, `${name}-check`);
      mkdirSync(context);
      writeFileSync(join(context, 'Dockerfile'), `FROM ${built.reference}\n${steps.join('\n')}\n`);
      await builder.build({ context, reference: `cdk-hadoop-test/${name}-check:1`, buildArgs: {} });
    });
  });
});
