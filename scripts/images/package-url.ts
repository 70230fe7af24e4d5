/** What identifies a package, whatever installs it. */
export interface PackageIdentity {
  readonly type: 'deb' | 'maven';
  /** Distribution of a Debian package, group of a Maven artifact. */
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  /** An empty value is left out. */
  readonly qualifiers?: Readonly<Record<string, string>>;
}

/**
 * The canonical package URL. Scanners look packages up by it as text, so a character must not be encoded in two ways.
 * @see https://github.com/package-url/purl-spec/blob/main/docs/specification/standard/specification.md
 */
export function packageUrl({ type, namespace, name, version, qualifiers = {} }: PackageIdentity): string {
  const path = [type, namespace, name].filter((segment) => segment !== '').map(encoded);
  const query = Object.entries(qualifiers)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encoded(value)}`);
  return `pkg:${path.join('/')}@${encoded(version)}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** JavaScript encodes the colon, which must stay, and leaves five characters that must not. */
function encoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
