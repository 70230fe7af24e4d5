#!/bin/bash
# hdfs-admin.sh dfs|dfsadmin|fsck|haadmin ARGUMENTS...
# HDFS's tools, for people. Run it in the failover controller's container of a standby:
#   kubectl exec namenode-1a-0 -c zkfc -- bash /etc/cdk-hadoop/hdfs-admin.sh dfsadmin -report
set -u
tool=${1:-}
case $tool in
  dfs) class=org.apache.hadoop.fs.FsShell ;;
  dfsadmin) class=org.apache.hadoop.hdfs.tools.DFSAdmin ;;
  fsck) class=org.apache.hadoop.hdfs.tools.DFSck ;;
  haadmin) class=org.apache.hadoop.hdfs.tools.DFSHAAdmin ;;
  *) echo "usage: hdfs-admin.sh dfs|dfsadmin|fsck|haadmin ARGUMENTS..."; exit 2 ;;
esac
shift
export HADOOP_HOME='/opt/hadoop'
export HADOOP_CONF_DIR='/etc/cdk-hadoop'
export HADOOP_USER_NAME='hadoop'
exec 'java' '-Xmx64m' '-XX:+UseSerialGC' '-XX:TieredStopAtLevel=1' '-Djava.net.preferIPv4Stack=true' '-Djava.security.properties=/etc/cdk-hadoop/security.properties' '--add-opens=java.base/java.lang=ALL-UNNAMED' '-Djava.library.path=/opt/hadoop/lib/native' '-Dlog4j.configuration=file:/etc/cdk-hadoop/log4j.properties' '-cp' '/etc/cdk-hadoop:/opt/hadoop/share/hadoop/common/lib/*:/opt/hadoop/share/hadoop/common/*:/opt/hadoop/share/hadoop/hdfs:/opt/hadoop/share/hadoop/hdfs/lib/*:/opt/hadoop/share/hadoop/hdfs/*:/opt/hadoop/share/hadoop/mapreduce/*:/opt/hadoop/share/hadoop/yarn:/opt/hadoop/share/hadoop/yarn/lib/*:/opt/hadoop/share/hadoop/yarn/*' "$class" "$@"
