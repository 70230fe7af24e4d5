import { HadoopPlatform, Tier } from '../../constructs';
import { PlatformManifests } from '../../constructs/kubernetes/platform-manifests';
import { PlannedProduct } from '../../constructs/planned-product';
import { PRODUCTS } from '../../lib/roles/role';
import { commandLineApp } from '../stacks/command-line';

/** A platform with every product. */
const PLATFORM = new HadoopPlatform(commandLineApp(), 'Platform', {
  environment: {
    name: 'complete',
    tier: Tier.DEV,
    region: 'eu-west-1',
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  },
});

describe.each(PRODUCTS)('a whole platform with %s', (product) => {
  test('offers it as a construct, with its roles', () => {
    const { ensembles, ...fields } = PLATFORM;
    const offered = [...Object.values(ensembles), ...Object.values<unknown>(fields)].filter(
      (value) => value instanceof PlannedProduct,
    );

    expect(offered.flatMap(({ roles }) => roles.map((role) => role.product))).toContain(product);
  });

  test('renders it', () => {
    const { manifests } = new PlatformManifests({
      plan: PLATFORM.plan,
      volumeIds: PLATFORM.volumes.volumeIds,
    });

    expect(manifests.map((manifest) => manifest.product)).toContain(product);
  });
});
