#!/bin/bash
# hdfs-directories.sh COMMAND...
# COMMAND... is the file system's shell. HDFS starts with a root that only its owner may write.
set -u
for ((tries = 1; tries <= 60; tries++)); do
  "$@" -mkdir -p /tmp /user && "$@" -chmod 1777 /tmp && exit 0
  echo "waiting for HDFS"
  sleep 5
done
exit 1
