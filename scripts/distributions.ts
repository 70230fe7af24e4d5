/**
 * `npm run distributions`: assembles releases of the products from Maven Central, for networks without access to the
 * official releases. They have the layout of Apache and the versions in `lib/plan/versions.ts`. They do not contain web
 * pages, the native library of Hadoop and scripts, which Maven Central does not provide.
 */
import { Argument, Command } from 'commander';
import { PRODUCT_VERSIONS } from '../lib/plan/versions';
import { ExitCode, explain } from '../bin/errors/user-error';
import {
  assemble,
  Distribution,
  distributionCache,
  DistributionName,
  DISTRIBUTIONS,
} from './distributions/assemble';
import { writeContext } from './distributions/contexts';

interface Options {
  readonly cache: string;
  readonly contexts?: string;
}

const HELP = `
Examples:
  npm run distributions                                all of them, into the cache
  npm run distributions -- hbase test-client           HBase, and the jars of its integration tests
  npm run distributions -- --contexts out/images       also what to build the images from (images.directory)
`;

function line({ name, path, sha512, jars, upToDate }: Distribution): string {
  const sum = sha512 === undefined ? '' : `\n  sha512 ${sha512}`;
  return `${name}: ${jars.length} jars${upToDate ? ', up to date' : ''}\n  ${path}${sum}`;
}

async function distributions(names: readonly DistributionName[], options: Options): Promise<void> {
  for (const name of names.length === 0 ? DISTRIBUTIONS : names) {
    const made = await assemble(name, PRODUCT_VERSIONS, options.cache);
    console.log(line(made));
    if (options.contexts === undefined || name === 'test-client') continue;
    console.log(`  context ${writeContext(options.contexts, made)}`);
  }
}

new Command('distributions')
  .description('assembles the releases of the products from Maven Central, in the layout of Apache')
  .addArgument(new Argument('[names...]', 'which ones').choices(DISTRIBUTIONS))
  .option('--cache <directory>', 'where they are kept', distributionCache())
  .option('--contexts <directory>', 'write a build context for each image: its Dockerfile and the archive')
  .addHelpText('after', HELP)
  .exitOverride()
  .action(distributions)
  .parseAsync()
  .catch((error: unknown) => {
    const { text, code } = explain(error, process.env.CDK_HADOOP_DEBUG === '1');
    process.stderr.write(text);
    process.exitCode = code satisfies ExitCode;
  });
