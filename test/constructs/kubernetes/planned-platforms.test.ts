import { Environment, Tier } from '../../../lib/model/environment';
import { planPlatform } from '../../../lib/planner/planner';
import { Role } from '../../../lib/roles/role';
import { claimsOf } from '../../../lib/topology/volume-claims';
import { PlatformManifests } from '../../../constructs/kubernetes/platform-manifests';
import { containersOf, Rendered } from './rendered';

const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const localZones = ['zone-a', 'zone-b', 'zone-c'];

const environments: Environment[] = [
  {
    name: 'local',
    tier: Tier.LOCAL,
    zones: localZones,
    network: { podCidrs: Object.fromEntries(localZones.map((zone, z) => [zone, [`10.${z + 1}.0.0/16`]])) },
  },
  { name: 'dev', tier: Tier.DEV, region: 'us-east-1', zones },
  { name: 'prod', tier: Tier.PROD, region: 'us-east-1', zones },
  {
    name: 'tenants',
    tier: Tier.PROD,
    region: 'us-east-1',
    zones,
    zookeeper: [{ name: 'main' }, { name: 'shared', clients: 20_000, participants: 5 }],
  },
  {
    name: 'disk-caches',
    tier: Tier.PROD,
    region: 'us-east-1',
    zones,
    hbase: { datasetTiB: 30, hotSetFraction: 0.5 },
  },
];

test('a cache on disks of the nodes is a volume on any node of the pool, that HBase has a file on', () => {
  // GIVEN
  const [environment] = environments.slice(-1);
  if (environment === undefined) throw new Error('no environment');
  const plan = planPlatform(environment);
  const volumeIds = Object.fromEntries(plan.roles.flatMap(claimsOf).map(({ name }) => [name, 'vol-0']));
  const rendered = new Rendered(plan, volumeIds);
  // WHEN
  const volumes = rendered.persistentVolumes.filter(({ spec }) =>
    spec.claimRef.name.startsWith('cache-regionserver-'),
  );
  const [server] = rendered.statefulSets.filter(({ metadata }) => metadata.name.startsWith('regionserver-'));
  // THEN
  const members = plan.roles.find(({ role }) => role === Role.REGIONSERVER)?.members ?? [];
  expect(volumes).toHaveLength(members.length);
  for (const { spec } of volumes) {
    expect(spec.local).toEqual({ path: '/mnt/k8s-disks/1' });
    expect(JSON.stringify(spec.nodeAffinity)).toContain('cdk-hadoop/node-role');
  }
  const mounted = server?.spec.template.spec.containers[0]?.volumeMounts.map(({ mountPath }) => mountPath);
  expect(mounted).toContain('/cache');
  expect(plan.hbase?.bucketCacheFiles).toEqual(['/cache/bucket.cache']);
});

/** An update carries the old manifest and the new one in the 256 KiB of a Lambda payload. */
const MANIFEST_BYTES = (256 * 1024) / 2;

describe.each(environments.map((environment) => ({ name: environment.name, environment })))(
  '$name',
  ({ environment }) => {
    const plan = planPlatform(environment);
    const volumeIds = Object.fromEntries(
      plan.roles.flatMap(claimsOf).map(({ name }, index) => [name, `vol-${String(index).padStart(17, '0')}`]),
    );
    const rendered = new Rendered(plan, volumeIds);

    test('runs every member of the plan, where the plan has it', () => {
      const pods = rendered.statefulSets.flatMap(({ metadata, spec }) =>
        Array.from({ length: spec.replicas }, (_, ordinal) => ({
          pod: `${metadata.name}-${ordinal}`,
          zone: spec.template.spec.nodeSelector['topology.kubernetes.io/zone'],
        })),
      );
      const members = plan.roles.flatMap((role) =>
        role.members.map(({ pod, zone }) => ({
          pod,
          zone: plan.zones.find(({ key }) => key === zone)?.name,
        })),
      );
      expect(new Set(pods.map((pod) => JSON.stringify(pod)))).toEqual(
        new Set(members.map((member) => JSON.stringify(member))),
      );
    });

    test('mounts only volumes that are declared', () => {
      for (const { spec } of rendered.statefulSets) {
        const pod = spec.template.spec;
        const declared = [
          ...pod.volumes.map(({ name }) => name),
          ...spec.volumeClaimTemplates.map(({ metadata }) => metadata.name),
        ];
        const mounted = containersOf(pod).flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name));
        expect(declared).toEqual(expect.arrayContaining(mounted));
      }
    });

    test('has one budget for each pod', () => {
      const budgeted = rendered.disruptionBudgets.flatMap(({ spec }) =>
        rendered.selectedBy(spec.selector.matchLabels),
      );
      expect(budgeted.sort()).toEqual(rendered.statefulSets.map(({ metadata }) => metadata.name).sort());
    });

    test('fits the payloads that carry it', () => {
      const { manifests } = new PlatformManifests({ plan, volumeIds });
      for (const { objects } of manifests) {
        // ConfigMaps are applied apart from the rest, for they are never pruned; so are volumes, in parts of a hundred.
        const apart = ['ConfigMap', 'PersistentVolume'];
        for (const part of [
          objects.filter(({ kind }) => kind === 'ConfigMap'),
          objects.filter(({ kind }) => kind === 'PersistentVolume').slice(0, 100),
          objects.filter(({ kind }) => !apart.includes(String(kind))),
        ]) {
          expect(JSON.stringify(JSON.stringify(part)).length).toBeLessThan(MANIFEST_BYTES);
        }
      }
    });
  },
);
