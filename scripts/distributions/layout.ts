import { ImageName } from '../../lib/config/role-runtime';
import { ProductVersions } from '../../lib/plan/plan';

/** Layout of an Apache release. */
export interface ReleaseLayout {
  /** Name of the archive on Apache mirrors. */
  readonly archive: string;
  /** Root folder in the archive. */
  readonly folder: string;
  /** Empty folders, in place of web pages that Maven Central does not provide. */
  readonly emptyFolders: readonly string[];
  /** Returns the folder of a jar by its name. */
  readonly folderOf: (jar: string) => string;
}

/** The first rule that matches the name of a jar applies. The last rule matches all. */
function byName(rules: readonly (readonly [RegExp, string])[]): (jar: string) => string {
  return (jar) => rules.find(([pattern]) => pattern.test(jar))?.[1] ?? '';
}

const SHARE = 'share/hadoop';

/**
 * Dependencies of Hadoop are only in `common/lib`, which is on the class path of every process. A release has some of
 * them in several places.
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

/** Layouts of the releases in the images. */
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
      // Daemons find their web pages on the class path, and do not start without them.
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

/** Native libraries for systems other than that of the images. */
export function isForLinux(jar: string): boolean {
  return !/-(osx|macos|windows)-[a-z0-9_]+\.jar$/.test(jar);
}
