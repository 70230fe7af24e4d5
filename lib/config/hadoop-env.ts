import { HOMES, USER_NAME } from './image-layout';
import { CONFIG_DIR } from './role-runtime';

/** Environment of Hadoop processes. */
export const HADOOP_ENV: Readonly<Record<string, string>> = {
  HADOOP_HOME: HOMES.hadoop,
  HADOOP_CONF_DIR: CONFIG_DIR,
  HADOOP_USER_NAME: USER_NAME,
};

/** Environment of a NodeManager: the variables that `yarn.nodemanager.env-whitelist` passes to containers. */
export const NODE_MANAGER_ENV: Readonly<Record<string, string>> = {
  ...HADOOP_ENV,
  HADOOP_COMMON_HOME: HOMES.hadoop,
  HADOOP_HDFS_HOME: HOMES.hadoop,
  HADOOP_YARN_HOME: HOMES.hadoop,
  HADOOP_MAPRED_HOME: HOMES.hadoop,
};
