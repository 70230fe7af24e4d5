import { Role } from '../../lib/roles/role';
import { rackOf } from '../../lib/config/topology-script';
import { PORTS } from '../../lib/roles/ports';
import { Client, CLIENT_LABEL, withClient } from './harness/clients';
import { clientJar } from './harness/java';
import { LiveObject, StatefulSet } from './harness/objects';
import { E2ePlatform, platformReady } from './harness/platform';
import { dataNodesAlive, nameNodeStates } from './harness/products';
import { figures } from './harness/report';
import { scenario } from './harness/scenario';
import { until } from './harness/wait';

const OWN = 'e2e-racks';
const FILES = 4;

let platform: E2ePlatform;

beforeAll(async () => {
  platform = await platformReady();
});

/** Racks of each block below a path, as HDFS's own check shows them. */
async function racksOfBlocks(client: Client, path: string): Promise<string[][]> {
  const { stdout } = await client.run('org.apache.hadoop.hdfs.tools.DFSck', [
    path,
    '-files',
    '-blocks',
    '-racks',
  ]);
  return stdout
    .split('\n')
    .filter((line) => /^\d+\. BP-/.test(line))
    .map((line) => [...line.matchAll(/(\/[^\s,[\]]+)\/[\d.]+:\d+/g)].map(([, rack = '']) => rack));
}

scenario(
  'GIVEN files WHEN HDFS is asked for the racks of their blocks THEN each is in three zones, and there is no other rack',
  async () => {
    const jar = await clientJar();
    await withClient(
      platform,
      { name: OWN, image: 'hadoop', roleConfigOf: Role.NODEMANAGER, jar },
      async (client) => {
        const folder = `/tmp/${OWN}`;
        try {
          for (let file = 0; file < FILES; file++) {
            await client.java('e2e.HdfsData', ['write', `${folder}/${file}`, '1']);
          }
          const known = platform.plan.zones.map(rackOf).sort();
          const own = await racksOfBlocks(client, folder);
          expect(own).toHaveLength(FILES);
          for (const racks of own) expect(racks.sort()).toEqual(known);

          // Of what others wrote too. A block whose server was away a moment ago is given back its third copy.
          const all = await until(
            'every block of the file system to be in three zones',
            async () => {
              const blocks = await racksOfBlocks(client, '/');
              const wrong = blocks.filter((racks) => new Set(racks).size < known.length);
              if (wrong.length > 0) throw new Error(`${wrong.length}: ${JSON.stringify(wrong[0])}`);
              return blocks;
            },
            { timeoutSeconds: 240, everySeconds: 5 },
          );
          expect([...new Set(all.flat())].sort()).toEqual(known);
          figures('03 racks', [{ blocks: all.length, racks: known.join(' ') }]);
        } finally {
          await client.java('e2e.HdfsData', ['delete', folder]);
        }
      },
    );
  },
  { minutes: 8 },
);

interface Node extends LiveObject {
  readonly status: {
    readonly conditions: readonly { readonly type: string; readonly status: string }[];
  };
}

/** The zone of a node that is in none of the platform's zones. */
async function zoneOutside(): Promise<string> {
  const known = platform.plan.zones.map(({ name }) => name);
  const nodes = await platform.cluster.list<Node>('nodes');
  const zones = nodes.map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
  const found = zones.find((zone) => zone !== undefined && !known.includes(zone));
  if (found === undefined) {
    throw new Error(
      'no node is outside the zones of the platform: the test bed that `npm run e2e` starts has one',
    );
  }
  return found;
}

/** A DataNode like the platform's, but in another zone: the address of its pod is in no range of the description. */
function strangerOf(set: StatefulSet, name: string, zone: string): object {
  const { spec } = set.spec.template;
  const { volumeClaimTemplates } = set.spec as unknown as {
    volumeClaimTemplates: readonly { metadata: { name: string } }[];
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: CLIENT_LABEL },
    spec: {
      ...spec,
      nodeSelector: { 'topology.kubernetes.io/zone': zone },
      tolerations: [{ operator: 'Exists' }],
      affinity: undefined,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      // They wait for a name that only a pod of the StatefulSet gets.
      initContainers: undefined,
      containers: spec.containers.map((container) => ({
        ...container,
        startupProbe: undefined,
        readinessProbe: undefined,
        livenessProbe: undefined,
      })),
      volumes: [
        ...(spec.volumes ?? []),
        ...volumeClaimTemplates.map(({ metadata }) => ({ name: metadata.name, emptyDir: {} })),
      ],
    },
  };
}

scenario(
  'GIVEN a DataNode at an address of no zone WHEN it registers THEN it is refused, and put into no default rack',
  async () => {
    const { cluster } = platform;
    const zone = await zoneOutside();
    const name = `${OWN}-stranger`;
    const [set] = await cluster.list<StatefulSet>('statefulsets', {
      selector: `app.kubernetes.io/component=${Role.DATANODE}`,
    });
    const planned = platform.plan.hdfs!.datanodes;
    await cluster.kubectl(['create', '-f', '-'], JSON.stringify(strangerOf(set!, name, zone)));
    try {
      const refusal = await until(
        'the NameNodes to refuse the DataNode',
        async () => {
          const { stdout } = await cluster.tryKubectl(['logs', name]);
          const found = /^.*UnresolvedTopologyException.*$/m.exec(stdout);
          if (found === null) throw new Error(stdout.slice(-500));
          return found[0];
        },
        { timeoutSeconds: 120 },
      );
      expect(refusal).toContain(`Unresolved topology mapping for host ${name}`);
      const { status } = await cluster.pod(name);
      // Of no NameNode's list, and in no rack of its own or of all that are unknown.
      for (const namenode of Object.keys(await nameNodeStates(platform))) {
        const { body } = await cluster.http(namenode, PORTS.namenodeHttp, '/topology');
        expect(body).not.toContain('default-rack');
        expect(body).not.toContain(`${status.podIP!}:`);
      }
      expect(Object.keys(await dataNodesAlive(platform))).toHaveLength(planned);
    } finally {
      await cluster.kubectl(['delete', 'pod', name, '--grace-period=0', '--force', '--ignore-not-found']);
    }
  },
  { minutes: 5 },
);
