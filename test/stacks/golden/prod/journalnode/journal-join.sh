#!/bin/bash
# journal-join.sh POD DIR PEERS PORT
# Gives DIR, of this JournalNode's namespace, the identity that the other PEERS (hosts, separated by commas) have, if
# it is empty and a majority of all is up to date without it. Before the first format there is nothing to join.
set -u
pod=$1 dir=$2 port=$4
namespace=${dir##*/}
IFS=, read -r -a peers <<< "$3"
majority=$((${#peers[@]} / 2 + 1))
[ -e "$dir/current/VERSION" ] && exit 0
if [ -n "$(ls -A "$dir/current" 2> /dev/null)" ]; then
  echo "$dir/current has files but no VERSION: look what they are, then empty it by hand. Nothing is done here."
  exit 1
fi

# ask HOST PORT TEXT: sends TEXT, and prints the answer
ask() {
  timeout 3 bash -c 'exec 3<> "/dev/tcp/$1/$2" && printf %s "$3" >&3 && cat <&3' bash "$@" 2> /dev/null
}

# ask_http HOST PORT PATH: prints the answer with its headers; by HTTP 1.0 it ends with the connection
ask_http() {
  ask "$1" "$2" "GET $3 HTTP/1.0"$'\r\nHost: localhost\r\nConnection: close\r\n\r\n'
}

bean() { # PEER NAME
  ask_http "$1" "$port" "/jmx?qry=Hadoop:service=JournalNode,name=$2"
}

number() { # TEXT ATTRIBUTE
  [[ $1 =~ \"$2\"\ *:\ *(-?[0-9]+) ]] && echo "${BASH_REMATCH[1]}"
}

identity='ClusterId=([A-Za-z0-9_.-]+), CreationTime=([0-9]+), NamespaceId=([0-9]+), LayoutVersion=(-?[0-9]+)'
newest=
while true; do
  version= epoch=0 answers=()
  for peer in "${peers[@]}"; do
    [[ $peer == "$pod".* ]] && continue
    info=$(bean "$peer" JournalNodeInfo)
    # The value is JSON in a JSON string.
    info=${info//\\/}
    [[ $info == *'"'"$namespace"'":{"Formatted":"true"}'* && $info =~ $identity ]] || continue
    theirs="namespaceID=${BASH_REMATCH[3]}
storageType=JOURNAL_NODE
cTime=${BASH_REMATCH[2]}
clusterID=${BASH_REMATCH[1]}
layoutVersion=${BASH_REMATCH[4]}"
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
    for answer in "${answers[@]+"${answers[@]}"}"; do
      [ -z "$newest" ] || ((${answer#* } > newest)) && newest=${answer#* }
    done
  fi
  current=0
  for answer in "${answers[@]+"${answers[@]}"}"; do
    ((${answer% *} == epoch && ${answer#* } >= newest)) && current=$((current + 1))
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
  echo "$dir is empty and joins once $majority of the others are up to date; $current of ${#answers[@]} that answer are"
  sleep 5
done
