import { KubernetesObject } from './template';
import { nameWithoutContent } from './stand-ins';

/** Directory of the files that are the same in every ConfigMap that has them. */
const SHARED = 'shared';

/**
 * The files in the ConfigMaps of a platform. Each distinct content has one path: `shared/topology.sh` if several
 * ConfigMaps have a file of that name and all have the same, otherwise `datanode/hdfs-site.xml`, after the first
 * ConfigMap with that content.
 */
export class ProductFiles {
  /** Contents by path. */
  public readonly contents: Readonly<Record<string, string>>;
  /** Paths by the name of a file and its content. */
  private readonly paths: ReadonlyMap<string, ReadonlyMap<string, string>>;

  public constructor(objects: readonly KubernetesObject[]) {
    const holders = new Map<string, Map<string, string[]>>();
    for (const { metadata, data } of objects.filter(isConfigMap).sort(byName)) {
      for (const [file, content] of Object.entries(data ?? {})) {
        const contents = holders.get(file) ?? new Map<string, string[]>();
        holders.set(file, contents);
        contents.set(content, [...(contents.get(content) ?? []), nameWithoutContent(metadata.name)]);
      }
    }
    this.paths = new Map(
      [...holders].map(([file, contents]) => [
        file,
        new Map(
          [...contents].map(([content, [first = '', ...others]]) => [
            content,
            `${contents.size === 1 && others.length > 0 ? SHARED : first}/${file}`,
          ]),
        ),
      ]),
    );
    const contents = [...this.paths.values()].flatMap((paths) =>
      [...paths].map(([content, path]) => [path, content] as const),
    );
    this.contents = Object.fromEntries(contents);
    const twice = contents.map(([path]) => path).filter((path, index, all) => all.indexOf(path) !== index);
    if (twice.length > 0) throw new Error(`two contents of ${twice.join(', ')}: ConfigMaps share a name`);
  }

  /** A ConfigMap with the path of each file instead of its content; any other object unchanged. */
  public withPaths<T extends KubernetesObject>(object: T): T {
    if (!isConfigMap(object)) return object;
    const data = Object.entries(object.data ?? {}).map(([file, content]) => [
      file,
      this.paths.get(file)?.get(content) ?? content,
    ]);
    return { ...object, data: Object.fromEntries(data) as Record<string, string> };
  }
}

function isConfigMap({ kind }: KubernetesObject): boolean {
  return kind === 'ConfigMap';
}

function byName(a: KubernetesObject, b: KubernetesObject): number {
  return a.metadata.name < b.metadata.name ? -1 : 1;
}
