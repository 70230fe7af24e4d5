#!/bin/bash
# wait-for-own-name.sh NAME ADDRESS
# Peers look this pod up by NAME as soon as it speaks to them; an answer of its last life would send them elsewhere.
# Asks DNS alone: /etc/hosts has the name from the beginning.
set -u
name=$1 address=$2 found=
for ((tries = 1; tries <= 150; tries++)); do
  while read -r found _; do
    [ "$found" = "$address" ] && exit 0
  done < <(getent -s dns ahostsv4 "$name")
  ((tries % 5)) || echo "waiting for $name to be $address, now: ${found:-unknown}"
  sleep 2
done
echo "$name is not $address after 5 minutes"
exit 1
