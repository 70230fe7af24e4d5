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

/** A YARN cluster, of this package or another. */
export interface IYarnCluster extends IConstruct {
  /** Client address, `host:port`, of each ResourceManager by its id. */
  readonly resourcemanagerAddresses: Record<string, string>;
}

/** A YARN cluster that the app runs. */
export interface IPlannedYarnCluster extends IYarnCluster, IPlannedProduct {
  /** What may use the bucket of `fileSystem` in the targets, if that is given: the identities of jobs, for more grants. */
  readonly fileSystemAccess?: FileSystemAccess;
}

/** A YARN cluster that exists. */
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
   * @default - the bucket of `targets.fileSystem`, which must be given then
   */
  readonly hdfs?: IHdfsNamespace;
  /**
   * What the users of YARN need.
   * @default - see `YarnTargets`
   */
  readonly targets?: YarnTargets;
}

/**
 * YARN of a plan, wherever its parts are.
 * @internal
 */
export class RunningYarnCluster extends PlannedProduct implements IPlannedYarnCluster {
  public readonly resourcemanagerAddresses: Record<string, string>;

  /** What may use the bucket of `fileSystem` in the targets, if that is given: the identities of jobs, for more grants. */
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
