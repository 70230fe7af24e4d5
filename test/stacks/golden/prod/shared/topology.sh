#!/bin/sh
# Prints the rack of each IPv4 address, by the address ranges of the zones; nothing for any other address.
rack() {
  case $1 in *[!0-9.]* | *..* | .* | *. | *.*.*.*.*) return ;; *.*.*.*) ;; *) return ;; esac
  n=0
  IFS=.
  for octet in $1; do
    # A leading zero would be read as an octal number.
    case $octet in 0?* | ????*) return ;; esac
    [ "$octet" -le 255 ] || return
    n=$((n * 256 + octet))
  done
  if [ "$n" -ge 170401792 ] && [ "$n" -le 170409983 ]; then echo /1a; return; fi # 10.40.32.0/19
  if [ "$n" -ge 170409984 ] && [ "$n" -le 170418175 ]; then echo /1b; return; fi # 10.40.64.0/19
  if [ "$n" -ge 170418176 ] && [ "$n" -le 170426367 ]; then echo /1c; return; fi # 10.40.96.0/19
}
for address in "$@"; do rack "$address"; done
exit 0
