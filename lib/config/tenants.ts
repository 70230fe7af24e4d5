import { BYTES_PER_MIB } from '../catalog/units';
import { EnsemblePlan, TenantPlan } from '../plan/plan';
import { PORTS } from '../roles/ports';
import { javaCommand, SECURITY_PROPERTIES } from './java-command';
import { logback } from './logback-xml';
import { propertiesText } from './properties';
import { scriptStep, STEP_JVM_FLAGS } from './role-files';
import { CONFIG_DIR, ProcessSpec } from './role-runtime';
import { securityProperties } from './security-properties';
import { xmlDocument } from './xml';

/** Time that the client waits for each server, in milliseconds. */
const CONNECT_MS = 30_000;
/** ZooKeeper's value for a quota that is not set. */
const NO_LIMIT = -1;

/** Name of the script that creates the tenants of an ensemble. */
export const ZOOKEEPER_TENANTS = 'zookeeper-tenants.sh';

/** The tenants, one per line: path, znodes, bytes. */
const TENANT_TABLE = 'tenants';

/**
 * `zookeeper-tenants.sh TABLE COMMAND...`: creates the chroots and sets their quotas. The client's exit code is that of
 * its last command only, so the script reads its output instead. A single JVM does all the work.
 */
export const ZOOKEEPER_TENANTS_SCRIPT = `#!/bin/bash
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
    if [[ $line =~ Created\\ (/[^\\ ]+)$ ]]; then
      state[\${BASH_REMATCH[1]}]=created
    elif [[ $line =~ Node\\ already\\ exists:\\ (/[^\\ ]+)$ ]]; then
      state[\${BASH_REMATCH[1]}]=\${state[\${BASH_REMATCH[1]}]:-there}
    elif [[ $line =~ quota\\ for\\ (/[^\\ ]+)\\ does\\ not\\ exist ]]; then
      has_znodes[\${BASH_REMATCH[1]}]=-1
      has_bytes[\${BASH_REMATCH[1]}]=-1
    elif [[ $line =~ Output\\ quota\\ for\\ (/[^\\ ]+)\\  ]]; then
      path=\${BASH_REMATCH[1]}
      has_znodes[$path]=-1
      has_bytes[$path]=-1
      [[ $line =~ countHardLimit=(-?[0-9]+) ]] && has_znodes[$path]=\${BASH_REMATCH[1]}
      [[ $line =~ byteHardLimit=(-?[0-9]+) ]] && has_bytes[$path]=\${BASH_REMATCH[1]}
    fi
  done <<< "$answer"
}

# What the client said, without its greetings and stack traces.
reasons() {
  local line
  while IFS= read -r line; do
    case $line in
      '' | $'\\tat '* | 'Connecting to '* | 'WATCHER::' | 'WatchedEvent '* | 'Welcome '* | 'JLine '*) ;;
      *) echo "  $line" ;;
    esac
  done <<< "$answer"
}

chroots() {
  local path
  for path in "\${paths[@]}"; do
    echo "create \${path%/*}"
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
  for path in "\${paths[@]}"; do
    quota -N "$path" "\${znodes[$path]}" "\${has_znodes[$path]:--1}"
    quota -B "$path" "\${bytes[$path]}" "\${has_bytes[$path]:--1}"
    echo "listquota $path"
  done
}

until ask "$@" < <(chroots); do
  echo "waiting for the ensemble"
  reasons
  sleep 5
done
for path in "\${paths[@]}"; do before[$path]="\${has_znodes[$path]:-?} \${has_bytes[$path]:-?}"; done
changes=$(quotas)
if [[ $changes == *setquota* || $changes == *delquota* ]]; then
  ask "$@" <<< "$changes" || { echo "lost the ensemble"; reasons; exit 1; }
fi
failed=
for path in "\${paths[@]}"; do
  should="\${znodes[$path]} \${bytes[$path]}"
  is="\${has_znodes[$path]:-?} \${has_bytes[$path]:-?}"
  change=unchanged
  [ "\${before[$path]}" = "$should" ] || change="was \${before[$path]}"
  if [ -z "\${state[$path]:-}" ] || [ "$is" != "$should" ]; then
    failed=yes
    change="should be $should"
  fi
  echo "$path: \${state[$path]:-missing}, most znodes and bytes $is ($change)"
done
[ -z "$failed" ] || { reasons; exit 1; }
`;

function tenantLine({ chroot, maxZnodes, maxDataMiB }: TenantPlan): string {
  // ZooKeeper also counts the chroot itself; a tenant's limit counts only what is below it.
  const znodes = maxZnodes === undefined ? NO_LIMIT : maxZnodes + 1;
  const bytes = maxDataMiB === undefined ? NO_LIMIT : maxDataMiB * BYTES_PER_MIB;
  return `${chroot} ${znodes} ${bytes}\n`;
}

/** The process that creates the tenants of an ensemble and then exits, with its files. */
export interface TenantRuntime {
  readonly process: ProcessSpec;
  /** Files by name. They are mounted read-only and executable at `CONFIG_DIR`. */
  readonly files: Readonly<Record<string, string>>;
}

/** The process that creates an ensemble's tenants. It can run again at any time. */
export function tenantRuntime(ensemble: EnsemblePlan): TenantRuntime {
  // Participants answer as soon as there is a quorum; observers may be restarting at that time.
  const servers = ensemble.servers
    .filter(({ observer }) => !observer)
    .map(({ host }) => `${host}:${PORTS.zookeeperClient}`);
  const client = javaCommand({
    image: 'zookeeper',
    // Otherwise, the client's line editor looks for a terminal.
    jvmFlags: [...STEP_JVM_FLAGS, '-Djline.terminal=none'],
    mainClass: 'org.apache.zookeeper.ZooKeeperMain',
    arguments: ['-server', servers.join(','), '-timeout', String(CONNECT_MS), '-waitforconnection'],
  });
  return {
    process: scriptStep('tenants', 'zookeeper', ZOOKEEPER_TENANTS, [
      `${CONFIG_DIR}/${TENANT_TABLE}`,
      ...client,
    ]),
    files: {
      [SECURITY_PROPERTIES]: propertiesText(securityProperties()),
      // The script reads the client's output; log lines would get mixed into it.
      'logback.xml': xmlDocument(logback('OFF')),
      [TENANT_TABLE]: ensemble.tenants.map(tenantLine).join(''),
      [ZOOKEEPER_TENANTS]: ZOOKEEPER_TENANTS_SCRIPT,
    },
  };
}
