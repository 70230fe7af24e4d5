import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { ENVIRONMENTS } from '../../bin/environments';
import { PlatformManifests } from '../../constructs/kubernetes';
import { VolumeMode } from '../../lib/model/overrides';
import { planPlatform } from '../../lib/planner/planner';
import { claimsOf } from '../../lib/topology/volume-claims';
import { Cluster, startCluster, whyNoCluster } from './cluster';

const missing = whyNoCluster();
if (missing !== undefined) process.stderr.write(`skipped: tests on a real API server: ${missing}\n`);

(missing === undefined ? describe : describe.skip)('a real API server', () => {
  let cluster: Cluster;
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-dry-run-'));
    cluster = startCluster();
  });

  afterAll(() => {
    cluster.stop();
    rmSync(directory, { recursive: true });
  });

  /** The manifests of an environment; ids of volumes are made up, for nothing is mounted. */
  function manifestsOf(name: string): { name: string; file: string; count: number; namespace: string }[] {
    const environment = ENVIRONMENTS.find((candidate) => candidate.name === name)!;
    const plan = planPlatform(environment);
    const claims = plan.roles
      .flatMap(claimsOf)
      .filter(({ template }) => template.volume.mode === VolumeMode.STATIC);
    const { manifests } = new PlatformManifests({
      plan,
      volumeIds: Object.fromEntries(
        claims.map((claim, n) => [claim.name, `vol-${String(n).padStart(17, '0')}`]),
      ),
    });
    return manifests.map((manifest) => {
      const file = join(directory, `${name}-${manifest.name}.yaml`);
      writeFileSync(file, Yaml.stringify(...manifest.objects));
      return { name: manifest.name, file, count: manifest.objects.length, namespace: plan.namespace };
    });
  }

  test.each(ENVIRONMENTS.map(({ name }) => name))(
    'GIVEN the manifests of %s WHEN they are applied as a server-side dry run THEN every object is accepted',
    (name) => {
      const [platform, ...products] = manifestsOf(name);
      // Namespaced objects are refused where their namespace does not exist; the shared objects are really made.
      expect(cluster.kubectl('apply', '-f', platform!.file)).toMatchObject({ code: 0 });
      try {
        for (const { file, count } of products) {
          const { code, output } = cluster.kubectl('apply', '--server-side', '--dry-run=server', '-f', file);
          expect({ code, output }).toMatchObject({ code: 0 });
          expect(output.match(/serverside-applied \(server dry run\)/g)).toHaveLength(count);
          expect(output).not.toContain('Warning');
        }
      } finally {
        cluster.kubectl('delete', '-f', platform!.file, '--wait=true');
      }
    },
  );

  test('GIVEN an object with an unknown field WHEN it is applied THEN the server refuses it', () => {
    const file = join(directory, 'wrong.yaml');
    writeFileSync(
      file,
      Yaml.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'wrong' }, spec: { portz: [] } }),
    );
    expect(cluster.kubectl('apply', '--server-side', '--dry-run=server', '-f', file).code).not.toBe(0);
  });
});
