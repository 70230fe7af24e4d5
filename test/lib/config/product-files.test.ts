import { capacityScheduler } from '../../../lib/config/capacity-scheduler';
import { parseConnectString } from '../../../lib/config/connect-string';
import { coreSite } from '../../../lib/config/core-site';
import { hbaseSite } from '../../../lib/config/hbase-site';
import { hdfsClientSite } from '../../../lib/config/hdfs-client-site';
import { hdfsSite } from '../../../lib/config/hdfs-site';
import { mapredSite } from '../../../lib/config/mapred-site';
import { runtimeOf } from '../../../lib/config/runtime';
import { yarnSite } from '../../../lib/config/yarn-site';
import { myIds, zooCfg } from '../../../lib/config/zoo-cfg';
import { Role } from '../../../lib/roles/role';
import { LOCAL, PROD, roleOf } from './plan-fixture';

const YARN_CLIENT = hdfsClientSite(PROD, roleOf(PROD, Role.NODEMANAGER));
const HBASE_CLIENT = hdfsClientSite(PROD, roleOf(PROD, Role.REGIONSERVER));

const HDFS_CLIENTS = [Role.REGIONSERVER, Role.HMASTER, Role.NODEMANAGER];

describe('zoo.cfg', () => {
  const participant = zooCfg(PROD, roleOf(PROD, Role.ZOOKEEPER));
  const observer = zooCfg(PROD, roleOf(PROD, Role.ZOOKEEPER_OBSERVER));

  test('lists the participants, and no observer, for participants and observers', () => {
    const servers = (config: Record<string, string>): [string, string][] =>
      Object.entries(config).filter(([key]) => key.startsWith('server.'));
    const ids = roleOf(PROD, Role.ZOOKEEPER).members.map(({ id }) => `server.${id}`);

    expect(servers(observer)).toEqual(servers(participant));
    expect(servers(participant).map(([key]) => key)).toEqual(ids);
    expect(servers(participant).filter(([, address]) => address.endsWith(':observer'))).toEqual([]);
  });

  test('makes servers observers in their own file, each with its own address added when it starts', () => {
    expect(observer.peerType).toBe('observer');
    expect(participant.peerType).toBeUndefined();
    const role = roleOf(PROD, Role.ZOOKEEPER_OBSERVER);
    const [member] = role.members;
    const own = `${member?.host ?? ''}:2888:3888:observer`.replace(member?.pod ?? '', '$(POD_NAME)');
    const { init, processes } = runtimeOf(PROD, role);
    expect(init.find(({ name }) => name === 'server-id')?.command.at(-1)).toBe(own);
    expect(processes[0]?.command.at(-1)).toBe('/data/zookeeper/zoo.cfg');
  });

  test('has observers follow the leader, whose address they look up anew, and not followers, whose they do not', () => {
    expect(participant.observerMasterPort).toBeUndefined();
    expect(observer.observerMasterPort).toBeUndefined();
  });

  test('relieves the leader of clients only where enough others vote', () => {
    expect(participant.leaderServes).toBe('no');
    expect(zooCfg(LOCAL, roleOf(LOCAL, Role.ZOOKEEPER)).leaderServes).toBe('yes');
  });

  test('writes snapshots and log to different volumes', () => {
    expect(participant.dataDir).toMatch(/^\/data\//);
    expect(participant.dataLogDir).toMatch(/^\/log\//);
  });

  test('lets HBase have the session timeout that it asks for', () => {
    const asked = Number(hbaseSite(PROD, roleOf(PROD, Role.REGIONSERVER))['zookeeper.session.timeout']);

    expect(asked).toBeLessThanOrEqual(Number(participant.maxSessionTimeout));
    expect(asked).toBeGreaterThanOrEqual(Number(participant.minSessionTimeout));
  });

  test('enforces quotas where there are tenants', () => {
    expect(participant.enforceQuota).toBe('true');
    expect(zooCfg(LOCAL, roleOf(LOCAL, Role.ZOOKEEPER)).enforceQuota).toBe('false');
  });

  test.each([Role.ZOOKEEPER, Role.ZOOKEEPER_OBSERVER])('comes with the ids of the pods of a %s', (name) => {
    const role = roleOf(PROD, name);
    const lines = myIds(role).trim().split('\n');
    const first = new Map(lines.map((line) => line.split(' ') as [string, string]));

    expect(lines).toHaveLength(role.zones.length);
    for (const { pod, ordinal, id } of role.members)
      expect(Number(first.get(pod.replace(/-\d+$/, ''))) + ordinal).toBe(Number(id));
  });
});

describe('hdfs-site.xml', () => {
  const namenode = hdfsSite(PROD, roleOf(PROD, Role.NAMENODE));
  const datanode = hdfsSite(PROD, roleOf(PROD, Role.DATANODE));

  test('declares a DataNode dead late enough not to do it for a restart of a zone’s NameNode, and stale well before', () => {
    const stale = Number(namenode['dfs.namenode.stale.datanode.interval']);
    const dead =
      2 * Number(namenode['dfs.namenode.heartbeat.recheck-interval']) +
      10 * 1000 * Number(namenode['dfs.heartbeat.interval']);

    expect(dead).toBeGreaterThanOrEqual(60_000);
    expect(stale).toBeLessThan(dead / 10);
  });

  test('lets no write fail for meeting the DataNodes of a lost zone, one after the other, before they are stale', () => {
    const perZone = roleOf(PROD, Role.DATANODE).zones.map(({ replicas }) => replicas);

    for (const replicas of perZone)
      expect(Number(YARN_CLIENT['dfs.client.block.write.retries'])).toBeGreaterThan(replicas);
  });

  test('tells a DataNode’s disks apart', () => {
    const dirs = (datanode['dfs.datanode.data.dir'] ?? '').split(',');
    const disks = roleOf(PROD, Role.DATANODE).volumes.reduce((sum, { disks: number }) => sum + number, 0);

    expect(new Set(dirs).size).toBe(disks);
  });

  test('gives clients the NameNodes that the servers have', () => {
    const addresses = (site: Record<string, string>): [string, string][] =>
      Object.entries(site).filter(([key]) => key.startsWith('dfs.namenode.rpc-address.'));

    expect(addresses(YARN_CLIENT)).toEqual(addresses(namenode));
    expect(addresses(namenode)).toHaveLength(roleOf(PROD, Role.NAMENODE).members.length);
  });

  test('uses a quorum of all JournalNodes', () => {
    const uri = namenode['dfs.namenode.shared.edits.dir'] ?? '';

    for (const { host } of roleOf(PROD, Role.JOURNALNODE).members) expect(uri).toContain(`${host}:8485`);
    expect(hdfsSite(PROD, roleOf(PROD, Role.JOURNALNODE))['dfs.namenode.shared.edits.dir']).toBe(uri);
  });

  test('notices a silent peer on both ends of a pipeline within seconds, and lets a flush wait for a failover', () => {
    const seconds = (site: Record<string, string>, key: string): number => Number(site[key]) / 1000;
    for (const site of [YARN_CLIENT, datanode]) {
      expect(seconds(site, 'dfs.client.socket-timeout')).toBeLessThanOrEqual(10);
      // Sessions of 10 s, an election, and two DataNodes of a lost zone that a new block may meet, for 20 s each.
      expect(seconds(site, 'dfs.datanode.socket.write.timeout')).toBeGreaterThan(10 + 10 + 2 * 20);
    }
  });

  test('lets the DataNodes of a pipeline find the silent one before their client gives them up', () => {
    const { replication } = PROD.hdfs!;
    const timeout = (site: Record<string, string>): number => Number(site['dfs.client.socket-timeout']);
    // Both ends add 5 s for each DataNode behind them: the client has all of them there, the first all but itself.
    for (const client of [YARN_CLIENT, HBASE_CLIENT]) {
      expect(timeout(client) + 5_000 * replication).toBeGreaterThan(
        timeout(datanode) + 5_000 * (replication - 1),
      );
    }
  });

  test('knows the silent DataNodes of a lost zone before another NameNode can be active', () => {
    for (const plan of [PROD, LOCAL]) {
      const role = roleOf(plan, Role.NAMENODE);
      const site = hdfsSite(plan, role);
      const stale = Number(site['dfs.namenode.stale.datanode.interval']);
      const heartbeat = 1000 * Number(site['dfs.heartbeat.interval']);

      // HDFS lets no shorter interval count, and looks every 5 s if the interval is below that.
      expect(stale).toBeGreaterThanOrEqual(3 * heartbeat);
      expect(stale).toBeLessThan(5_000);
      expect(stale + 5_000).toBeLessThan(Number(coreSite(plan, role)['ha.zookeeper.session-timeout.ms']));
    }
  });

  test('keeps the keys of one role from the others, so that a change rolls no more than it must', () => {
    expect(Object.keys(datanode).filter((key) => key.startsWith('dfs.journalnode'))).toEqual([]);
    expect(datanode['dfs.namenode.handler.count']).toBeUndefined();
    expect(namenode['dfs.datanode.data.dir']).toBeUndefined();
  });

  test('of an imported HDFS has its addresses and leaves its defaults alone', () => {
    const { hdfs: _, ...rest } = PROD;
    const hdfsClient = {
      nameservice: 'lake',
      namenodes: ['a', 'b'].map((id) => ({ id, host: `${id}.lake.example`, port: 9000 })),
    };
    const site = hdfsClientSite({ ...rest, hdfsClient }, roleOf(PROD, Role.NODEMANAGER));

    expect(site['dfs.namenode.rpc-address.lake.b']).toBe('b.lake.example:9000');
    expect(site['dfs.replication']).toBeUndefined();
    expect(coreSite({ ...rest, hdfsClient }, roleOf(PROD, Role.REGIONSERVER))['fs.defaultFS']).toBe(
      'hdfs://lake',
    );
  });

  test('fails for a nameservice that cannot fail over', () => {
    const hdfsClient = { nameservice: 'lake', namenodes: [{ id: 'a', host: 'a', port: 9000 }] };

    expect(() => hdfsClientSite({ ...PROD, hdfsClient }, roleOf(PROD, Role.NODEMANAGER))).toThrow(
      'nameservice lake has 1 NameNodes; allowed: 2 or more',
    );
  });
});

describe('core-site.xml', () => {
  test.each(HDFS_CLIENTS)('makes a %s leave a silent NameNode soon', (role) => {
    expect(Number(coreSite(PROD, roleOf(PROD, role))['ipc.client.rpc-timeout.ms'])).toBeLessThan(60_000);
  });

  test.each([Role.DATANODE, Role.NAMENODE, Role.JOURNALNODE])(
    'lets a %s wait for a slow NameNode',
    (role) => {
      expect(coreSite(PROD, roleOf(PROD, role))['ipc.client.rpc-timeout.ms']).toBeUndefined();
    },
  );

  test('fails without an ensemble for those that need one', () => {
    const { coordination: _, ...rest } = PROD;

    expect(() => coreSite(rest, roleOf(PROD, Role.NAMENODE))).toThrow('the plan has no coordination');
    expect(() => coreSite(rest, roleOf(PROD, Role.DATANODE))).not.toThrow();
  });
});

describe('hbase-site.xml', () => {
  const server = hbaseSite(PROD, roleOf(PROD, Role.REGIONSERVER));
  const master = hbaseSite(PROD, roleOf(PROD, Role.HMASTER));

  test('lets the log writer try more DataNodes than a zone has', () => {
    const zone = Math.max(...roleOf(PROD, Role.DATANODE).zones.map(({ replicas }) => replicas));

    expect(Number(server['hbase.fs.async.create.retries'])).toBeGreaterThan(zone);
    expect(Number(server['hbase.regionserver.async.wal.max.exclude.datanode.count'])).toBeGreaterThan(zone);
  });

  test('leaves HBase the 20 % of the heap that it insists on', () => {
    const memstore = Number(server['hbase.regionserver.global.memstore.size']);

    expect(memstore + Number(server['hfile.block.cache.size'])).toBeLessThanOrEqual(0.8);
  });

  test('keeps memory settings of servers from the master', () => {
    expect(master['hbase.bucketcache.size']).toBeUndefined();
    expect(Number(master['hbase.master.procedure.threads'])).toBeGreaterThanOrEqual(16);
  });

  test('puts the chroot of the ensemble in front of its root', () => {
    const site = hbaseSite({ ...PROD, coordination: 'a:2182,b:2182/team' }, roleOf(PROD, Role.HMASTER));

    expect(site['hbase.zookeeper.quorum']).toBe('a:2182,b:2182');
    expect(site['hbase.zookeeper.property.clientPort']).toBe('2182');
    expect(site['zookeeper.znode.parent']).toBe('/team/hbase-hadoop');
  });
});

describe('yarn-site.xml', () => {
  test('names each ResourceManager’s web address, or MapReduce’s masters end', () => {
    const site = yarnSite(PROD, roleOf(PROD, Role.NODEMANAGER));

    for (const { id, host } of roleOf(PROD, Role.RESOURCEMANAGER).members) {
      expect(site[`yarn.resourcemanager.webapp.address.${id}`]).toBe(`${host}:8088`);
    }
  });

  test('does without failover where there is one ResourceManager', () => {
    const [only] = PROD.yarn?.resourcemanagers ?? [];
    if (PROD.yarn === undefined || only === undefined) throw new Error('no yarn');
    const plan = { ...PROD, yarn: { ...PROD.yarn, resourcemanagers: [only] } };

    const site = yarnSite(plan, roleOf(PROD, Role.RESOURCEMANAGER));

    expect(site['yarn.resourcemanager.ha.enabled']).toBeUndefined();
    expect(site['yarn.resourcemanager.hostname']).toBe(only.host);
    expect(site['yarn.resourcemanager.recovery.enabled']).toBe('true');
  });

  test('has fixed ports on NodeManagers, at the name that the pod is given', () => {
    const site = yarnSite(PROD, roleOf(PROD, Role.NODEMANAGER));

    expect(site['yarn.nodemanager.address']).toBe('${yarn.nodemanager.hostname}:8041');
    expect(site['yarn.nodemanager.bind-host']).toBe('0.0.0.0');
  });
});

describe('capacity-scheduler.xml', () => {
  const scheduler = capacityScheduler(PROD);
  const queues = (scheduler['yarn.scheduler.capacity.root.queues'] ?? '').split(',');
  const of = (queue: string, key: string): string | undefined =>
    scheduler[`yarn.scheduler.capacity.root.${queue}.${key}`];

  test('gives the queues all of the cluster, and no more', () => {
    expect(queues.reduce((sum, queue) => sum + Number(of(queue, 'capacity')), 0)).toBe(100);
  });

  test('lets one user have all that a queue may have', () => {
    for (const queue of queues) {
      const reach = Number(of(queue, 'capacity')) * Number(of(queue, 'user-limit-factor'));
      expect(reach).toBeGreaterThanOrEqual(Number(of(queue, 'maximum-capacity')));
    }
  });

  test('sends applications without a queue to one that can be preempted', () => {
    const target = (scheduler['yarn.scheduler.capacity.queue-mappings'] ?? '').replace('u:%user:root.', '');

    expect(of(target, 'disable_preemption')).toBe('false');
  });
});

describe('mapred-site.xml', () => {
  test.each([LOCAL, PROD])('asks for no container above the largest', (plan) => {
    const site = mapredSite(plan);
    const largest = plan.yarn?.maxAllocationMiB ?? 0;
    const heap = Number(/-Xmx(\d+)m/.exec(site['yarn.app.mapreduce.am.command-opts'] ?? '')?.[1]);

    for (const key of [
      'yarn.app.mapreduce.am.resource.mb',
      'mapreduce.map.memory.mb',
      'mapreduce.reduce.memory.mb',
    ]) {
      expect(Number(site[key])).toBeLessThanOrEqual(largest);
    }
    expect(heap).toBeLessThan(Number(site['yarn.app.mapreduce.am.resource.mb']));
  });
});

test.each([
  ['a:2181,b:2181', ['a:2181', 'b:2181'], ''],
  ['a:2181/x/y', ['a:2181'], '/x/y'],
  ['a:2181/', ['a:2181'], ''],
])('the connect string %s has its servers and its chroot', (text, servers, chroot) => {
  expect(parseConnectString(text)).toEqual({ servers, chroot });
});
