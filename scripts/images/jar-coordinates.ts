import { unzipSync } from 'fflate';

/** Maven coordinates of a jar. */
export interface Coordinates {
  readonly group?: string;
  readonly artifact: string;
  readonly version?: string;
}

const POM_PROPERTIES = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/;

/** Coordinates of a jar, from its Maven metadata, otherwise from its name. */
export function coordinatesOf(name: string, content: Uint8Array): Coordinates {
  const named = fromName(name);
  // A shaded jar also contains metadata of other jars. Use the one that matches the name.
  const written = fromProperties(content);
  return (
    written.find(({ artifact, version }) => name.startsWith(`${artifact}-${version ?? ''}`)) ??
    (written.length === 1 && written[0]?.version === named.version ? written[0] : undefined) ??
    named
  );
}

function fromProperties(jar: Uint8Array): Coordinates[] {
  const files = unzipSync(jar, { filter: ({ name }) => POM_PROPERTIES.test(name) });
  return Object.values(files).flatMap((file) => {
    const text = Buffer.from(file).toString('utf8');
    const value = (key: string): string | undefined =>
      new RegExp(`^${key}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1];
    const [group, artifact, version] = [value('groupId'), value('artifactId'), value('version')];
    return group === undefined || artifact === undefined || version === undefined
      ? []
      : [{ group, artifact, version }];
  });
}

function fromName(name: string): Coordinates {
  const base = name.replace(/\.jar$/, '');
  const [, artifact, version] = /^(.+?)-(\d.*)$/.exec(base) ?? [];
  return artifact === undefined || version === undefined ? { artifact: base } : { artifact, version };
}
