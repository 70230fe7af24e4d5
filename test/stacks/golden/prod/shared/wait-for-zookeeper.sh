#!/bin/bash
# wait-for-zookeeper.sh SERVERS
# Waits until one of SERVERS (host:port, separated by commas) says its mode, which it has in a quorum only. One that
# answers, but does not allow the question, is taken at its word.
set -u
IFS=, read -r -a servers <<< "$1"

# ask HOST PORT TEXT: sends TEXT, and prints the answer
ask() {
  timeout 3 bash -c 'exec 3<> "/dev/tcp/$1/$2" && printf %s "$3" >&3 && cat <&3' bash "$@" 2> /dev/null
}

# ask_http HOST PORT PATH: prints the answer with its headers; by HTTP 1.0 it ends with the connection
ask_http() {
  ask "$1" "$2" "GET $3 HTTP/1.0"$'\r\nHost: localhost\r\nConnection: close\r\n\r\n'
}

for ((tries = 0; ; tries++)); do
  for server in "${servers[@]}"; do
    answer=$(ask "${server%:*}" "${server##*:}" srvr)
    [[ $answer == *Mode:* || $answer == *whitelist* ]] && exit 0
  done
  ((tries % 10)) || echo "waiting for an ensemble at $1"
  sleep 1
done
