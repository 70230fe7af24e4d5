import { Environment } from '../../../lib/model/environment';
import { problemsOf, prod, ZONES } from '../sizing/sample';
import { A, B, C, imported, podCidrs, refuses } from './refuses';

const vpc = (vpcCidr: string): Partial<Environment> => ({ network: { vpcCidr } });

/** Hybrid machines of three /24s each for nodes and pods, less what is stated. */
function hybrid(stated: { nodes?: string; pods?: string }): Environment['cluster'] {
  return {
    hybridNetwork: {
      nodeCidrs: { [A]: '192.168.0.0/24', [B]: '192.168.1.0/24', [C]: stated.nodes ?? '192.168.2.0/24' },
      podCidrs: { [A]: '192.168.3.0/24', [B]: '192.168.4.0/24', [C]: stated.pods ?? '192.168.5.0/24' },
    },
  };
}
const NODES = `cluster.hybridNetwork.nodeCidrs.${C}`;
const PODS = `cluster.hybridNetwork.podCidrs.${C}`;

describe('ranges of hybrid machines', () => {
  refuses([
    [
      'nodes in a part of the VPC that has no private subnet',
      { ...vpc('10.0.0.0/16'), cluster: hybrid({ nodes: '10.0.0.0/24' }) },
      NODES,
      '10.0.0.0/24',
      'network.vpcCidr 10.0.0.0/16',
    ],
    [
      'pods in the VPC that nobody stated',
      { cluster: hybrid({ pods: '10.0.255.0/24' }) },
      PODS,
      '10.0.255.0/24',
      'the default of network.vpcCidr',
    ],
    [
      'nodes in an imported VPC, outside of its subnets',
      { network: { importedVpc: imported }, cluster: hybrid({ nodes: '10.0.255.0/24' }) },
      NODES,
      '10.0.255.0/24',
      'network.importedVpc.vpcCidr',
    ],
    [
      'nodes in a subnet of an imported VPC without a range',
      {
        network: { importedVpc: { ...imported, vpcCidr: undefined } },
        cluster: hybrid({ nodes: '10.0.1.0/24' }),
      },
      NODES,
      '10.0.1.0/24',
      `network.importedVpc.privateSubnetCidrs.${A}`,
    ],
    [
      'pods among those of custom networking',
      { network: { podCidrs }, cluster: hybrid({ pods: '100.64.1.0/24' }) },
      PODS,
      '100.64.1.0/24',
      `network.podCidrs.${A}`,
    ],
    ['nodes among Services', { cluster: hybrid({ nodes: '172.20.7.0/24' }) }, NODES, '172.20', 'Services'],
    ['pods among Services', { cluster: hybrid({ pods: '10.100.7.0/24' }) }, PODS, '10.100', 'Services'],
    [
      'pods among the nodes',
      { cluster: hybrid({ pods: '192.168.0.0/25' }) },
      PODS,
      '192.168.0.0/25',
      `nodeCidrs.${A}`,
    ],
    ['nodes at link-local addresses', { cluster: hybrid({ nodes: '169.254.7.0/24' }) }, NODES, '169', 'link'],
  ]);

  test('GIVEN ranges that nothing else has WHEN planned THEN it plans', () => {
    expect(problemsOf(prod({ cluster: hybrid({}) }))).toEqual([]);
  });
});

describe('ranges that AWS refuses for a VPC', () => {
  refuses([
    ['loopback', vpc('127.0.0.0/16'), 'network.vpcCidr', '127.0.0.0/16', 'loopback'],
    ['link-local', vpc('169.254.0.0/16'), 'network.vpcCidr', '169.254.0.0/16', 'link-local'],
    ['multicast', vpc('239.1.0.0/16'), 'network.vpcCidr', '239.1.0.0/16', 'multicast'],
    ['reserved', vpc('250.0.0.0/16'), 'network.vpcCidr', '250.0.0.0/16', 'reserved'],
    ['no network at all', vpc('0.0.0.0/16'), 'network.vpcCidr', '0.0.0.0/16', '0.0.0.0/8'],
    [
      'pods at multicast addresses',
      { network: { podCidrs: { ...podCidrs, [B]: ['224.1.0.0/18'] } } },
      `network.podCidrs.${B}[0]`,
      '224.1.0.0/18',
      'multicast',
    ],
    [
      'a VPC and pods that leave no range for Services',
      { network: { vpcCidr: '10.100.0.0/16', podCidrs: { ...podCidrs, [C]: ['172.20.0.0/18'] } } },
      `network.podCidrs.${C}[0]`,
      '172.20.0.0/18',
      'Services',
    ],
  ]);
});

describe('a zone that is given twice', () => {
  test.each([
    ['in place of a third', [A, A, B], [1, 0]],
    ['after three others', [...ZONES, B], [3, 1]],
  ] as const)(
    'GIVEN it %s WHEN planned THEN the one problem is the duplicate',
    (_, zones, [second, first]) => {
      const problems = problemsOf(prod({ zones: [...zones] }));
      expect(problems.map(({ field }) => field)).toEqual([`zones[${second}]`]);
      expect(problems[0]?.allowed).toContain(`duplicate of zones[${first}]`);
    },
  );
});
