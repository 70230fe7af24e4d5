import { IMAGE_NAMES } from '../roles/product-facts';
import { isToken, Problems } from './description-error';
import { Environment } from './environment';

const ADDRESS = {
  pattern: /^https?:\/\/[\w.:/~-]+$/,
  allowed: 'a URL that starts with http:// or https://',
};
const IMAGES: readonly string[] = IMAGE_NAMES;

/** Checks the image settings. Values become shell arguments, so they must not contain special characters. */
export function validateImages({ images }: Environment, problems: Problems): void {
  const { references, directory, baseImage, mirror, mavenRepository, archives, sha512 } = images ?? {};
  checkEach('references', references, /^\S+$/, 'an image reference without spaces', problems);
  checkEach(
    'archives',
    archives,
    /^[\w][\w.+-]*\.(tar\.gz|tgz)$/,
    'the name of a .tar.gz file, without its directory',
    problems,
  );
  checkEach('sha512', sha512, /^[0-9a-f]{128}$/, '128 lowercase hexadecimal digits', problems);
  check('directory', directory, /\S/, 'a directory that contains one for each product', problems);
  check(
    'baseImage',
    baseImage,
    /^[a-z0-9][\w.:/@-]*$/,
    'an image reference such as name:tag@sha256:...',
    problems,
  );
  check('mirror', mirror, ADDRESS.pattern, ADDRESS.allowed, problems);
  check('mavenRepository', mavenRepository, ADDRESS.pattern, ADDRESS.allowed, problems);
}

function checkEach(
  field: string,
  values: Readonly<Record<string, string>> | undefined,
  pattern: RegExp,
  allowed: string,
  problems: Problems,
): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    if (!IMAGES.includes(name)) problems.add(`images.${field}`, name, IMAGES.join(', '));
    check(`${field}.${name}`, value, pattern, allowed, problems);
  }
}

function check(
  field: string,
  value: string | undefined,
  pattern: RegExp,
  allowed: string,
  problems: Problems,
): void {
  if (value === undefined || isToken(value) || pattern.test(value)) return;
  problems.add(`images.${field}`, value, allowed);
}
