import { join } from 'node:path';
import { local } from '../../bin/environments/local';
import { PlatformManifests } from '../../constructs';
import { planPlatform } from '../../lib/planner/planner';
import { expectGolden } from './golden';
import { inventoryText, manifestInventory, planInventory } from './inventory';
import { KubernetesObject } from './template';

const plan = planPlatform(local);
const { manifests } = new PlatformManifests({ plan });

test('output matches the golden files', () => {
  const inventory = {
    ...manifestInventory(
      manifests.map(({ name, objects }) => ({ name, objects: objects as unknown as KubernetesObject[] })),
    ),
    ...planInventory({ local: plan }),
  };
  expectGolden(join(__dirname, 'golden', 'local'), { 'inventory.txt': inventoryText(inventory) });
});

test('there is nothing of AWS in it', () => {
  const objects = manifests.flatMap((manifest) => manifest.objects);
  const kinds = new Set(objects.map(({ kind }) => kind));
  expect(kinds).not.toContain('StorageClass');
  expect(kinds).not.toContain('PersistentVolume');
  expect(JSON.stringify(objects)).not.toMatch(/amazonaws|ebs\.csi|cdk-hadoop\/node-role|\$\{Token/);
});
