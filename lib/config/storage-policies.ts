import { Plan } from '../plan/plan';
import { Role } from '../roles/role';
import { HADOOP_ENV } from './hadoop-env';
import { STORAGE_POLICY_ADMIN } from './hdfs-admin-script';
import { hdfsClientSite } from './hdfs-client-site';
import { hadoopXml } from './hadoop-xml';
import { javaCommand } from './java-command';
import { log4jProperties } from './log4j-properties';
import { propertiesText } from './properties';
import { hadoopFiles, scriptStep, STEP_JVM_FLAGS } from './role-files';
import { ProcessSpec } from './role-runtime';

/** Name of the script that sets the storage policy of directories. */
export const STORAGE_POLICIES = 'storage-policies.sh';

/**
 * `storage-policies.sh POLICY PATHS COMMAND...`: creates the directories and sets their policy. HDFS may start long
 * after this script, and rejects both in safe mode.
 */
export const STORAGE_POLICIES_SCRIPT = `#!/bin/bash
# storage-policies.sh POLICY PATHS COMMAND...
# Makes the directories PATHS (separated by commas) and gives them the storage policy POLICY. COMMAND... starts a JVM
# and lacks its class. Blocks that are there already move when the mover runs.
set -u
policy=$1
IFS=, read -r -a paths <<< "$2"
shift 2

apply() {
  local path
  "$@" org.apache.hadoop.fs.FsShell -mkdir -p "\${paths[@]}" || return 1
  for path in "\${paths[@]}"; do
    "$@" ${STORAGE_POLICY_ADMIN} -setStoragePolicy -path "$path" -policy "$policy" || return 1
  done
}

until apply "$@"; do
  echo "waiting for HDFS"
  sleep 10
done
`;

/** The process that sets the policy of the directories for cold data, with its files. It can run again at any time. */
export function storagePolicyRuntime(plan: Plan): {
  readonly process: ProcessSpec;
  readonly files: Readonly<Record<string, string>>;
} {
  const datanodes = plan.roles.find(({ role }) => role === Role.DATANODE);
  if (datanodes === undefined) throw new Error(`plan '${plan.environment}' has no DataNodes`);
  const java = javaCommand({ image: 'hadoop', jvmFlags: STEP_JVM_FLAGS, mainClass: '' });
  const paths = plan.hdfs?.coldPaths ?? [];
  return {
    process: scriptStep(
      'storage-policies',
      'hadoop',
      STORAGE_POLICIES,
      ['COLD', paths.join(','), ...java.filter((argument) => argument !== '')],
      HADOOP_ENV,
    ),
    files: {
      ...hadoopFiles(plan, datanodes),
      'hdfs-site.xml': hadoopXml(hdfsClientSite(plan, datanodes)),
      'log4j.properties': propertiesText(log4jProperties()),
      [STORAGE_POLICIES]: STORAGE_POLICIES_SCRIPT,
    },
  };
}
