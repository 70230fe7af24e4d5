/*
 * Bash scripts that check processes, because the images have no HTTP client. They fail closed: anything other than the
 * expected answer in time is a failure.
 */

/** Name of the script that checks a process over HTTP. */
export const PROBE_HTTP = 'probe-http.sh';

/**
 * `probe-http.sh PORT PATH PATTERN [PATH PATTERN]...`: succeeds if each path returns 200 with a body that matches its
 * pattern.
 */
export const PROBE_HTTP_SCRIPT = `#!/bin/bash
# probe-http.sh PORT PATH PATTERN [PATH PATTERN]...
# Succeeds if every PATH answers 200 with a body in which the extended regular expression PATTERN is found.
set -u

get() {
  local port=$1 path=$2 line
  exec 3<> "/dev/tcp/127.0.0.1/$port" || return 1
  # HTTP 1.0: the answer is not cut into chunks, and ends with the connection.
  printf 'GET %s HTTP/1.0\\r\\nHost: localhost\\r\\nConnection: close\\r\\nAccept: application/json\\r\\n\\r\\n' "$path" >&3
  IFS= read -r -t 4 -u 3 line || return 1
  [[ $line =~ ^HTTP/1\\.[01]\\ 200 ]] || { echo "$path: $line"; return 1; }
  # The status of read is that of the end of the stream.
  IFS= read -r -d '' -t 4 -u 3 body
  exec 3>&-
}

port=$1
shift
[ $# -ge 2 ] || { echo "usage: probe-http.sh PORT PATH PATTERN [PATH PATTERN]..."; exit 2; }
while [ $# -ge 2 ]; do
  body=
  get "$port" "$1" 2> /dev/null || { echo "$1: no answer"; exit 1; }
  [[ $body =~ $2 ]] || { echo "$1: nothing like $2"; exit 1; }
  shift 2
done
`;

/** Name of the script that checks a DataNode. */
export const PROBE_DATANODE = 'probe-datanode.sh';

/** `probe-datanode.sh PORT SECONDS`: succeeds if an active NameNode received a heartbeat in the last SECONDS. */
export const PROBE_DATANODE_SCRIPT = `#!/bin/bash
# probe-datanode.sh PORT SECONDS
# Succeeds if the DataNode is registered with an active NameNode that answered a heartbeat in the last SECONDS.
set -u
exec 3<> "/dev/tcp/127.0.0.1/$1" || exit 1
path='/jmx?get=Hadoop:service=DataNode,name=DataNodeInfo::BPServiceActorInfo'
# A DataNode's web server hands the request on as HTTP 1.1, which needs a host.
printf 'GET %s HTTP/1.0\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' "$path" >&3
body=
IFS= read -r -d '' -t 4 -u 3 body
[[ $body =~ ^HTTP/1\\.[01]\\ 200 ]] || { echo "no answer"; exit 1; }
# The value is JSON in a JSON string; one object for each NameNode.
body=\${body//\\\\/}
while [[ $body == *'}'* ]]; do
  actor=\${body%%'}'*}
  body=\${body#*'}'}
  [[ $actor == *'"ActorState":"RUNNING"'* && $actor == *'"NamenodeHaState":"active"'* ]] || continue
  [[ $actor =~ \\"LastHeartbeat\\":\\"([0-9]+)\\" ]] || continue
  [ "\${BASH_REMATCH[1]}" -le "$2" ] && exit 0
done
echo "no recent heartbeat to an active NameNode"
exit 1
`;
