import { ImageName } from '../../lib/config/role-runtime';
import { ProductVersions } from '../../lib/plan/plan';

/** Where the parts of a release are, as Apache lays it out. */
export interface ReleaseLayout {
  /** The archive's name on Apache's mirrors. */
  readonly archive: string;
  /** The one folder in the archive. */
  readonly folder: string;
  /** Folders that are there though no jar is in them: web pages that Maven Central does not have. */
  readonly emptyFolders: readonly string[];
  /** Folder of a jar by its name. */
  readonly folderOf: (jar: string) => string;
}

/** First rule that matches a jar's name; the last one matches all. */
function byName(rules: readonly (readonly [RegExp, string])[]): (jar: string) => string {
  return (jar) => rules.find(([pattern]) => pattern.test(jar))?.[1] ?? '';
}

const SHARE = 'share/hadoop';

/**
 * What other jars of Hadoop need is in `common/lib`, though a release has some of it in several places: all of it is on
 * the class path of every process.
 */
const HADOOP_FOLDERS: readonly (readonly [RegExp, string])[] = [
  [/^hadoop-(auth|annotations|shaded-)/, `${SHARE}/common/lib`],
  [/^hadoop-(common|registry)-/, `${SHARE}/common`],
  [/^hadoop-hdfs-/, `${SHARE}/hdfs`],
  [/^hadoop-mapreduce-/, `${SHARE}/mapreduce`],
  [/^hadoop-yarn-server-timelineservice-/, `${SHARE}/yarn/timelineservice`],
  [/^hadoop-yarn-/, `${SHARE}/yarn`],
  [/^/, `${SHARE}/common/lib`],
];

const HBASE_FOLDERS: readonly (readonly [RegExp, string])[] = [
  [/^(audience-annotations|commons-logging|log4j|opentelemetry|slf4j)-/, 'lib/client-facing-thirdparty'],
  [/^/, 'lib'],
];

/** The layouts of the releases that the images are made of. */
export function releaseLayouts({
  zookeeper,
  hadoop,
  hbase,
}: ProductVersions): Readonly<Record<ImageName, ReleaseLayout>> {
  return {
    zookeeper: {
      archive: `apache-zookeeper-${zookeeper}-bin.tar.gz`,
      folder: `apache-zookeeper-${zookeeper}-bin`,
      emptyFolders: [],
      folderOf: byName([[/^/, 'lib']]),
    },
    hadoop: {
      archive: `hadoop-${hadoop}.tar.gz`,
      folder: `hadoop-${hadoop}`,
      // The daemons look for theirs on the class path and do not start without.
      emptyFolders: ['hdfs', 'secondary', 'datanode', 'journal', 'static'].map(
        (name) => `${SHARE}/hdfs/webapps/${name}`,
      ),
      folderOf: byName(HADOOP_FOLDERS),
    },
    hbase: {
      archive: `hbase-${hbase}-bin.tar.gz`,
      folder: `hbase-${hbase}`,
      emptyFolders: ['master', 'regionserver', 'static'].map((name) => `hbase-webapps/${name}`),
      folderOf: byName(HBASE_FOLDERS),
    },
  };
}

/** Native parts for other systems than the images': nobody can load them. */
export function isForLinux(jar: string): boolean {
  return !/-(osx|macos|windows)-[a-z0-9_]+\.jar$/.test(jar);
}
