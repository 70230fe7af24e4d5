#!/bin/bash
# probe-http.sh PORT PATH PATTERN [PATH PATTERN]...
# Succeeds if every PATH answers 200 with a body in which the extended regular expression PATTERN is found.
set -u

get() {
  local port=$1 path=$2 line
  exec 3<> "/dev/tcp/127.0.0.1/$port" || return 1
  # HTTP 1.0: the answer is not cut into chunks, and ends with the connection.
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\nAccept: application/json\r\n\r\n' "$path" >&3
  IFS= read -r -t 4 -u 3 line || return 1
  [[ $line =~ ^HTTP/1\.[01]\ 200 ]] || { echo "$path: $line"; return 1; }
  # The status of read is that of the end of the stream.
  IFS= read -r -d '' -t 4 -u 3 body
  exec 3>&-
}

port=$1
shift
[ $# -ge 2 ] || { echo "usage: probe-http.sh PORT PATH PATTERN [PATH PATTERN]..."; exit 2; }
while [ $# -ge 2 ]; do
  body=
  get "$port" "$1" 2> /dev/null || { echo "$1: no answer"; exit 1; }
  [[ $body =~ $2 ]] || { echo "$1: nothing like $2"; exit 1; }
  shift 2
done
