import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { Product } from '../lib/roles/role';
import { YarnTargets } from '../lib/model/targets';
import { Plan, YarnPlan } from '../lib/plan/plan';
import { FileSystemAccess } from './aws/file-system-access';
import { IHdfsNamespace } from './hdfs-namespace';
import { OwnPlatform } from './own-platform';
import { ProductProps } from './product-props';
import { IZooKeeperEnsemble } from './zookeeper-ensemble';

/** A YARN cluster, of this package or another. */
export interface IYarnCluster extends IConstruct {
  /** Client address, `host:port`, of each ResourceManager by its id. */
  readonly resourcemanagerAddresses: Record<string, string>;
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

/** YARN on a given cluster: ResourceManagers with failover, NodeManagers, and the history server. */
export class YarnCluster extends Construct implements IYarnCluster {
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

  public readonly resourcemanagerAddresses: Record<string, string>;
  /** What YARN was sized to. */
  public readonly plan: Plan;
  /** Key of the volumes. The role of the cluster's EBS CSI driver must be allowed to use it: see `ClusterServices`. */
  public readonly encryptionKey: kms.IKey;

  /** What may use the bucket of `targets.fileSystem`, if that is given: the identities of jobs, for more grants. */
  public readonly fileSystemAccess?: FileSystemAccess;

  public constructor(scope: Construct, id: string, props: YarnClusterProps) {
    super(scope, id);
    const { zookeeper, hdfs, targets } = props;
    const { plan, encryptionKey, fileSystemAccess } = new OwnPlatform(this, 'Platform', props, {
      name: 'yarn',
      products: [Product.YARN],
      importedEnsemble: { name: zookeeper.ensembleName, connectString: zookeeper.connectString },
      ...(hdfs === undefined
        ? {}
        : {
            importedHdfs: { nameservice: hdfs.nameservice, namenodeAddresses: hdfs.namenodeAddresses },
          }),
      ...(targets === undefined ? {} : { yarn: targets }),
    });
    this.plan = plan;
    this.encryptionKey = encryptionKey;
    if (fileSystemAccess !== undefined) this.fileSystemAccess = fileSystemAccess;
    this.resourcemanagerAddresses = resourcemanagerAddresses(plan.yarn);
  }
}

/** Client addresses of ResourceManagers by id. */
export function resourcemanagerAddresses(yarn: YarnPlan | undefined): Record<string, string> {
  return Object.fromEntries(
    (yarn?.resourcemanagers ?? []).map(({ id, host, port }) => [id, `${host}:${String(port)}`]),
  );
}
