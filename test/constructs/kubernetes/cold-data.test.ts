import { PlatformManifests } from '../../../constructs/kubernetes/platform-manifests';
import { Architecture } from '../../../lib/catalog/instance-type';
import { Tier } from '../../../lib/model/environment';
import { HdfsTargets } from '../../../lib/model/targets';
import { planPlatform } from '../../../lib/planner/planner';
import { Product } from '../../../lib/roles/role';
import { volumeIdFixture } from './plan-fixture';
import { KubeObject } from './rendered';

function objectsOf(hdfs: HdfsTargets, architecture: Architecture): KubeObject[] {
  const plan = planPlatform({
    name: 'archive',
    tier: Tier.PROD,
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    products: [Product.ZOOKEEPER, Product.HDFS],
    architecture,
    hdfs,
  });
  const { manifests } = new PlatformManifests({ plan, volumeIds: volumeIdFixture(plan) });
  return manifests.flatMap(({ objects }) => objects as unknown as KubeObject[]);
}

function ofKind(objects: readonly KubeObject[], kind: string, name: RegExp): KubeObject[] {
  return objects.filter((of) => of.kind === kind && name.test(of.metadata.name));
}

test('cold volumes have a StorageClass of their own, and their directories a Job that sets the policy', () => {
  const objects = objectsOf({ usableTiB: 60, coldFraction: 0.5 }, Architecture.ARM64);
  const classes = ofKind(objects, 'StorageClass', /datanode-cold/);
  expect(classes).toMatchObject([{ parameters: { type: 'st1' } }]);
  const jobs = ofKind(objects, 'Job', /storage-policies/);
  expect(jobs).toHaveLength(1);
  expect(JSON.stringify(jobs)).toContain('"/cold"');
});

test('dense disks are PersistentVolumes of the nodes, one for each disk and DataNode', () => {
  const objects = objectsOf({ usableTiB: 300, coldFraction: 1 }, Architecture.AMD64);
  expect(ofKind(objects, 'StorageClass', /datanode/)).toEqual([]);
  const volumes = ofKind(objects, 'PersistentVolume', /cold\d-datanode-1a-0$/);
  const paths = volumes.map((of) => /\/mnt\/k8s-disks\/\d+/.exec(JSON.stringify(of))?.[0]);
  expect(paths).toEqual(['1', '2', '3', '4'].slice(0, paths.length).map((disk) => `/mnt/k8s-disks/${disk}`));
  expect(paths.length).toBeGreaterThan(1);
});

test('without cold data there is no Job', () => {
  expect(ofKind(objectsOf({ usableTiB: 60 }, Architecture.ARM64), 'Job', /./)).toEqual([]);
});
