#!/bin/bash
# probe-datanode.sh PORT SECONDS
# Succeeds if the DataNode is registered with an active NameNode that answered a heartbeat in the last SECONDS.
set -u
exec 3<> "/dev/tcp/127.0.0.1/$1" || exit 1
path='/jmx?get=Hadoop:service=DataNode,name=DataNodeInfo::BPServiceActorInfo'
# A DataNode's web server hands the request on as HTTP 1.1, which needs a host.
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
body=
IFS= read -r -d '' -t 4 -u 3 body
[[ $body =~ ^HTTP/1\.[01]\ 200 ]] || { echo "no answer"; exit 1; }
# The value is JSON in a JSON string; one object for each NameNode.
body=${body//\\/}
while [[ $body == *'}'* ]]; do
  actor=${body%%'}'*}
  body=${body#*'}'}
  [[ $actor == *'"ActorState":"RUNNING"'* && $actor == *'"NamenodeHaState":"active"'* ]] || continue
  [[ $actor =~ \"LastHeartbeat\":\"([0-9]+)\" ]] || continue
  [ "${BASH_REMATCH[1]}" -le "$2" ] && exit 0
done
echo "no recent heartbeat to an active NameNode"
exit 1
