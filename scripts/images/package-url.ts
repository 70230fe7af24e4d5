/** Identity of a package of any type. */
export interface PackageIdentity {
  readonly type: 'deb' | 'maven';
  /** Distribution of a Debian package, or group of a Maven artifact. */
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  /** Empty values are omitted. */
  readonly qualifiers?: Readonly<Record<string, string>>;
}

/**
 * The canonical package URL. Scanners compare package URLs as text, so the encoding must be unambiguous.
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

/** Differs from JavaScript: the colon is not encoded, and five other characters are. */
function encoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
