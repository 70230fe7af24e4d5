import { Construct, IConstruct } from 'constructs';
import { Product } from '../lib/roles/role';
import { YarnTargets } from '../lib/model/targets';
import { YarnPlan } from '../lib/plan/plan';
import { FileSystemAccess } from './aws/file-system-access';
import { IHdfsNamespace, importedHdfs } from './hdfs-namespace';
import { OwnPlatform } from './own-platform';
import { IPlannedProduct, PlannedProduct, RunningProduct } from './planned-product';
import { ProductProps } from './product-props';
import { importedEnsemble, IZooKeeperEnsemble } from './zookeeper-ensemble';

/** A YARN cluster, created by this package or imported. */
export interface IYarnCluster extends IConstruct {
  /** Client address, `host:port`, of each ResourceManager by its id. */
  readonly resourcemanagerAddresses: Record<string, string>;
}

/** A YARN cluster that the app creates. */
export interface IPlannedYarnCluster extends IYarnCluster, IPlannedProduct {
  /**
   * Identities of jobs that can use the bucket of `fileSystem` in the targets, if it is set. Use them for further
   * grants.
   */
  readonly fileSystemAccess?: FileSystemAccess;
}

/** An existing YARN cluster. */
export interface YarnClusterAttributes {
  /** Client address, `host:port`, of each ResourceManager by its id. */
  readonly resourcemanagerAddresses: Record<string, string>;
}

/** Properties of `YarnCluster`. */
export interface YarnClusterProps extends ProductProps {
  /** Ensemble that keeps the state of applications and elects the active ResourceManager. */
  readonly zookeeper: IZooKeeperEnsemble;
  /**
   * File system of jobs, their history and logs.
   * @default - the bucket of `targets.fileSystem`, which is then required
   */
  readonly hdfs?: IHdfsNamespace;
  /**
   * Workload targets of YARN.
   * @default - see `YarnTargets`
   */
  readonly targets?: YarnTargets;
}

/**
 * YARN of a plan, standalone or as part of a platform.
 * @internal
 */
export class RunningYarnCluster extends PlannedProduct implements IPlannedYarnCluster {
  public readonly resourcemanagerAddresses: Record<string, string>;

  /**
   * Identities of jobs that can use the bucket of `fileSystem` in the targets, if it is set. Use them for further
   * grants.
   */
  public readonly fileSystemAccess?: FileSystemAccess;

  public constructor(scope: Construct, id: string, run: (scope: Construct) => RunningProduct) {
    let access: FileSystemAccess | undefined;
    super(scope, id, Product.YARN, (self) => {
      const running = run(self);
      access = running.fileSystemAccess;
      return running;
    });
    if (access !== undefined) this.fileSystemAccess = access;
    this.resourcemanagerAddresses = resourcemanagerAddresses(this.plan.yarn);
  }
}

/** YARN on a given cluster: ResourceManagers with failover, NodeManagers, and the history server. */
export class YarnCluster extends RunningYarnCluster {
  /** Refers to a cluster by its addresses. */
  public static fromYarnClusterAttributes(
    scope: Construct,
    id: string,
    attrs: YarnClusterAttributes,
  ): IYarnCluster {
    class Import extends Construct implements IYarnCluster {
      public readonly resourcemanagerAddresses = attrs.resourcemanagerAddresses;
    }
    return new Import(scope, id);
  }

  public constructor(scope: Construct, id: string, props: YarnClusterProps) {
    const { zookeeper, hdfs, targets } = props;
    super(
      scope,
      id,
      (self) =>
        new OwnPlatform(self, 'Platform', props, {
          name: 'yarn',
          products: [Product.YARN],
          importedEnsemble: importedEnsemble(zookeeper),
          ...(hdfs === undefined ? {} : { importedHdfs: importedHdfs(hdfs) }),
          yarn: targets,
        }),
    );
  }
}

/** Client addresses of ResourceManagers by id. */
function resourcemanagerAddresses(yarn: YarnPlan | undefined): Record<string, string> {
  return Object.fromEntries(
    (yarn?.resourcemanagers ?? []).map(({ id, host, port }) => [id, `${host}:${port}`]),
  );
}
