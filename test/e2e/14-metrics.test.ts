import { roleFacts } from '../../lib/roles/roles';
import { Role } from '../../lib/roles/role';
import { productMetricsOf } from '../../lib/recommend/metrics';
import { E2ePlatform, platformReady } from './harness/platform';
import { scenario } from './harness/scenario';

let platform: E2ePlatform;

beforeAll(async () => {
  platform = await platformReady();
});

/** Names of the metrics of an exposition, with what a summary or histogram appends to them. */
function namesIn(exposition: string): Set<string> {
  const lines = exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Set(lines.map((line) => /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(line)?.[0] ?? ''));
}

scenario(
  'GIVEN every role WHEN its metrics are read THEN each one that recommendations are made from is there by its name',
  async () => {
    const { cluster, plan } = platform;
    const missing: string[] = [];
    let seen = 0;
    for (const { role, members } of plan.roles) {
      const { port, path } = roleFacts(role).metrics;
      const shown = new Set<string>();
      for (const { pod } of members) {
        const { status, body } = await cluster.http(pod, port, path);
        if (status !== 200) missing.push(`${pod}:${port}${path} answered ${status}`);
        for (const name of namesIn(body)) shown.add(name);
      }
      // Only one pod may have a metric: the active NameNode or ResourceManager, a server with regions, the leader.
      const absent = productMetricsOf(role).filter(({ name }) => !shown.has(name));
      missing.push(...absent.map(({ name, source }) => `${role}: ${name} (${source})`));
      seen += productMetricsOf(role).length;
    }
    expect(missing).toEqual([]);
    expect(seen).toBeGreaterThan(plan.roles.length);
  },
  { minutes: 4 },
);

scenario(
  'GIVEN queues, RPC ports and heaps WHEN their metrics are read THEN they carry the labels that are selected by',
  async () => {
    const { cluster, plan } = platform;
    const exposition = async (wanted: Role): Promise<string> => {
      const found = plan.roles.filter(({ role }) => role === wanted);
      const bodies = found.flatMap(({ role: kind, members }) =>
        members.map(async ({ pod }) => {
          const { port, path } = roleFacts(kind).metrics;
          return (await cluster.http(pod, port, path)).body;
        }),
      );
      return (await Promise.all(bodies)).join('\n');
    };
    const queues = await exposition(Role.RESOURCEMANAGER);
    for (const { name } of plan.yarn?.queues ?? []) {
      expect(queues).toMatch(new RegExp(`^queue_metrics_allocated_mb\\{.*queue="(root\\.)?${name}"`, 'm'));
    }
    expect(await exposition(Role.NAMENODE)).toMatch(/^rpc_call_queue_length\{.*port="8020"/m);
    expect(await exposition(Role.ZOOKEEPER)).toMatch(/^jvm_memory_bytes_used\{area="heap"/m);
  },
  { minutes: 2 },
);
