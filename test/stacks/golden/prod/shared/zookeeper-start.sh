#!/bin/bash
# zookeeper-start.sh POD DATA_DIR LOG_DIR TABLE PORT PEERS [CONFIG ADDRESS]
# Writes the server's id to DATA_DIR/myid; refuses data of another server. TABLE has the id of the first pod of each
# StatefulSet. Allows a server without snapshots an empty database unless PEERS (hosts, separated by commas) serve: it
# takes theirs then. PORT is that of their admin servers. Writes CONFIG with the server's ADDRESS to
# DATA_DIR/zoo.cfg.
set -eu
pod=$1 dir=$2 log=$3 table=$4 port=$5 config=${7-} address=${8-} id='' has=''
IFS=, read -r -a peers <<< "$6"
while read -r name number; do
  [ "$name" = "${pod%-*}" ] && id=$((number + ${pod##*-}))
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
  cat "$config" > "$dir/zoo.cfg.new"
  echo "server.$id=$address" >> "$dir/zoo.cfg.new"
  mv "$dir/zoo.cfg.new" "$dir/zoo.cfg"
fi

# ask HOST PORT TEXT: sends TEXT, and prints the answer
ask() {
  timeout 3 bash -c 'exec 3<> "/dev/tcp/$1/$2" && printf %s "$3" >&3 && cat <&3' bash "$@" 2> /dev/null
}

# ask_http HOST PORT PATH: prints the answer with its headers; by HTTP 1.0 it ends with the connection
ask_http() {
  ask "$1" "$2" "GET $3 HTTP/1.0"$'\r\nHost: localhost\r\nConnection: close\r\n\r\n'
}

# Whether a server of the ensemble is part of a quorum.
serves() {
  local peer body
  for peer in "${peers[@]}"; do
    [[ $peer == "$pod".* ]] && continue
    body=$(ask_http "$peer" "$port" /commands/is_read_only) || continue
    [[ $body =~ \"error\"\ *:\ *null && $body =~ \"read_only\"\ *:\ *false ]] && return 0
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
