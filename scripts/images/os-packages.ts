import { Image } from './image-archive';
import { packageUrl } from './package-url';

/** An operating system package of the base image. */
export interface OsPackage {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

/** Package lists of Debian and Ubuntu. Images without a package manager have one file per package. */
const STATUS = /^var\/lib\/dpkg\/(status|status\.d\/[^/]+)$/;
const OS_RELEASE = /^(etc|usr\/lib)\/os-release$/;

/** Whether a file describes the operating system. */
export function tellsOfPackages(path: string): boolean {
  return STATUS.test(path) || OS_RELEASE.test(path);
}

/** Packages of the system by name. Empty if it is not based on Debian. */
export function osPackages({ files }: Image): OsPackage[] {
  const text = (pattern: RegExp): string[] =>
    [...files.values()].flatMap(({ path, content }) =>
      pattern.test(path) && content !== undefined ? [content.toString('utf8')] : [],
    );
  const release = text(OS_RELEASE).join('\n');
  const value = (key: string): string => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  const distribution = value('ID');
  // Debian testing and unstable have no version number.
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
