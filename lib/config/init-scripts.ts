/*
 * Steps before the main processes, for bash. All are idempotent: a step that ran to its end does nothing the next
 * time, and one that was interrupted is done again or says why it must not be.
 */

/** Name of the script that waits for the pod's own name. */
export const WAIT_FOR_OWN_NAME = 'wait-for-own-name.sh';

/** `wait-for-own-name.sh NAME ADDRESS`: the cluster's DNS gives ADDRESS for NAME. */
export const WAIT_FOR_OWN_NAME_SCRIPT = `#!/bin/bash
# wait-for-own-name.sh NAME ADDRESS
# Peers look this pod up by NAME as soon as it speaks to them; an answer of its last life would send them elsewhere.
# Asks DNS alone: /etc/hosts has the name from the beginning.
set -u
name=$1 address=$2 found=
for ((tries = 1; tries <= 150; tries++)); do
  while read -r found _; do
    [ "$found" = "$address" ] && exit 0
  done < <(getent -s dns ahostsv4 "$name")
  ((tries % 5)) || echo "waiting for $name to be $address, now: \${found:-unknown}"
  sleep 2
done
echo "$name is not $address after 5 minutes"
exit 1
`;

/** Name of the script that gives a ZooKeeper server its id. */
export const ZOOKEEPER_ID = 'zookeeper-id.sh';

/** `zookeeper-id.sh POD DATA_DIR TABLE`: writes `myid`. */
export const ZOOKEEPER_ID_SCRIPT = `#!/bin/bash
# zookeeper-id.sh POD DATA_DIR TABLE
# Writes the server's id, which TABLE has for POD, to DATA_DIR/myid; refuses data of another server.
set -eu
pod=$1 dir=$2 table=$3 id='' has=''
while read -r name number; do
  [ "$name" = "$pod" ] && id=$number
done < "$table"
[ -n "$id" ] || { echo "$pod is not in $table"; exit 1; }
mkdir -p "$dir"
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
`;

/** Name of the script that makes a file that others change. */
export const CREATE_FILE = 'create-file.sh';

/** `create-file.sh FILE CONTENT`: makes the file unless it is there. */
export const CREATE_FILE_SCRIPT = `#!/bin/bash
# create-file.sh FILE CONTENT
# Makes FILE with CONTENT unless it is there: it changes while the pod runs, and must outlive its containers.
set -eu
[ -e "$1" ] && exit 0
printf '%s\\n' "$2" > "$1.new"
mv "$1.new" "$1"
`;

/** Name of the script that gives a NameNode its namespace. */
export const NAMENODE_BOOTSTRAP = 'namenode-bootstrap.sh';

/**
 * `namenode-bootstrap.sh POD FORMATTER CLUSTER_ID DIRS NAMENODES JOURNALS COMMAND...`: the directories have a namespace.
 * Exit codes of the NameNode as measured with Hadoop 3.4.3.
 */
export const NAMENODE_BOOTSTRAP_SCRIPT = `#!/bin/bash
# namenode-bootstrap.sh POD FORMATTER CLUSTER_ID DIRS NAMENODES JOURNALS COMMAND...
# DIRS, NAMENODES (hosts) and JOURNALS (host:port) are separated by commas; COMMAND... starts a NameNode.
# Copies the namespace of another NameNode. Only the pod FORMATTER makes a new one, and only if no NameNode answers
# and no JournalNode has one. Nothing is ever overwritten.
set -u
pod=$1 formatter=$2 cluster=$3 pause=5
IFS=, read -r -a dirs <<< "$4"
IFS=, read -r -a namenodes <<< "$5"
IFS=, read -r -a journals <<< "$6"
shift 6

started=
for dir in "\${dirs[@]}"; do
  [ -e "$dir/current/VERSION" ] || continue
  image=
  for file in "$dir"/current/fsimage_*; do
    # The image itself: neither its digest (.md5) nor one that is being written (.ckpt).
    [[ $file =~ /fsimage_[0-9]+$ ]] && image=$file
  done
  if [ -z "$image" ]; then
    echo "$dir has a VERSION but no fsimage: a format or a copy was interrupted."
    echo "Look what the other NameNodes have, then empty $dir by hand. Nothing is done here."
    echo "If this was the very first format, and no NameNode ever had data, empty the JournalNodes' directories too:"
    echo "they would refuse the next format. See docs/operations.md."
    exit 1
  fi
  started=$dir
done
if [ -n "$started" ]; then
  echo "$started has a namespace"
  exit 0
fi

accepts() {
  timeout 3 bash -c 'exec 3<> "/dev/tcp/\${1%:*}/\${1##*:}"' bash "$1" 2> /dev/null
}

back_off() {
  echo "$1; next try in $pause s"
  sleep "$pause"
  pause=$((pause < 30 ? pause * 2 : 60))
}

# bootstrapStandby ends with a NullPointerException if the name of any NameNode does not resolve.
wait_for_names() {
  local host missing
  while true; do
    missing=
    for host in "\${namenodes[@]}"; do
      getent hosts "$host" > /dev/null || missing="$missing $host"
    done
    [ -z "$missing" ] && return
    echo "waiting for the names of NameNodes:$missing"
    sleep 5
  done
}

wait_for_journals() {
  local journal missing
  while true; do
    missing=
    for journal in "\${journals[@]}"; do
      accepts "$journal" || missing="$missing $journal"
    done
    [ -z "$missing" ] && return
    echo "waiting for JournalNodes:$missing"
    sleep 5
  done
}

while true; do
  wait_for_names
  "$@" -bootstrapStandby -nonInteractive
  code=$?
  case $code in
    0)
      echo "$pod has a copy of the namespace"
      exit 0
      ;;
    2) ;;
    *)
      echo "bootstrapStandby ended with $code"
      exit "$code"
      ;;
  esac
  if [ "$pod" != "$formatter" ]; then
    back_off "no NameNode to copy from; $formatter makes the namespace if there is none"
    continue
  fi
  # All of them: formatting needs all, and one with data that is not asked cannot object.
  wait_for_journals
  "$@" -format -nonInteractive -clusterId "$cluster"
  code=$?
  case $code in
    0)
      echo "$pod made the namespace of $cluster"
      exit 0
      ;;
    1)
      back_off "no NameNode answers, but the JournalNodes or a directory hold a namespace, so none is made. \\
If all NameNodes lost their volumes, restore one of them (a snapshot of its volume). \\
If this platform is new and its first format was interrupted, so that no NameNode ever had data, there is nothing to \\
restore: empty the JournalNodes' directories by hand, and it is formatted (docs/operations.md)"
      ;;
    *)
      echo "format ended with $code"
      exit "$code"
      ;;
  esac
done
`;

/** Name of the script that tells whether a JournalNode lost its data. */
export const JOURNAL_CHECK = 'journal-check.sh';

/**
 * `journal-check.sh POD DIR PEERS PORT`: warns if DIR is empty while other JournalNodes have a namespace. Hadoop 3.4
 * has nothing that formats a single JournalNode; before the first format none of them has a namespace.
 */
export const JOURNAL_CHECK_SCRIPT = `#!/bin/bash
# journal-check.sh POD DIR PEERS PORT
# Warns if DIR, of this JournalNode's namespace, has none while one of PEERS (hosts, separated by commas) has it.
# Always succeeds: a JournalNode without a namespace refuses edits by itself, and takes up when it gets one.
set -u
pod=$1 dir=$2 port=$4
IFS=, read -r -a peers <<< "$3"
[ -e "$dir/current/VERSION" ] && exit 0

ask() {
  exec 3<> "/dev/tcp/$1/$2" || exit 1
  path='/jmx?get=Hadoop:service=JournalNode,name=JournalNodeInfo::JournalsStatus'
  printf 'GET %s HTTP/1.0\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' "$path" >&3
  cat <&3
}
export -f ask

for peer in "\${peers[@]}"; do
  [[ $peer == "$pod".* ]] && continue
  body=$(timeout 3 bash -c 'ask "$@"' bash "$peer" "$port" 2> /dev/null)
  # The value is JSON in a JSON string.
  body=\${body//\\\\/}
  [[ $body == *'"'"\${dir##*/}"'":{"Formatted":"true"}'* ]] || continue
  echo "WARNING: $dir is empty, but $peer has the namespace: the journal has one vote less than it seems."
  echo "WARNING: HDFS does not repair this. Copy current/VERSION from $peer to $dir/current and restart this pod:"
  echo "WARNING: docs/operations.md, 'A JournalNode with an empty disk'"
  exit 0
done
echo "$dir is empty, and so are the other JournalNodes that answer"
`;

/** Name of the script that runs a command which may have been run before. */
export const RUN_ONCE = 'run-once.sh';

/** `run-once.sh DONE COMMAND...`: the command ends with 0, or with the exit code that says it was done before. */
export const RUN_ONCE_SCRIPT = `#!/bin/bash
# run-once.sh DONE COMMAND...
# Runs COMMAND until it ends with 0, or with DONE, its code for having been run before.
set -u
done_before=$1
shift
for pause in 5 10 20 30 60 0; do
  "$@"
  code=$?
  [ "$code" -eq 0 ] && exit 0
  [ "$code" -eq "$done_before" ] && { echo "was done before"; exit 0; }
  echo "ended with $code; next try in $pause s"
  sleep "$pause"
done
exit "$code"
`;

/** Name of the script that makes the directories that users of YARN need. */
export const HDFS_DIRECTORIES = 'hdfs-directories.sh';

/** `hdfs-directories.sh COMMAND...`: `/tmp` for everybody and `/user` are there. */
export const HDFS_DIRECTORIES_SCRIPT = `#!/bin/bash
# hdfs-directories.sh COMMAND...
# COMMAND... is the file system's shell. HDFS starts with a root that only its owner may write.
set -u
for ((tries = 1; tries <= 60; tries++)); do
  "$@" -mkdir -p /tmp /user && "$@" -chmod 1777 /tmp && exit 0
  echo "waiting for HDFS"
  sleep 5
done
exit 1
`;
