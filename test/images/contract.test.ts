import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLASS_PATHS, HOMES, RESOURCE_MANAGER_CLASS_PATH, USER_NAME } from '../../lib/config/image-layout';
import { CONFIG_DIR, ImageName, RUN_AS } from '../../lib/config/role-runtime';
import { PRODUCT_VERSIONS } from '../../lib/plan/versions';
import { releaseLayouts } from '../../scripts/distributions/layout';

const IMAGES: readonly ImageName[] = ['zookeeper', 'hadoop', 'hbase'];

function dockerfile(image: ImageName): string {
  return readFileSync(join(__dirname, '..', '..', 'images', image, 'Dockerfile'), 'utf8');
}

/** A Dockerfile with what differs between the products taken out of it. */
function rules(image: ImageName): string {
  const [, final = ''] = dockerfile(image).split(/\n\n(?=FROM \$\{BASE_IMAGE\}\n)/);
  return final
    .replaceAll('hadoop:x:', 'user:x:')
    .replaceAll('cdk-hadoop', 'package')
    .replaceAll(image.toUpperCase(), 'PRODUCT')
    .replaceAll(image, 'product')
    .replace(/description="[^"]*"/, '');
}

describe.each(IMAGES)('the %s image', (image) => {
  const text = dockerfile(image);
  const final = text.slice(text.lastIndexOf('\nFROM '));

  test('is of the version that the configuration is for, which is written once', () => {
    expect(text.split(`ARG ${image.toUpperCase()}_VERSION=`)).toHaveLength(2);
    expect(text).toContain(`ARG ${image.toUpperCase()}_VERSION=${PRODUCT_VERSIONS[image]}\n`);
  });

  test('stands on a version of its base that does not move to another Java', () => {
    const [, base] = /^ARG BASE_IMAGE=(.+)$/m.exec(text) ?? [];
    expect(base).toMatch(/:17\.\d+\.\d+[\w.]*-jre-[a-z]+(@sha256:[0-9a-f]{64})?$/);
  });

  test('runs as the user that owns the volumes, who has a name', () => {
    const id = String(RUN_AS);
    expect(final).toContain(`USER ${id}:${id}\n`);
    expect(final).toContain(`echo '${USER_NAME}:x:${id}:${id}::`);
  });

  test('starts nothing by itself', () => {
    expect(final).toContain('\nENTRYPOINT []\nCMD []\n');
  });

  test('takes the product alone from the build, to where the class path has it', () => {
    expect(final.match(/^(COPY|ADD) .*$/gm)).toEqual([`COPY --from=release /release/home ${HOMES[image]}`]);
  });

  test('keeps the same rules as the others', () => {
    expect(rules(image)).toBe(rules('zookeeper'));
  });

  test('has its jars, as a release lays them out, on the class path', () => {
    const layout = releaseLayouts(PRODUCT_VERSIONS)[image];
    const jars = [
      'hadoop-common-3.4.3.jar',
      'hadoop-auth-3.4.3.jar',
      'hadoop-hdfs-client-3.4.3.jar',
      'hadoop-yarn-api-3.4.3.jar',
      'hadoop-yarn-server-timelineservice-3.4.3.jar',
      'hadoop-mapreduce-client-core-3.4.3.jar',
      'guava-32.0.1-jre.jar',
      'slf4j-api-1.7.36.jar',
    ];
    const paths = [...CLASS_PATHS[image], ...RESOURCE_MANAGER_CLASS_PATH];
    for (const jar of jars) expect(paths).toContain(`${HOMES[image]}/${layout.folderOf(jar)}/*`);
  });

  test("has its class path below its home, after the role's files", () => {
    const [first, ...rest] = CLASS_PATHS[image];
    expect(first).toBe(CONFIG_DIR);
    expect(rest.filter((path) => !path.startsWith(HOMES[image]))).toEqual([]);
  });
});
