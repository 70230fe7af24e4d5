import { ASK_FUNCTIONS } from './ask-script';

/* Steps before the main processes that are about ZooKeeper, for bash; see init-scripts. */

/** Name of the script that waits for an ensemble. */
export const WAIT_FOR_ZOOKEEPER = 'wait-for-zookeeper.sh';

/**
 * `wait-for-zookeeper.sh SERVERS`: waits until one of the servers serves clients. HBase Masters, RegionServers and
 * ResourceManagers exit if they find no ensemble within less than a minute. When everything starts at once, the
 * ensemble takes longer.
 */
export const WAIT_FOR_ZOOKEEPER_SCRIPT = `#!/bin/bash
# wait-for-zookeeper.sh SERVERS
# Waits until one of SERVERS (host:port, separated by commas) says its mode, which it has in a quorum only. One that
# answers, but does not allow the question, is taken at its word.
set -u
IFS=, read -r -a servers <<< "$1"

${ASK_FUNCTIONS}
for ((tries = 0; ; tries++)); do
  for server in "\${servers[@]}"; do
    answer=$(ask "\${server%:*}" "\${server##*:}" srvr)
    [[ $answer == *Mode:* || $answer == *whitelist* ]] && exit 0
  done
  ((tries % 10)) || echo "waiting for an ensemble at $1"
  sleep 1
done
`;

/** Name of the script that gives a ZooKeeper server its id and its first database. */
export const ZOOKEEPER_START = 'zookeeper-start.sh';

/** Name of the configuration file that the script writes for an observer, in its data directory. */
export const OBSERVER_CONFIG = 'zoo.cfg';

/**
 * `zookeeper-start.sh POD DATA_DIR LOG_DIR TABLE PORT PEERS [CONFIG ADDRESS]`: writes `myid`, decides whether an empty
 * database is allowed, and writes the configuration of an observer.
 *
 * A server that lost its disk also lost the transactions that it acknowledged. If it voted, a server that lags behind
 * could become leader, and transactions that only the other servers have would be lost. So `db.autocreate` is off: a
 * server without a database cannot vote until it has the leader's. Only the `initialize` file allows an empty database,
 * and this script writes it only if there is no ensemble yet.
 * @see https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html db.autocreate
 */
export const ZOOKEEPER_START_SCRIPT = `#!/bin/bash
# zookeeper-start.sh POD DATA_DIR LOG_DIR TABLE PORT PEERS [CONFIG ADDRESS]
# Writes the server's id to DATA_DIR/myid; refuses data of another server. TABLE has the id of the first pod of each
# StatefulSet. Allows a server without snapshots an empty database unless PEERS (hosts, separated by commas) serve: it
# takes theirs then. PORT is that of their admin servers. Writes CONFIG with the server's ADDRESS to
# DATA_DIR/${OBSERVER_CONFIG}.
set -eu
pod=$1 dir=$2 log=$3 table=$4 port=$5 config=\${7-} address=\${8-} id='' has=''
IFS=, read -r -a peers <<< "$6"
while read -r name number; do
  [ "$name" = "\${pod%-*}" ] && id=$((number + \${pod##*-}))
done < "$table"
[ -n "$id" ] || { echo "$pod is not in $table"; exit 1; }
mkdir -p "$dir" "$log"
if [ -e "$dir/myid" ]; then
  has=$(< "$dir/myid")
  [ "$has" = "$id" ] || { echo "$dir has the data of server $has, but $pod is server $id: wrong volume?"; exit 1; }
elif [ -e "$dir/version-2" ]; then
  echo "$dir has data but no myid: write $id there if the data is that of $pod"
  exit 1
else
  # Complete or not there at all, whenever the pod is killed.
  echo "$id" > "$dir/myid.new"
  mv "$dir/myid.new" "$dir/myid"
fi
echo "$pod is server $id"
if [ -n "$config" ]; then
  # Not by cp: the mounted file is read-only, and so would be its copy.
  cat "$config" > "$dir/${OBSERVER_CONFIG}.new"
  echo "server.$id=$address" >> "$dir/${OBSERVER_CONFIG}.new"
  mv "$dir/${OBSERVER_CONFIG}.new" "$dir/${OBSERVER_CONFIG}"
fi

${ASK_FUNCTIONS}
# Whether a server of the ensemble is part of a quorum.
serves() {
  local peer body
  for peer in "\${peers[@]}"; do
    [[ $peer == "$pod".* ]] && continue
    body=$(ask_http "$peer" "$port" /commands/is_read_only) || continue
    [[ $body =~ \\"error\\"\\ *:\\ *null && $body =~ \\"read_only\\"\\ *:\\ *false ]] && return 0
  done
  return 1
}

has_file() { # PREFIX
  compgen -G "$1*" > /dev/null
}

has_file "$dir/version-2/snapshot." && exit 0
if has_file "$log/version-2/log."; then
  # A log without the snapshot that it goes on from is of no use, and the server would not start.
  until serves; do
    echo "$log has a log, but $dir has no snapshot. When the other servers serve, theirs is taken."
    echo "If all servers lost their snapshots, restore the volume of one of them. Nothing is made anew here."
    sleep 5
  done
  echo "the log in $log has no snapshot: put aside as version-2.without-snapshot, the other servers have all of it"
  rm -rf "$log/version-2.without-snapshot"
  mv "$log/version-2" "$log/version-2.without-snapshot"
elif ! serves; then
  echo "no other server serves: an empty database is right"
  # ZooKeeper looks for it beside its log.
  : > "$log/initialize"
else
  echo "takes the database of the other servers, and votes when it has it"
fi
`;
