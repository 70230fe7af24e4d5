#!/bin/bash
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
