import { Plan } from '../plan/plan';
import { PORTS } from '../roles/ports';
import { hadoopClassPath } from './image-layout';
import { HADOOP_MODULE_FLAGS } from './java-command';
import { yarnOf } from './plan-parts';
import { s3aJobSite } from './s3a-site';

/** MapReduce's own defaults, in MiB; lower if the largest container is smaller. */
const APPLICATION_MASTER_MIB = 1536;
const TASK_MIB = 1024;
/** Heap as a share of an application master's container; tasks use MapReduce's own default. */
const HEAP_SHARE = 0.75;

/**
 * `mapred-site.xml`.
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-mapreduce-client/hadoop-mapreduce-client-core/mapred-default.xml
 */
export function mapredSite(plan: Plan): Record<string, string> {
  const { historyserverHost, maxAllocationMiB, fileSystem } = yarnOf(plan);
  const masterMiB = Math.min(APPLICATION_MASTER_MIB, maxAllocationMiB);
  const taskMiB = Math.min(TASK_MIB, maxAllocationMiB);
  return {
    'mapreduce.framework.name': 'yarn',
    'mapreduce.application.classpath': hadoopClassPath(fileSystem !== undefined).join(','),
    'mapreduce.shuffle.port': String(PORTS.mapreduceShuffle),
    'mapreduce.jobhistory.bind-host': '0.0.0.0',
    'mapreduce.jobhistory.address': `${historyserverHost}:${PORTS.historyserverIpc}`,
    'mapreduce.jobhistory.webapp.address': `${historyserverHost}:${PORTS.historyserverHttp}`,
    'mapreduce.jobhistory.intermediate-done-dir': '/mr-history/tmp',
    'mapreduce.jobhistory.done-dir': '/mr-history/done',
    ...(fileSystem === undefined ? {} : s3aJobSite(fileSystem)),
    'yarn.app.mapreduce.am.resource.mb': String(masterMiB),
    'yarn.app.mapreduce.am.command-opts': `-Xmx${Math.floor(masterMiB * HEAP_SHARE)}m`,
    // The application master uses the settings of the ResourceManager.
    'yarn.app.mapreduce.am.admin-command-opts': HADOOP_MODULE_FLAGS.join(' '),
    'mapreduce.map.memory.mb': String(taskMiB),
    'mapreduce.reduce.memory.mb': String(taskMiB),
  };
}
