import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenantRuntime, ZOOKEEPER_TENANTS_SCRIPT } from '../../../lib/config/tenants';
import { EnsemblePlan, TenantPlan } from '../../../lib/plan/plan';
import { PROD } from './plan-fixture';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenants-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function ensemble(...tenants: TenantPlan[]): EnsemblePlan {
  const [main] = PROD.ensembles;
  return { ...main!, tenants };
}

const tableOf = (...tenants: TenantPlan[]): string | undefined =>
  tenantRuntime(ensemble(...tenants)).files.tenants;

test('bash can read the script', () => {
  const path = join(folder, 'script.sh');
  writeFileSync(path, ZOOKEEPER_TENANTS_SCRIPT);
  expect(() => execFileSync('bash', ['-n', path])).not.toThrow();
});

test('a quota has room for the chroot itself, which ZooKeeper counts; data is in bytes', () => {
  expect(tableOf({ name: 'a', chroot: '/tenants/a', maxZnodes: 10, maxDataMiB: 2 })).toBe(
    '/tenants/a 11 2097152\n',
  );
});

test('what is not limited is said to be so', () => {
  expect(tableOf({ name: 'a', chroot: '/tenants/a' })).toBe('/tenants/a -1 -1\n');
});

test('asks participants only, which have a quorum first', () => {
  const { process } = tenantRuntime(ensemble());
  const servers = process.command[process.command.indexOf('-server') + 1]?.split(',');
  const [main] = PROD.ensembles;
  expect(main?.servers.some(({ observer }) => observer)).toBe(true);
  expect(servers).toEqual(
    main?.servers.filter(({ observer }) => !observer).map(({ host }) => `${host}:2181`),
  );
});

test('names only files that it has', () => {
  const { process, files } = tenantRuntime(ensemble());
  const named = process.command.flatMap((argument) =>
    [...argument.matchAll(/\/etc\/cdk-hadoop\/([\w.-]+)/g)].map(([, name]) => name ?? ''),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => files[name] === undefined)).toEqual([]);
});

describe('the script', () => {
  /*
   * A client that keeps a tree in a folder and speaks like ZooKeeper 3.9.4's, as it was recorded: prompts before the
   * answers, no answer to what has none, and the last command's exit code.
   */
  const CLIENT = `#!/bin/bash
cd "$1" || exit 9
[ -e away ] && { rm away; echo 'Exception in thread "main" java.io.IOException: ConnectionLoss'; exit 1; }
echo 'Connecting to x'; echo; echo 'WATCHER::'; code=0
while read -r name a b c; do
  echo "$name $a $b $c" >> calls
  printf '[zk: x:2181(CONNECTED) 7] '
  code=0
  case $name in
    create) if [ -e "tree$a" ]; then echo "Node already exists: $a"; code=1; else mkdir -p "tree$a"; echo "Created $a"; fi ;;
    listquota)
      echo "absolute path is /zookeeper/quota$a/zookeeper_limits"
      if [ -e "tree$a/-N" ] || [ -e "tree$a/-B" ]; then
        n=-1 b=-1; [ -e "tree$a/-N" ] && n=$(< "tree$a/-N"); [ -e "tree$a/-B" ] && b=$(< "tree$a/-B")
        echo "Output quota for $a count=-1,bytes=-1=;byteHardLimit=$b;countHardLimit=$n"
        echo "Output stat for $a count=1,bytes=0"
      else echo "quota for $a does not exist."; fi ;;
    setquota) if [ -e refuse ]; then echo "$c has a parent / which has a quota"; code=1; else echo "$b" > "tree$c/$a"; fi ;;
    delquota) echo -1 > "tree$b/$a" ;;
    ls) echo '[tenants, zookeeper]' ;;
  esac
done
exit "$code"
`;

  function run(table: string): { readonly code: number; readonly output: string; readonly calls: string[] } {
    const paths = { script: ZOOKEEPER_TENANTS_SCRIPT, client: CLIENT, table, calls: '' };
    for (const [name, text] of Object.entries(paths)) writeFileSync(join(folder, name), text);
    const script = ZOOKEEPER_TENANTS_SCRIPT.replace('set -u', 'set -u\nsleep() { :; }');
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-c', script, 'script', join(folder, 'table'), 'bash', join(folder, 'client'), folder],
      { encoding: 'utf8' },
    );
    return {
      code: status ?? -1,
      output: stdout + stderr,
      calls: readFileSync(join(folder, 'calls'), 'utf8')
        .split('\n')
        .filter((line) => /^(set|del)quota/.test(line))
        .map((line) => line.trim()),
    };
  }
  const LIMITED = '/tenants/a 11 2097152\n/tenants/b -1 -1\n';

  test('makes chroots and quotas', () => {
    expect(run(LIMITED)).toEqual({
      code: 0,
      output:
        '/tenants/a: created, most znodes and bytes 11 2097152 (was -1 -1)\n' +
        '/tenants/b: created, most znodes and bytes -1 -1 (unchanged)\n',
      calls: ['setquota -N 11 /tenants/a', 'setquota -B 2097152 /tenants/a'],
    });
  });

  test('does nothing the second time', () => {
    run(LIMITED);
    const { code, output, calls } = run(LIMITED);
    expect({ code, calls }).toEqual({ code: 0, calls: [] });
    expect(output.match(/there, .*\(unchanged\)/g)).toHaveLength(2);
  });

  test('changes and removes quotas, and leaves other tenants alone', () => {
    run(LIMITED);
    expect(run('/tenants/a 5 -1\n')).toMatchObject({
      code: 0,
      calls: ['setquota -N 5 /tenants/a', 'delquota -B /tenants/a'],
    });
    expect(run('/tenants/b -1 -1\n').output).toContain('/tenants/b: there');
  });

  test('waits for the ensemble', () => {
    writeFileSync(join(folder, 'away'), '');
    const { code, output } = run(LIMITED);
    expect(code).toBe(0);
    expect(output).toContain('waiting for the ensemble\n  Exception in thread "main"');
  });

  test('fails when a quota is refused, and says why', () => {
    writeFileSync(join(folder, 'refuse'), '');
    const { code, output } = run(LIMITED);
    expect(code).toBe(1);
    expect(output).toContain('/tenants/a: created, most znodes and bytes -1 -1 (should be 11 2097152)');
    expect(output).toContain('/tenants/a has a parent / which has a quota');
  });
});
