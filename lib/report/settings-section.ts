import { s3aPath } from '../config/s3a-site';
import { PRODUCT_FACTS } from '../roles/product-facts';
import { Product } from '../roles/role';
import { EnsemblePlan, HBasePlan, HdfsPlan, Plan, TenantPlan, YarnPlan } from '../plan/plan';
import { addressesText } from './address-text';
import { ensembleSummary } from './ensemble-summary';
import { MOST_ENSEMBLES } from './role-families';
import { countText, decimalText, gibText, pluralText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';

/** Name and value of a setting. */
type Setting = readonly [name: string, value: string];

const NAME_WIDTH = 14;

/**
 * What users and operators of the platform look up first.
 * @param all show every ensemble in full, regardless of their number
 */
export function settingsSection(plan: Plan, layout: TextLayout, all: boolean): string {
  return [
    layout.style.strong('Settings'),
    ...Object.values(BLOCKS).flatMap((lines) => lines(plan, layout, all)),
  ].join('\n');
}

/** Lines of each product, in their order on the page. */
const BLOCKS: Readonly<Record<Product, (plan: Plan, layout: TextLayout, all: boolean) => string[]>> = {
  [Product.ZOOKEEPER]: ensembleBlocks,
  [Product.HDFS]: hdfsBlock,
  [Product.HBASE]: ({ hbase }, layout) =>
    hbase === undefined ? [] : block('HBase', hbaseSettings(hbase), layout),
  [Product.YARN]: ({ yarn }, layout) => (yarn === undefined ? [] : yarnBlock(yarn, layout)),
};

function block(title: string, settings: readonly Setting[], { columns, style }: TextLayout): string[] {
  const indent = ' '.repeat(2 + NAME_WIDTH);
  return [
    '',
    style.strong(title),
    ...settings.flatMap(([name, value]) =>
      wrapText(value, columns - indent.length).map((line, position) =>
        position === 0 ? `  ${name.padEnd(NAME_WIDTH)}${line}` : `${indent}${line}`,
      ),
    ),
  ];
}

function ensembleBlocks(plan: Plan, layout: TextLayout, all: boolean): string[] {
  const own = plan.ensembles.map(({ connectString }) => connectString);
  const imported =
    plan.coordination === undefined || own.includes(plan.coordination)
      ? []
      : block(
          'ZooKeeper, imported',
          [
            ['connect', plan.coordination],
            ['used by', usersOf(plan)],
          ],
          layout,
        );
  return [
    ...imported,
    ...(all || plan.ensembles.length <= MOST_ENSEMBLES
      ? plan.ensembles.flatMap((ensemble) =>
          block(`ZooKeeper ensemble ${ensemble.name}`, ensembleSettings(plan, ensemble), layout),
        )
      : ensembleSummary(plan, layout)),
  ];
}

/** Products in the plan that keep their state in the coordinating ensemble. */
function usersOf({ products }: Plan): string {
  return products.filter((product) => PRODUCT_FACTS[product].needs.includes(Product.ZOOKEEPER)).join(', ');
}

function ensembleSettings(plan: Plan, ensemble: EnsemblePlan): Setting[] {
  const observers = ensemble.servers.filter(({ observer }) => observer).length;
  const participants = ensemble.servers.length - observers;
  const servedBy = ensemble.observersServeClients ? 'observers' : 'participants';
  const users = ensemble.connectString === plan.coordination ? usersOf(plan) : '';
  return [
    [
      'servers',
      `${pluralText(participants, 'participant')}, ${observers === 0 ? 'no observers' : pluralText(observers, 'observer')}; ` +
        `${servedBy} serve clients, through Service ${ensemble.clientService}`,
    ],
    ['connect', addressesText(ensemble.connectString)],
    ...(users === '' ? [] : [['used by', users] as const]),
    [
      'sessions',
      `${decimalText(ensemble.minSessionTimeoutMs / 1000, 1)} to ` +
        `${decimalText(ensemble.maxSessionTimeoutMs / 1000, 1)} s; tick ${countText(ensemble.tickTimeMs)} ms, ` +
        `init ${ensemble.initLimit} and sync ${ensemble.syncLimit} ticks`,
    ],
    [
      'throttles',
      `per server: ${pluralText(ensemble.maxCnxns, 'connection')}, ${countText(ensemble.maxClientCnxns)} of them from ` +
        `one address; ${countText(ensemble.globalOutstandingLimit)} requests outstanding`,
    ],
    ...(ensemble.tenants.length === 0
      ? []
      : [['tenants', ensemble.tenants.map(tenantText).join('\n')] as const]),
  ];
}

function tenantText({ chroot, maxZnodes, maxDataMiB }: TenantPlan): string {
  const limits = [
    ...(maxZnodes === undefined ? [] : [`${countText(maxZnodes)} znodes`]),
    ...(maxDataMiB === undefined ? [] : [`${countText(maxDataMiB)} MiB`]),
  ];
  return limits.length === 0 ? chroot : `${chroot}, at most ${limits.join(' and ')}`;
}

function hdfsBlock({ hdfs, hdfsClient }: Plan, layout: TextLayout): string[] {
  if (hdfs !== undefined) return block('HDFS', hdfsSettings(hdfs), layout);
  if (hdfsClient === undefined) return [];
  return block(
    'HDFS, imported',
    [
      ['nameservice', `hdfs://${hdfsClient.nameservice}`],
      ['NameNodes', hdfsClient.namenodes.map(({ id, host, port }) => `${id} ${host}:${port}`).join('\n')],
    ],
    layout,
  );
}

function hdfsSettings(hdfs: HdfsPlan): Setting[] {
  const addresses = (endpoints: HdfsPlan['namenodes']): string =>
    addressesText(endpoints.map(({ host, port }) => `${host}:${port}`).join(','));
  return [
    ['nameservice', `hdfs://${hdfs.nameservice}`],
    ['NameNodes', addresses(hdfs.namenodes)],
    ['JournalNodes', addresses(hdfs.journalnodes)],
    [
      'blocks',
      `${pluralText(hdfs.replication, 'replica')} of ${countText(hdfs.blockSizeMiB)} MiB, each in a different zone`,
    ],
    [
      'threads',
      `NameNode ${countText(hdfs.namenodeHandlers)} for clients and ${countText(hdfs.namenodeServiceHandlers)} for ` +
        `services; DataNode ${countText(hdfs.datanodeHandlers)}, and ${countText(hdfs.maxTransferThreads)} transfers`,
    ],
    [
      'disks',
      `${countText(hdfs.reservedGiBPerVolume)} GiB of each kept free; a DataNode keeps running with ` +
        `${countText(hdfs.failedVolumesTolerated)} lost`,
    ],
    [
      'repair',
      `${countText(hdfs.replicationMaxStreams)} to ${countText(hdfs.replicationMaxStreamsHardLimit)} streams per ` +
        `DataNode, ${countText(hdfs.replicationWorkMultiplier)} blocks per DataNode and round; ` +
        `balancer ${countText(hdfs.balancerMiBps)} MiB/s`,
    ],
  ];
}

function hbaseSettings(hbase: HBasePlan): Setting[] {
  const share = (fraction: number): string => `${decimalText(100 * fraction, 1)} %`;
  return [
    ['root', `${hbase.rootDir}, znode ${hbase.znodeParent}`],
    ['sessions', `${decimalText(hbase.sessionTimeoutMs / 1000, 1)} s`],
    [
      'regions',
      `${countText(hbase.regions)} of ${decimalText(hbase.regionSizeGiB, 1)} GiB; memstores flushed at ` +
        `${countText(hbase.memstoreFlushMiB)} MiB`,
    ],
    [
      'caches',
      `${bucketCacheText(hbase)} per RegionServer; of its heap ${share(hbase.memstoreFraction)} memstores, ` +
        `${share(hbase.blockCacheFraction)} block cache`,
    ],
    ['threads', `${countText(hbase.regionServerHandlers)} handlers per RegionServer`],
    ['WAL', `${hbase.walProvider}, ${pluralText(hbase.walGroups, 'group')}`],
    [
      'compactions',
      `${countText(hbase.compactionLowerMiBps)} to ${countText(hbase.compactionUpperMiBps)} MiB/s per RegionServer`,
    ],
  ];
}

function bucketCacheText({ bucketCacheMiB, bucketCacheFiles }: HBasePlan): string {
  return bucketCacheMiB === 0
    ? 'no bucket cache'
    : `bucket cache ${countText(bucketCacheMiB)} MiB (${gibText(bucketCacheMiB)} GiB)` +
        (bucketCacheFiles === undefined
          ? ''
          : ` on ${pluralText(bucketCacheFiles.length, 'disk')} of the node,`);
}

function yarnBlock(yarn: YarnPlan, layout: TextLayout): string[] {
  // Containers that a round selects count against its limit until they are killed, and the next round starts only
  // then.
  const roundSeconds = (yarn.preemptionIntervalMs + yarn.preemptionGraceMs) / 1000;
  const settings: Setting[] = [
    ['cluster', yarn.clusterId],
    ...(yarn.fileSystem === undefined ? [] : [['files', s3aPath(yarn.fileSystem, '')] as const]),
    ['managers', addressesText(yarn.resourcemanagers.map(({ host, port }) => `${host}:${port}`).join(','))],
    [
      'containers',
      `${countText(yarn.minAllocationMiB)} to ${countText(yarn.maxAllocationMiB)} MiB, up to ` +
        pluralText(yarn.maxAllocationVcores, 'vcore'),
    ],
    [
      'NodeManagers',
      `${countText(yarn.nodemanagers)}, each with ${pluralText(yarn.nodeVcores, 'vcore')} and ` +
        `${countText(yarn.nodeMemoryMiB)} MiB for containers`,
    ],
    [
      'preemption',
      `up to ${decimalText(100 * yarn.preemptionPerRound, 0)} % of the cluster in a round of ` +
        `${decimalText(roundSeconds, 1)} s; a queue that is entitled to half of it waits ` +
        `${decimalText(Math.ceil(0.5 / yarn.preemptionPerRound) * roundSeconds, 0)} s`,
    ],
  ];
  const queues = tableText(
    {
      columns: [
        { head: 'queue', wraps: true },
        { head: 'guaranteed', align: 'right' },
        { head: 'at most', align: 'right' },
        { head: 'can be reclaimed' },
      ],
      rows: yarn.queues.map(({ name, capacityPercent, maximumPercent, preemptable }) => [
        `root.${name}`,
        `${decimalText(capacityPercent, 2)} %`,
        `${decimalText(maximumPercent, 2)} %`,
        preemptable ? 'yes' : 'no',
      ]),
    },
    { ...layout, columns: layout.columns - 2 },
  );
  return [...block('YARN', settings, layout), '', ...queues.split('\n').map((line) => `  ${line}`)];
}
