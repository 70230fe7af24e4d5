import { javaCommand } from './java-command';
import { HADOOP_ENV } from './hadoop-env';

/** Name of the script that runs HDFS tools in a NameNode pod. */
export const HDFS_ADMIN = 'hdfs-admin.sh';

/** HDFS tools by their name in the `hdfs` script of the release. */
const TOOLS: Readonly<Record<string, string>> = {
  dfs: 'org.apache.hadoop.fs.FsShell',
  dfsadmin: 'org.apache.hadoop.hdfs.tools.DFSAdmin',
  fsck: 'org.apache.hadoop.hdfs.tools.DFSck',
  haadmin: 'org.apache.hadoop.hdfs.tools.DFSHAAdmin',
};

/** The storage policy tool, for clusters that keep cold data on separate volumes. */
export const STORAGE_POLICY_ADMIN = 'org.apache.hadoop.hdfs.tools.StoragePolicyAdmin';

/** As little memory as possible: the tools share the container's memory. */
const JVM_FLAGS = ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** `hdfs-admin.sh TOOL ARGUMENTS...`: runs `hdfs TOOL ARGUMENTS...` with the role's files. */
export function hdfsAdminScript(coldData: boolean): string {
  const tools = coldData ? { ...TOOLS, storagepolicies: STORAGE_POLICY_ADMIN } : TOOLS;
  const cases = Object.entries(tools).map(([tool, mainClass]) => `  ${tool}) class=${mainClass} ;;`);
  const environment = Object.entries(HADOOP_ENV).map(([name, value]) => `export ${name}='${value}'`);
  const java = javaCommand({ image: 'hadoop', jvmFlags: JVM_FLAGS, mainClass: '' }).filter(
    (argument) => argument !== '',
  );
  return `#!/bin/bash
# hdfs-admin.sh ${Object.keys(tools).join('|')} ARGUMENTS...
# HDFS's tools, for people. Run it in the failover controller's container of a standby:
#   kubectl exec namenode-1a-0 -c zkfc -- bash /etc/cdk-hadoop/hdfs-admin.sh dfsadmin -report
set -u
tool=\${1:-}
case $tool in
${cases.join('\n')}
  *) echo "usage: hdfs-admin.sh ${Object.keys(tools).join('|')} ARGUMENTS..."; exit 2 ;;
esac
shift
${environment.join('\n')}
exec ${java.map((argument) => `'${argument}'`).join(' ')} "$class" "$@"
`;
}
