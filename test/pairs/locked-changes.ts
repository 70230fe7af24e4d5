import { Architecture } from '../../lib/catalog/instance-type';
import { Environment, NodeSharing } from '../../lib/model/environment';
import { Product } from '../../lib/roles/role';
import { BASE, overriding } from '../lib/diff/changes';

const [A, B, C, D] = ['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d'] as const;
const { hbase: _hbase, ...WITHOUT_HBASE } = BASE;
/** Room for three generations of each pool. */
const ROOMY: Environment = { ...BASE, cluster: { ...BASE.cluster, nodeGroupQuota: 60 } };
const FOUR_ZONES: Environment = { ...BASE, zones: [A, B, C, D], quorumZones: [A, B, C] };

/** A change of a platform that runs, which is planned with the lock of what is deployed. */
export interface LockedChange {
  readonly name: string;
  readonly before: Environment;
  readonly after: Environment;
  /** Pools whose node groups get another generation, or leave their last one. */
  readonly moves: readonly string[];
}

const of = (name: string, moves: readonly string[], after: Environment, before = BASE): LockedChange => ({
  name,
  before,
  after,
  moves,
});

/** What would replace node groups, and what would not. */
export const LOCKED_CHANGES: readonly LockedChange[] = [
  of('another machine', ['datanode'], overriding('datanode', { instanceType: 'm7g.8xlarge' })),
  of(
    'another machine, and a newer Kubernetes whose nodes are older',
    ['datanode'],
    overriding(
      'datanode',
      { instanceType: 'm7g.8xlarge' },
      { ...BASE, cluster: { kubernetesVersion: '1.36', nodeVersion: '1.35' } },
    ),
  ),
  of(
    'another machine, and other tags',
    ['datanode'],
    overriding('datanode', { instanceType: 'm7g.8xlarge' }, { ...BASE, tags: { team: 'data' } }),
  ),
  of('spot capacity', ['nodemanager'], overriding('nodemanager', { spot: true })),
  of('a generation that is stated', ['datanode'], {
    ...BASE,
    cluster: { ...BASE.cluster, nodeGenerations: { datanode: 2 } },
  }),
  of(
    'another architecture',
    ['datanode', 'masters', 'nodemanager', 'regionserver', 'system'],
    { ...ROOMY, architecture: Architecture.AMD64 },
    ROOMY,
  ),
  of('masters on nodes of their own', ['masters'], { ...ROOMY, nodeSharing: NodeSharing.DEDICATED }, ROOMY),
  of('a product less', ['regionserver'], {
    ...WITHOUT_HBASE,
    products: [Product.ZOOKEEPER, Product.HDFS, Product.YARN],
  }),
  of('more data', [], { ...BASE, hdfs: { usableTiB: 60 } }),
  of('a zone more', [], FOUR_ZONES),
  of(
    'another machine, and a zone less',
    ['datanode'],
    overriding('datanode', { instanceType: 'm7g.8xlarge' }),
    FOUR_ZONES,
  ),
];
