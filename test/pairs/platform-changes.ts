import { prod } from '../../bin/environments/prod';
import { staging } from '../../bin/environments/staging';
import { Environment, NodeSharing } from '../../lib/model/environment';
import { VolumeMode } from '../../lib/model/overrides';
import { PRODUCT_VERSIONS } from '../../lib/plan/versions';
import { BASE, overriding } from '../lib/diff/changes';
import { Change } from './pair';

const VOLUME = 'vol-0123456789abcdef0';
const TWO_ENSEMBLES: Environment = { ...BASE, zookeeper: [...(BASE.zookeeper ?? []), { name: 'second' }] };
const { zookeeper: [first, ...others] = [] } = prod;

/** Changes of a whole platform that people plan for weeks, and those that more than one field takes part in. */
export const PLATFORM_CHANGES: readonly Change[] = [
  { name: 'an ensemble less', before: TWO_ENSEMBLES, after: BASE },
  {
    name: 'the first ensemble less',
    before: TWO_ENSEMBLES,
    after: { ...BASE, zookeeper: [{ name: 'second' }] },
  },
  { name: 'an ensemble less in prod', before: prod, after: { ...prod, zookeeper: others } },
  {
    name: 'an ensemble more in prod',
    before: prod,
    after: { ...prod, zookeeper: [...(first === undefined ? [] : [first]), ...others, { name: 'third' }] },
  },
  {
    name: 'another machine in prod, where all node groups of the quota are used',
    before: prod,
    after: overriding('datanode', { instanceType: 'm6g.8xlarge' }, prod),
  },
  {
    name: 'a volume of a NameNode restored in prod',
    before: prod,
    after: { ...prod, existingVolumes: { 'data-namenode-1a-0': VOLUME } },
  },
  {
    name: 'a volume of a JournalNode restored in staging',
    before: staging,
    after: { ...staging, existingVolumes: { 'data-journalnode-1b-0': VOLUME } },
  },
  {
    name: 'masters that share nodes in prod',
    before: prod,
    after: { ...prod, nodeSharing: NodeSharing.MASTERS },
  },
  {
    name: 'prod in a private network',
    before: prod,
    after: { ...prod, network: { ...prod.network, privateOnly: true } },
  },
  {
    name: 'dynamic volumes of all masters',
    before: BASE,
    after: ['zookeeper', 'journalnode', 'namenode'].reduce(
      (environment, role) => overriding(role, { volumeMode: VolumeMode.DYNAMIC }, environment),
      BASE,
    ),
  },
  {
    name: 'a newer ZooKeeper',
    before: BASE,
    after: BASE,
    versions: { ...PRODUCT_VERSIONS, zookeeper: '3.9.9' },
  },
  {
    name: 'a newer Hadoop',
    before: BASE,
    after: BASE,
    versions: { ...PRODUCT_VERSIONS, hadoop: '3.4.9' },
  },
  {
    name: 'a newer HBase',
    before: BASE,
    after: BASE,
    versions: { ...PRODUCT_VERSIONS, hbase: '2.6.9-hadoop3' },
  },
];
