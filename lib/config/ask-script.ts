/**
 * Functions for bash scripts that query another process, because the images have no HTTP client. An answer is
 * everything that arrives within three seconds, complete or not. An empty answer means that nothing arrived.
 */
export const ASK_FUNCTIONS = `# ask HOST PORT TEXT: sends TEXT, and prints the answer
ask() {
  timeout 3 bash -c 'exec 3<> "/dev/tcp/$1/$2" && printf %s "$3" >&3 && cat <&3' bash "$@" 2> /dev/null
}

# ask_http HOST PORT PATH: prints the answer with its headers; by HTTP 1.0 it ends with the connection
ask_http() {
  ask "$1" "$2" "GET $3 HTTP/1.0"$'\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n'
}
`;
