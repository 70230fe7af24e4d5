/**
 * `npm run images`: builds the images of `images/` with an installed builder. Deployments build images themselves; use
 * this script for your own registry, for tests and for bills of materials.
 */
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { IMAGE_NAMES, ImageName } from '../lib/roles/product-facts';
import { PRODUCT_VERSIONS } from '../lib/plan/versions';
import { ExitCode, explain } from '../bin/errors/user-error';
import { buildImage, ImageOptions } from './images/build-images';
import { findBuilder } from './images/builder';

const HELP = `
The builder is $CDK_DOCKER, else the first of docker, podman and buildah that works.

Examples:
  npm run images                                            all, from the official releases
  npm run images -- hbase --platform linux/arm64            one, for Graviton
  npm run images -- --distribution maven --sbom out/sbom    from Maven Central, with bills of materials
  npm run images -- --base-image registry.example.com/jre:17 --push registry.example.com/team

Exit codes: 0 done; 2 a wrong option, no builder, or a build that failed; 1 a defect of cdk-hadoop.
`;

/** A reference or its prefix, without spaces, and not an option of a program. */
function reference(value: string): string {
  if (!/^[a-zA-Z0-9][\w.:/@-]*$/.test(value)) {
    throw new InvalidArgumentError(
      'Expected letters, digits and . _ - : / @, beginning with a letter or digit.',
    );
  }
  return value.replace(/\/+$/, '');
}

const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

async function images(names: readonly ImageName[], options: ImageOptions): Promise<void> {
  const say = (line: string): void => {
    console.error(line);
  };
  const builder = findBuilder(process.env, say);
  for (const name of IMAGE_NAMES.filter((image) => names.length === 0 || names.includes(image))) {
    const {
      reference: made,
      bytes,
      sbom,
      pushed,
    } = await buildImage(name, PRODUCT_VERSIONS, builder, options, say);
    console.log(`${made}  ${mib(bytes)}${sbom === undefined ? '' : `  ${sbom}`}`);
    if (pushed !== undefined) console.log(`${pushed}  pushed`);
  }
}

new Command('images')
  .description('builds the images of the products')
  .addArgument(new Argument('[images...]', 'which ones; all if none is named').choices(IMAGE_NAMES))
  .addOption(
    new Option('--distribution <source>', 'official releases, or ones assembled from Maven Central')
      .choices(['apache', 'maven'])
      .default('apache'),
  )
  .option('--base-image <reference>', "image to build on: glibc, bash, JDK 17's java on the PATH", reference)
  .addOption(
    new Option('--platform <platform>', "platform to build for; the builder's own if not given").choices([
      'linux/amd64',
      'linux/arm64',
    ]),
  )
  .option('--tag-prefix <name>', 'what comes before /IMAGE:VERSION', reference, 'cdk-hadoop')
  .option('--sbom <directory>', 'write a CycloneDX bill of materials for each image')
  .option('--push <registry>', 'push the images to this registry', reference)
  .addHelpText('after', HELP)
  .exitOverride()
  .action(images)
  .parseAsync()
  .catch((error: unknown) => {
    const { text, code } = explain(error, process.env.CDK_HADOOP_DEBUG === '1');
    process.stderr.write(text);
    process.exitCode = code satisfies ExitCode;
  });
