import { Image } from './image-archive';
import { packageUrl } from './package-url';

/** A package of the base's operating system. */
export interface OsPackage {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

/** Debian's and Ubuntu's list of what is installed; images without a package manager have a file for each package. */
const STATUS = /^var\/lib\/dpkg\/(status|status\.d\/[^/]+)$/;
const OS_RELEASE = /^(etc|usr\/lib)\/os-release$/;

/** Whether a file tells about the operating system. */
export function tellsOfPackages(path: string): boolean {
  return STATUS.test(path) || OS_RELEASE.test(path);
}

/** The system's packages, by name; none if it is not of Debian's family. */
export function osPackages({ files }: Image): OsPackage[] {
  const text = (pattern: RegExp): string[] =>
    [...files.values()].flatMap(({ path, content }) =>
      pattern.test(path) && content !== undefined ? [content.toString('utf8')] : [],
    );
  const release = text(OS_RELEASE).join('\n');
  const value = (key: string): string => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  const distribution = value('ID');
  // Debian's testing and unstable have no number.
  const distro = [distribution, value('VERSION_ID')].filter((part) => part !== '').join('-');
  return text(STATUS)
    .flatMap((status) => status.split(/\n\n+/))
    .flatMap((paragraph) => {
      const field = (key: string): string => new RegExp(`^${key}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
      const [name, version] = [field('Package'), field('Version')];
      const status = field('Status');
      if (name === '' || version === '' || (status !== '' && !status.endsWith(' installed'))) return [];
      const purl = packageUrl({
        type: 'deb',
        namespace: distribution,
        name,
        version,
        qualifiers: { arch: field('Architecture'), distro },
      });
      return [{ name, version, purl }];
    })
    .sort((a, b) => (a.purl < b.purl ? -1 : 1));
}
