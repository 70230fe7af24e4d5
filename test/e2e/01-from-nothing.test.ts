import { readyAt, RestartWatch } from './harness/restarts';
import { KubernetesObject } from './harness/objects';
import {
  applyObjects,
  bringUp,
  E2ePlatform,
  notReady,
  platform,
  removePlatform,
  renderObjects,
  START_SECONDS,
} from './harness/platform';
import { inOrderOf } from './harness/random-order';
import { figures } from './harness/report';
import { scenario } from './harness/scenario';
import { until } from './harness/wait';

let found: E2ePlatform;

/**
 * Everything in a random order, by one call. Only the namespace is first: the API server refuses what is to be in a
 * namespace that is not there, and whoever applies by hand or by GitOps has it first as well.
 */
function shuffled(objects: readonly KubernetesObject[], seed: number): KubernetesObject[] {
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const others = objects.filter(({ kind }) => kind !== 'Namespace');
  return [...namespaces, ...inOrderOf(seed, others)];
}

beforeAll(async () => {
  found = platform();
  if (!found.attached) await removePlatform(found);
}, 400_000);

scenario(
  'GIVEN an empty cluster WHEN all manifests are applied at once, in any order THEN every role gets ready, and no container restarts',
  async () => {
    const { attached, cluster, environment, plan, seed, way } = found;
    const start = Date.now();
    // Somebody else's platform is looked at as it is: no time is measured then.
    if (way === 'deployed') await bringUp(found);
    else if (!attached) await applyObjects(cluster, shuffled(renderObjects(way, environment), seed));
    const watch = new RestartWatch(attached);
    const pods = await until(
      'every role to be ready',
      async () => {
        const now = await cluster.pods();
        watch.look(now);
        const missing = notReady(plan, now);
        if (missing.length > 0) throw new Error(`not ready: ${missing.join(', ')}`);
        return now;
      },
      { timeoutSeconds: START_SECONDS, everySeconds: 2 },
    );
    const planned = plan.roles.flatMap(({ members }) => members.map(({ pod }) => pod)).sort();
    expect(pods.map(({ metadata }) => metadata.name)).toEqual(planned);
    if (attached) return;
    figures(
      `01 from nothing: seconds until ready (seed ${seed})`,
      plan.roles.map(({ group, members }) => {
        const names = members.map(({ pod }) => pod);
        const times = pods
          .filter(({ metadata }) => names.includes(metadata.name))
          .map((pod) => (readyAt(pod) - start) / 1_000);
        return { role: group, pods: times.length, first: Math.min(...times), last: Math.max(...times) };
      }),
    );
  },
  { minutes: START_SECONDS / 60 + 2 },
);

scenario(
  'GIVEN the platform that has just come up WHEN its Jobs are looked at THEN all have done their work',
  async () => {
    interface Job extends KubernetesObject {
      readonly status: { readonly succeeded?: number };
    }
    // Of tenants, and there may be none.
    const { items } = JSON.parse(await found.cluster.kubectl(['get', 'jobs', '-o', 'json'])) as {
      items: KubernetesObject[];
    };
    for (const { metadata } of items) {
      await until(
        `Job ${metadata.name} to succeed`,
        async () => {
          const { status } = JSON.parse(
            await found.cluster.kubectl(['get', 'job', metadata.name, '-o', 'json']),
          ) as Job;
          return status.succeeded === 1 ? true : undefined;
        },
        { timeoutSeconds: 180 },
      );
    }
  },
  { minutes: 5 },
);
