import { VolumeType } from '../../../lib/catalog/volume-type';
import { Tier } from '../../../lib/model/environment';
import { VolumeMode } from '../../../lib/model/overrides';
import { PlatformManifests } from '../../../constructs/kubernetes/platform-manifests';
import { planFixture, volumeIdFixture } from './plan-fixture';
import { Rendered, StatefulSet, StorageClass } from './rendered';

/** The claims that a StatefulSet makes, as Kubernetes names them: template, set, ordinal. */
const claimsOf = ({ metadata, spec }: StatefulSet) =>
  spec.volumeClaimTemplates.flatMap((template) =>
    Array.from({ length: spec.replicas }, (_, ordinal) => ({
      name: `${template.metadata.name}-${metadata.name}-${ordinal}`,
      zone: spec.template.spec.nodeSelector['topology.kubernetes.io/zone'],
      storageClassName: template.spec.storageClassName,
      storage: template.spec.resources.requests.storage,
    })),
  );

const localVolumes = (disks: number) => [
  { name: 'data', disks, type: VolumeType.GP3, gib: 1700, mode: VolumeMode.LOCAL, mountPath: '/data' },
];

describe('static volumes', () => {
  const rendered = new Rendered(planFixture());
  const claims = rendered.statefulSets.flatMap(claimsOf);

  test('each static claim of each ordinal has exactly one PersistentVolume, and no other claim has one', () => {
    // GIVEN
    const waiting = claims.filter(({ storageClassName }) => storageClassName === '');
    // THEN
    expect(waiting.length).toBeGreaterThan(0);
    expect(rendered.persistentVolumes.map(({ spec }) => spec.claimRef.name).sort()).toEqual(
      waiting.map(({ name }) => name).sort(),
    );
  });

  test('a PersistentVolume is in the zone of its claim, of its size, and stays', () => {
    for (const { spec } of rendered.persistentVolumes) {
      const claim = claims.find(({ name }) => name === spec.claimRef.name);
      expect(spec.storageClassName).toBe(claim?.storageClassName);
      expect(spec.capacity.storage).toBe(claim?.storage);
      expect(spec.nodeAffinity.required.nodeSelectorTerms).toEqual([
        { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [claim?.zone] }] },
      ]);
      expect(spec.claimRef.namespace).toBe('hadoop');
      expect(spec.persistentVolumeReclaimPolicy).toBe('Retain');
    }
  });

  test('each PersistentVolume is another EBS volume, by the id given for its claim', () => {
    const ids = volumeIdFixture(rendered.plan);
    for (const { spec } of rendered.persistentVolumes) {
      expect(spec.csi).toEqual({
        driver: 'ebs.csi.aws.com',
        volumeHandle: ids[spec.claimRef.name],
        fsType: 'ext4',
      });
    }
    const handles = rendered.persistentVolumes.map(({ spec }) => spec.csi?.volumeHandle);
    expect(new Set(handles).size).toBe(handles.length);
  });

  test('ids, which may be tokens, are in no name and no label', () => {
    for (const { metadata } of rendered.objects) expect(JSON.stringify(metadata)).not.toContain('Token');
  });

  test('fails for static volumes without an id, naming all of them', () => {
    // GIVEN
    const plan = planFixture();
    const volumeIds = Object.fromEntries(
      Object.entries(volumeIdFixture(plan)).filter(([claim]) => !/journalnode-1[bc]/.test(claim)),
    );
    // THEN
    expect(() => new PlatformManifests({ plan, volumeIds })).toThrow(
      "volumeIds of role 'journalnode' lacks data-journalnode-1b-0, data-journalnode-1c-0: " +
        'expected an EBS volume id for each static claim',
    );
  });
});

describe('dynamic volumes', () => {
  const volumeKeyArn = '${Token[Key.Arn]}';
  const plan = planFixture({ volumeMode: VolumeMode.DYNAMIC });
  const { manifests } = new PlatformManifests({ plan, volumeKeyArn });
  const objects = manifests.flatMap((manifest) => manifest.objects as unknown as StorageClass[]);
  const classes = objects.filter(({ kind }) => kind === 'StorageClass');
  const classOf = (volume: string) => classes.find(({ metadata }) => metadata.name.startsWith(volume));

  test('each claim asks for a StorageClass that is rendered, and none is left over', () => {
    const asked = new Rendered(plan).statefulSets
      .flatMap(claimsOf)
      .map(({ storageClassName }) => storageClassName);
    expect([...new Set(asked)].sort()).toEqual(classes.map(({ metadata }) => metadata.name).sort());
  });

  test('volumes are encrypted, made where the pod is, and stay', () => {
    expect(classes.length).toBeGreaterThan(0);
    for (const storageClass of classes) {
      expect(storageClass).toMatchObject({
        provisioner: 'ebs.csi.aws.com',
        volumeBindingMode: 'WaitForFirstConsumer',
        reclaimPolicy: 'Retain',
        parameters: { encrypted: 'true', kmsKeyId: volumeKeyArn },
      });
    }
  });

  test('performance is asked for where the type has it, as strings', () => {
    expect(classOf('hadoop-namenode-data')?.parameters).toMatchObject({
      type: 'gp3',
      iops: '3000',
      throughput: '125',
    });
    const throughputOptimised = Object.keys(classOf('hadoop-datanode-data')?.parameters ?? {});
    expect(throughputOptimised).toContain('type');
    expect(throughputOptimised).not.toContain('iops');
    expect(throughputOptimised).not.toContain('throughput');
  });

  test('another performance is another class, because the parameters of one cannot be changed', () => {
    const faster = planFixture({ volumeMode: VolumeMode.DYNAMIC });
    const roles = faster.roles.map((role) => ({
      ...role,
      volumes: role.volumes.map((volume) => (volume.iops === undefined ? volume : { ...volume, iops: 4000 })),
    }));
    const names = (of: PlatformManifests) =>
      of.manifests
        .flatMap((manifest) => manifest.objects as unknown as StorageClass[])
        .filter(({ kind, parameters }) => kind === 'StorageClass' && 'iops' in parameters)
        .map(({ metadata }) => metadata.name);
    const before = names(new PlatformManifests({ plan }));
    const after = names(new PlatformManifests({ plan: { ...faster, roles } }));
    expect(after).toHaveLength(before.length);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
  });

  test('a claim whose volume an earlier cluster made is bound to it, by the class that it asks for', () => {
    // GIVEN
    const claim = 'data1-datanode-1b-0';
    // WHEN
    const rendered = new PlatformManifests({
      plan,
      volumeIds: { [claim]: 'vol-0123456789abcdef0' },
    }).manifests
      .flatMap((manifest) => manifest.objects as unknown as Rendered['persistentVolumes'])
      .filter(({ kind }) => kind === 'PersistentVolume');
    // THEN
    const asked = new Rendered(plan).statefulSets
      .flatMap(claimsOf)
      .find(({ name }) => name === claim)?.storageClassName;
    expect(rendered).toHaveLength(1);
    expect(rendered[0]?.spec.storageClassName).toBe(asked);
    expect(rendered[0]?.spec.claimRef.name).toBe(claim);
    expect(rendered[0]?.spec.csi?.volumeHandle).toBe('vol-0123456789abcdef0');
  });

  test('another volume for a claim is another PersistentVolume, because the volume of one cannot be changed', () => {
    const named = (id: string): string[] =>
      new PlatformManifests({ plan, volumeIds: { 'data1-datanode-1b-0': id } }).manifests
        .flatMap((manifest) => manifest.objects as unknown as Rendered['persistentVolumes'])
        .filter(({ kind }) => kind === 'PersistentVolume')
        .map(({ metadata }) => metadata.name);
    expect(named('vol-0123456789abcdef0')).toEqual(['hadoop-data1-datanode-1b-0-0123456789abcdef0']);
    expect(named('vol-0fedcba9876543210')).not.toEqual(named('vol-0123456789abcdef0'));
    expect(named('${Token[VolumeId.1]}')).toEqual(['hadoop-data1-datanode-1b-0']);
  });

  test('a disk of its own is claimed for each mount path', () => {
    const set = new Rendered(plan).statefulSets.find(({ metadata }) => metadata.name === 'datanode-1a');
    expect(set?.spec.volumeClaimTemplates.map(({ metadata }) => metadata.name)).toEqual(['data0', 'data1']);
    const mounts = set?.spec.template.spec.containers[0]?.volumeMounts ?? [];
    expect(mounts).toEqual(
      expect.arrayContaining([
        { name: 'data0', mountPath: '/data0' },
        { name: 'data1', mountPath: '/data1' },
      ]),
    );
  });
});

describe("a node's own disks", () => {
  const plan = planFixture({ dataNodeVolumes: localVolumes(2) });

  test('each disk is a PersistentVolume on the nodes of the pool in the zone', () => {
    // WHEN
    const local = new Rendered(plan).persistentVolumes.filter(({ spec }) => spec.local !== undefined);
    // THEN
    expect(local).toHaveLength(12);
    const volume = local.find(({ spec }) => spec.claimRef.name === 'data1-datanode-1c-1');
    expect(volume?.spec.local).toEqual({ path: '/mnt/k8s-disks/2' });
    expect(volume?.spec.nodeAffinity.required.nodeSelectorTerms[0]?.matchExpressions).toEqual([
      { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['us-east-1c'] },
      { key: 'cdk-hadoop/node-role', operator: 'In', values: ['datanode'] },
    ]);
  });

  test('roles that share a pool share no disk', () => {
    // GIVEN NodeManagers beside the DataNodes
    const shared = {
      ...plan,
      pools: plan.pools.map((pool) =>
        pool.name === 'datanode' ? { ...pool, groups: ['datanode', 'nodemanager'] } : pool,
      ),
      roles: plan.roles.map((role) =>
        role.group === 'nodemanager' ? { ...role, pool: 'datanode', volumes: localVolumes(1) } : role,
      ),
    };
    // WHEN
    const paths = new Rendered(shared).persistentVolumes
      .filter(({ spec }) => /^data\d?-(datanode-1a-0|nodemanager-1a-0)$/.test(spec.claimRef.name))
      .map(({ spec }) => spec.local?.path);
    // THEN
    expect(paths.sort()).toEqual(['/mnt/k8s-disks/1', '/mnt/k8s-disks/2', '/mnt/k8s-disks/3']);
  });
});

test('the local tier leaves all volumes to the default StorageClass of the cluster', () => {
  // WHEN
  const rendered = new Rendered(planFixture({ tier: Tier.LOCAL, dataNodeVolumes: localVolumes(1) }));
  // THEN
  expect(rendered.storageClasses).toEqual([]);
  expect(rendered.persistentVolumes).toEqual([]);
  for (const { storageClassName } of rendered.statefulSets.flatMap(claimsOf)) {
    expect(storageClassName).toBeUndefined();
  }
});
