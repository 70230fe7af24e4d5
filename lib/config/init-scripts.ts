import { ASK_FUNCTIONS } from './ask-script';

/*
 * Bash scripts of the steps before the main processes. All are idempotent: a step that completed does nothing the next
 * time. A step that was interrupted runs again, or reports why it must not.
 */

/** Name of the script that waits until the pod's own name resolves. */
export const WAIT_FOR_OWN_NAME = 'wait-for-own-name.sh';

/** `wait-for-own-name.sh NAME ADDRESS`: waits until the cluster's DNS resolves NAME to ADDRESS. */
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

/** Name of the script that creates a file that others modify later. */
export const CREATE_FILE = 'create-file.sh';

/** `create-file.sh FILE CONTENT`: creates the file unless it exists. */
export const CREATE_FILE_SCRIPT = `#!/bin/bash
# create-file.sh FILE CONTENT
# Makes FILE with CONTENT unless it is there: it changes while the pod runs, and must outlive its containers.
set -eu
[ -e "$1" ] && exit 0
printf '%s\\n' "$2" > "$1.new"
mv "$1.new" "$1"
`;

/** Name of the script that sets up the namespace of a NameNode. */
export const NAMENODE_BOOTSTRAP = 'namenode-bootstrap.sh';

/**
 * `namenode-bootstrap.sh POD FORMATTER CLUSTER_ID DIRS NAMENODES JOURNALS COMMAND...`: makes sure that the directories
 * contain a namespace. The exit codes of the NameNode were measured with Hadoop 3.4.3.
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

started= interrupted=()
for dir in "\${dirs[@]}"; do
  [ -e "$dir/current/VERSION" ] || continue
  image= edits=
  for file in "$dir"/current/*; do
    # The image itself: neither its digest (.md5) nor one that is being written (.ckpt).
    [[ $file =~ /fsimage_[0-9]+$ ]] && image=$file
    [[ $file =~ /edits_ ]] && edits=$file
  done
  if [ -n "$image" ]; then
    started=$dir
  elif [ -n "$edits" ]; then
    echo "$dir has edits but no fsimage: look what the other NameNodes have, then empty it by hand. Nothing is done here."
    exit 1
  else
    interrupted+=("$dir")
  fi
done
if [ -n "$started" ]; then
  echo "$started has a namespace"
  exit 0
fi
# A format or a copy that was interrupted left an identity and no data. Neither would be tried again over it.
for dir in "\${interrupted[@]+"\${interrupted[@]}"}"; do
  echo "$dir has a VERSION but neither fsimage nor edits: put aside as current.interrupted"
  rm -rf "$dir/current.interrupted"
  mv "$dir/current" "$dir/current.interrupted"
done

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
  # Its check of the journal asks for segments in progress as well. A JournalNode that was restarted keeps an unfinished
  # copy of a finished segment for long; two of them fail the check, with all edits there. The NameNode reads finished
  # segments, and does not start if any is missing.
  "$@" -bootstrapStandby -nonInteractive -skipSharedEditsCheck
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

/** Name of the script that lets a JournalNode with an empty disk join its peers. */
export const JOURNAL_JOIN = 'journal-join.sh';

/**
 * `journal-join.sh POD DIR PEERS PORT`: gives an empty DIR the identity of the namespace on the other JournalNodes.
 * Hadoop 3.4 cannot format a single JournalNode (HDFS-16690 came later). Once the JournalNode has the identity, its
 * synchronization fetches the finished segments, and NameNodes write to it from the next segment on.
 *
 * An empty JournalNode has lost its edits and its promise to a writer. With its vote, an older writer or an older end
 * of the journal could get a majority. So it joins only while a majority of all JournalNodes, not counting itself, has
 * the newest epoch and all edits that were seen at first.
 */
export const JOURNAL_JOIN_SCRIPT = `#!/bin/bash
# journal-join.sh POD DIR PEERS PORT
# Gives DIR, of this JournalNode's namespace, the identity that the other PEERS (hosts, separated by commas) have, if
# it is empty and a majority of all is up to date without it. Before the first format there is nothing to join.
set -u
pod=$1 dir=$2 port=$4
namespace=\${dir##*/}
IFS=, read -r -a peers <<< "$3"
majority=$((\${#peers[@]} / 2 + 1))
[ -e "$dir/current/VERSION" ] && exit 0
if [ -n "$(ls -A "$dir/current" 2> /dev/null)" ]; then
  echo "$dir/current has files but no VERSION: look what they are, then empty it by hand. Nothing is done here."
  exit 1
fi

${ASK_FUNCTIONS}
bean() { # PEER NAME
  ask_http "$1" "$port" "/jmx?qry=Hadoop:service=JournalNode,name=$2"
}

number() { # TEXT ATTRIBUTE
  [[ $1 =~ \\"$2\\"\\ *:\\ *(-?[0-9]+) ]] && echo "\${BASH_REMATCH[1]}"
}

identity='ClusterId=([A-Za-z0-9_.-]+), CreationTime=([0-9]+), NamespaceId=([0-9]+), LayoutVersion=(-?[0-9]+)'
newest=
while true; do
  version= epoch=0 answers=()
  for peer in "\${peers[@]}"; do
    [[ $peer == "$pod".* ]] && continue
    info=$(bean "$peer" JournalNodeInfo)
    # The value is JSON in a JSON string.
    info=\${info//\\\\/}
    [[ $info == *'"'"$namespace"'":{"Formatted":"true"}'* && $info =~ $identity ]] || continue
    theirs="namespaceID=\${BASH_REMATCH[3]}
storageType=JOURNAL_NODE
cTime=\${BASH_REMATCH[2]}
clusterID=\${BASH_REMATCH[1]}
layoutVersion=\${BASH_REMATCH[4]}"
    if [ -n "$version" ] && [ "$version" != "$theirs" ]; then
      echo "the other JournalNodes have two namespaces, so $dir joins none; look which is the right one"
      exit 1
    fi
    version=$theirs
    journal=$(bean "$peer" "Journal-$namespace")
    promised=$(number "$journal" LastPromisedEpoch) && written=$(number "$journal" LastWrittenTxId) || continue
    ((promised > epoch)) && epoch=$promised
    answers+=("$promised $written")
  done
  if [ -z "$version" ]; then
    echo "$dir is empty, and so are the other JournalNodes that answer"
    exit 0
  fi
  if [ -z "$newest" ]; then
    for answer in "\${answers[@]+"\${answers[@]}"}"; do
      [ -z "$newest" ] || ((\${answer#* } > newest)) && newest=\${answer#* }
    done
  fi
  current=0
  for answer in "\${answers[@]+"\${answers[@]}"}"; do
    ((\${answer% *} == epoch && \${answer#* } >= newest)) && current=$((current + 1))
  done
  if ((current >= majority)); then
    # Complete or not there at all, whenever the pod is killed.
    rm -rf "$dir/current.new"
    mkdir -p "$dir/current.new"
    chmod 700 "$dir/current.new"
    echo "$version" > "$dir/current.new/VERSION"
    # An older writer is refused from the beginning.
    echo "$epoch" > "$dir/current.new/last-promised-epoch"
    mv -T "$dir/current.new" "$dir/current"
    echo "$dir was empty and joins the others, which have epoch $epoch and edits up to $newest"
    exit 0
  fi
  echo "$dir is empty and joins once $majority of the others are up to date; $current of \${#answers[@]} that answer are"
  sleep 5
done
`;

/** Name of the script that runs a command that may have run before. */
export const RUN_ONCE = 'run-once.sh';

/**
 * `run-once.sh DONE COMMAND...`: succeeds if the command exits with 0, or with the exit code DONE, which means that it
 * ran before.
 */
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

/** Name of the script that creates the directories that YARN users need. */
export const HDFS_DIRECTORIES = 'hdfs-directories.sh';

/** `hdfs-directories.sh COMMAND...`: creates `/tmp`, writable for everyone, and `/user`. */
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
