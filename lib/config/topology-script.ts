import { ZonePlan } from '../plan/plan';
import { AddressRange, parseCidr } from '../network/cidr';

/** Name of the script among a role's files. */
export const TOPOLOGY_SCRIPT = 'topology.sh';

interface ZoneRange extends AddressRange {
  readonly rack: string;
}

/** Rack of a zone. Each zone is a rack. */
export function rackOf(zone: ZonePlan): string {
  return `/${zone.key}`;
}

function rangesOf(zones: readonly ZonePlan[]): ZoneRange[] {
  const ranges = zones.flatMap((zone) =>
    zone.addressCidrs.map((cidr) => {
      const range = parseCidr(cidr);
      if (range === undefined) throw new Error(`zone ${zone.key} has an invalid CIDR: ${cidr}`);
      return { ...range, rack: rackOf(zone) };
    }),
  );
  // The narrowest range comes first, so that it takes precedence over a range that contains it; then by address.
  return ranges.sort((a, b) => (a.prefix === b.prefix ? a.first - b.first : b.prefix - a.prefix));
}

/**
 * Prints the rack of each IPv4 address in the arguments, one per line, from the address ranges of the zones. An address
 * outside all zones gets no line. Hadoop then receives fewer racks than addresses, and treats all addresses of the call
 * as unresolved: it rejects a DataNode (`dfs.namenode.reject-unresolved-dn-topology-mapping`), and treats a client as
 * close to no DataNode. The script starts no other process, because a NameNode runs it for every new address.
 * @see https://github.com/apache/hadoop/blob/rel/release-3.4.3/hadoop-common-project/hadoop-common/src/main/java/org/apache/hadoop/net/ScriptBasedMapping.java
 */
export function topologyScript(zones: readonly ZonePlan[]): string {
  const cases = rangesOf(zones).map(
    ({ first, last, rack, cidr }) =>
      `  if [ "$n" -ge ${first} ] && [ "$n" -le ${last} ]; then echo ${rack}; return; fi # ${cidr}`,
  );
  return [
    '#!/bin/sh',
    '# Prints the rack of each IPv4 address, by the address ranges of the zones; nothing for any other address.',
    'rack() {',
    '  case $1 in *[!0-9.]* | *..* | .* | *. | *.*.*.*.*) return ;; *.*.*.*) ;; *) return ;; esac',
    '  n=0',
    '  IFS=.',
    '  for octet in $1; do',
    '    # A leading zero would be read as an octal number.',
    '    case $octet in 0?* | ????*) return ;; esac',
    '    [ "$octet" -le 255 ] || return',
    '    n=$((n * 256 + octet))',
    '  done',
    ...cases,
    '}',
    'for address in "$@"; do rack "$address"; done',
    'exit 0',
    '',
  ].join('\n');
}
