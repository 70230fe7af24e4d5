#!/bin/bash
# zookeeper-tenants.sh TABLE COMMAND...
# Makes the chroots of TABLE (lines of: path, most znodes with the chroot itself, most bytes; -1 for no limit) and
# gives them these hard quotas. COMMAND... is ZooKeeper's client, which reads its commands.
# What is as it should be is left alone, and what is not in TABLE is never touched.
set -u
trap 'exit 143' TERM
table=$1
shift
declare -A state znodes bytes has_znodes has_bytes before
paths=()
while read -r path most_znodes most_bytes; do
  paths+=("$path")
  znodes[$path]=$most_znodes
  bytes[$path]=$most_bytes
done < "$table"

# Gives the client the commands on the standard input, and reads what it says. Fails if there was no connection: the
# last command always succeeds.
ask() {
  local line path
  answer=$({ cat; echo 'ls /'; } | timeout 300 "$@" 2>&1) || return 1
  while read -r line; do
    # A line may start with the client's prompt.
    if [[ $line =~ Created\ (/[^\ ]+)$ ]]; then
      state[${BASH_REMATCH[1]}]=created
    elif [[ $line =~ Node\ already\ exists:\ (/[^\ ]+)$ ]]; then
      state[${BASH_REMATCH[1]}]=${state[${BASH_REMATCH[1]}]:-there}
    elif [[ $line =~ quota\ for\ (/[^\ ]+)\ does\ not\ exist ]]; then
      has_znodes[${BASH_REMATCH[1]}]=-1
      has_bytes[${BASH_REMATCH[1]}]=-1
    elif [[ $line =~ Output\ quota\ for\ (/[^\ ]+)\  ]]; then
      path=${BASH_REMATCH[1]}
      has_znodes[$path]=-1
      has_bytes[$path]=-1
      [[ $line =~ countHardLimit=(-?[0-9]+) ]] && has_znodes[$path]=${BASH_REMATCH[1]}
      [[ $line =~ byteHardLimit=(-?[0-9]+) ]] && has_bytes[$path]=${BASH_REMATCH[1]}
    fi
  done <<< "$answer"
}

# What the client said, without its greetings and stack traces.
reasons() {
  local line
  while IFS= read -r line; do
    case $line in
      '' | $'\tat '* | 'Connecting to '* | 'WATCHER::' | 'WatchedEvent '* | 'Welcome '* | 'JLine '*) ;;
      *) echo "  $line" ;;
    esac
  done <<< "$answer"
}

chroots() {
  local path
  for path in "${paths[@]}"; do
    echo "create ${path%/*}"
    echo "create $path"
    echo "listquota $path"
  done
}

# Commands that make the quotas of a path what they should be.
quota() {
  local option=$1 path=$2 should=$3 is=$4
  [ "$should" = "$is" ] && return
  if [ "$should" = -1 ]; then echo "delquota $option $path"; else echo "setquota $option $should $path"; fi
}

quotas() {
  local path
  for path in "${paths[@]}"; do
    quota -N "$path" "${znodes[$path]}" "${has_znodes[$path]:--1}"
    quota -B "$path" "${bytes[$path]}" "${has_bytes[$path]:--1}"
    echo "listquota $path"
  done
}

until ask "$@" < <(chroots); do
  echo "waiting for the ensemble"
  reasons
  sleep 5
done
for path in "${paths[@]}"; do before[$path]="${has_znodes[$path]:-?} ${has_bytes[$path]:-?}"; done
changes=$(quotas)
if [[ $changes == *setquota* || $changes == *delquota* ]]; then
  ask "$@" <<< "$changes" || { echo "lost the ensemble"; reasons; exit 1; }
fi
failed=
for path in "${paths[@]}"; do
  should="${znodes[$path]} ${bytes[$path]}"
  is="${has_znodes[$path]:-?} ${has_bytes[$path]:-?}"
  change=unchanged
  [ "${before[$path]}" = "$should" ] || change="was ${before[$path]}"
  if [ -z "${state[$path]:-}" ] || [ "$is" != "$should" ]; then
    failed=yes
    change="should be $should"
  fi
  echo "$path: ${state[$path]:-missing}, most znodes and bytes $is ($change)"
done
[ -z "$failed" ] || { reasons; exit 1; }
