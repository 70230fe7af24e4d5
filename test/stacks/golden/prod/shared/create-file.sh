#!/bin/bash
# create-file.sh FILE CONTENT
# Makes FILE with CONTENT unless it is there: it changes while the pod runs, and must outlive its containers.
set -eu
[ -e "$1" ] && exit 0
printf '%s\n' "$2" > "$1.new"
mv "$1.new" "$1"
