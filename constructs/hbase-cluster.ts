import { Construct, IConstruct } from 'constructs';
import { parseConnectString } from '../lib/config/connect-string';
import { Product } from '../lib/roles/role';
import { HBaseTargets } from '../lib/model/targets';
import { Plan } from '../lib/plan/plan';
import { IHdfsNamespace, importedHdfs } from './hdfs-namespace';
import { OwnPlatform } from './own-platform';
import { IPlannedProduct, PlannedProduct, RunningProduct } from './planned-product';
import { ProductProps } from './product-props';
import { importedEnsemble, IZooKeeperEnsemble } from './zookeeper-ensemble';

/** An HBase cluster, created by this package or imported. Clients find it through ZooKeeper. */
export interface IHBaseCluster extends IConstruct {
  /** `hbase.zookeeper.quorum` for clients, with ports. */
  readonly zookeeperQuorum: string;
  /** `zookeeper.znode.parent` for clients. */
  readonly znodeParent: string;
}

/** An HBase cluster that the app creates. */
export interface IPlannedHBaseCluster extends IHBaseCluster, IPlannedProduct {}

/** An existing HBase cluster. */
export interface HBaseClusterAttributes {
  /** `hbase.zookeeper.quorum` for clients, with ports. */
  readonly zookeeperQuorum: string;
  /**
   * `zookeeper.znode.parent` for clients.
   * @default '/hbase'
   */
  readonly znodeParent?: string;
}

/** Properties of `HBaseCluster`. */
export interface HBaseClusterProps extends ProductProps {
  /** Ensemble that coordinates the servers and serves clients. */
  readonly zookeeper: IZooKeeperEnsemble;
  /** File system of the store files and logs. */
  readonly hdfs: IHdfsNamespace;
  /**
   * Workload targets of HBase.
   * @default - see `HBaseTargets`
   */
  readonly targets?: HBaseTargets;
}

/**
 * HBase of a plan, standalone or as part of a platform.
 * @internal
 */
export class RunningHBaseCluster extends PlannedProduct implements IPlannedHBaseCluster {
  public readonly zookeeperQuorum: string;
  public readonly znodeParent: string;

  public constructor(scope: Construct, id: string, run: (scope: Construct) => RunningProduct) {
    super(scope, id, Product.HBASE, run);
    const { zookeeperQuorum, znodeParent } = hbaseAddress(this.plan);
    this.zookeeperQuorum = zookeeperQuorum;
    this.znodeParent = znodeParent;
  }
}

/** HBase on a given cluster: masters and RegionServers in every zone. */
export class HBaseCluster extends RunningHBaseCluster {
  /** Refers to a cluster by its addresses. */
  public static fromHBaseClusterAttributes(
    scope: Construct,
    id: string,
    attrs: HBaseClusterAttributes,
  ): IHBaseCluster {
    class Import extends Construct implements IHBaseCluster {
      public readonly zookeeperQuorum = attrs.zookeeperQuorum;
      public readonly znodeParent = attrs.znodeParent ?? '/hbase';
    }
    return new Import(scope, id);
  }

  public constructor(scope: Construct, id: string, props: HBaseClusterProps) {
    const { zookeeper, hdfs, targets } = props;
    super(
      scope,
      id,
      (self) =>
        new OwnPlatform(self, 'Platform', props, {
          name: 'hbase',
          products: [Product.HBASE],
          importedEnsemble: importedEnsemble(zookeeper),
          importedHdfs: importedHdfs(hdfs),
          hbase: targets,
        }),
    );
  }
}

/**
 * Client settings of the HBase of a plan. The quorum does not support a chroot, which is part of the root znode of
 * HBase instead.
 */
function hbaseAddress({ coordination, hbase }: Plan): Required<HBaseClusterAttributes> {
  const { servers, chroot } = parseConnectString(coordination ?? '');
  return { zookeeperQuorum: servers.join(','), znodeParent: `${chroot}${hbase?.znodeParent ?? ''}` };
}
