#!/bin/bash
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
for dir in "${dirs[@]}"; do
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
for dir in "${interrupted[@]+"${interrupted[@]}"}"; do
  echo "$dir has a VERSION but neither fsimage nor edits: put aside as current.interrupted"
  rm -rf "$dir/current.interrupted"
  mv "$dir/current" "$dir/current.interrupted"
done

accepts() {
  timeout 3 bash -c 'exec 3<> "/dev/tcp/${1%:*}/${1##*:}"' bash "$1" 2> /dev/null
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
    for host in "${namenodes[@]}"; do
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
    for journal in "${journals[@]}"; do
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
      back_off "no NameNode answers, but the JournalNodes or a directory hold a namespace, so none is made. \
If all NameNodes lost their volumes, restore one of them (a snapshot of its volume). \
If this platform is new and its first format was interrupted, so that no NameNode ever had data, there is nothing to \
restore: empty the JournalNodes' directories by hand, and it is formatted (docs/operations.md)"
      ;;
    *)
      echo "format ended with $code"
      exit "$code"
      ;;
  esac
done
