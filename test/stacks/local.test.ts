import { local } from '../../bin/environments/local';
import { PlatformManifests } from '../../constructs';
import { planPlatform } from '../../lib/planner/planner';
import { ManifestSnapshot, yamlSerializer } from './yaml-serializer';

expect.addSnapshotSerializer(yamlSerializer);

const { manifests } = new PlatformManifests({ plan: planPlatform(local) });

test.each(manifests)('$name', ({ objects }) => {
  expect(new ManifestSnapshot(objects)).toMatchSnapshot();
});

test('there is nothing of AWS in it', () => {
  const objects = manifests.flatMap((manifest) => manifest.objects);
  const kinds = new Set(objects.map(({ kind }) => kind));
  expect(kinds).not.toContain('StorageClass');
  expect(kinds).not.toContain('PersistentVolume');
  expect(JSON.stringify(objects)).not.toMatch(/amazonaws|ebs\.csi|cdk-hadoop\/node-role|\$\{Token/);
});
