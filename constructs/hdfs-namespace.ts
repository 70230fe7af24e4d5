import { Construct, IConstruct } from 'constructs';
import { Product } from '../lib/roles/role';
import { ImportedHdfs } from '../lib/model/environment';
import { HdfsTargets } from '../lib/model/targets';
import { HdfsClientPlan } from '../lib/plan/plan';
import { OwnPlatform } from './own-platform';
import { IPlannedProduct, PlannedProduct, RunningProduct } from './planned-product';
import { ProductProps } from './product-props';
import { importedEnsemble, IZooKeeperEnsemble } from './zookeeper-ensemble';

/** An HDFS namespace, created by this package or imported. */
export interface IHdfsNamespace extends IConstruct {
  /** Logical name of the namespace: the host of `hdfs://` addresses. */
  readonly nameservice: string;
  /** RPC address, `host:port`, of each NameNode by its id. */
  readonly namenodeAddresses: Record<string, string>;
}

/** An HDFS namespace that the app creates. */
export interface IPlannedHdfsNamespace extends IHdfsNamespace, IPlannedProduct {}

/** An existing HDFS namespace. */
export interface HdfsNamespaceAttributes {
  /** Logical name of the namespace. */
  readonly nameservice: string;
  /** RPC address, `host:port`, of each NameNode by its id. */
  readonly namenodeAddresses: Record<string, string>;
}

/** Properties of `HdfsNamespace`. */
export interface HdfsNamespaceProps extends ProductProps {
  /** Ensemble that elects the active NameNode. */
  readonly zookeeper: IZooKeeperEnsemble;
  /**
   * Workload targets of HDFS.
   * @default - see `HdfsTargets`
   */
  readonly targets?: HdfsTargets;
}

/**
 * HDFS of a plan, standalone or as part of a platform.
 * @internal
 */
export class RunningHdfsNamespace extends PlannedProduct implements IPlannedHdfsNamespace {
  public readonly nameservice: string;
  public readonly namenodeAddresses: Record<string, string>;

  public constructor(scope: Construct, id: string, run: (scope: Construct) => RunningProduct) {
    super(scope, id, Product.HDFS, run);
    this.nameservice = this.plan.hdfsClient?.nameservice ?? '';
    this.namenodeAddresses = namenodeAddresses(this.plan.hdfsClient);
  }
}

/** HDFS on a given cluster: JournalNodes, NameNodes with failover, and DataNodes with zones as racks. */
export class HdfsNamespace extends RunningHdfsNamespace {
  /** Refers to a namespace by its addresses. */
  public static fromHdfsNamespaceAttributes(
    scope: Construct,
    id: string,
    attrs: HdfsNamespaceAttributes,
  ): IHdfsNamespace {
    class Import extends Construct implements IHdfsNamespace {
      public readonly nameservice = attrs.nameservice;
      public readonly namenodeAddresses = attrs.namenodeAddresses;
    }
    return new Import(scope, id);
  }

  public constructor(scope: Construct, id: string, props: HdfsNamespaceProps) {
    const { zookeeper, targets } = props;
    super(
      scope,
      id,
      (self) =>
        new OwnPlatform(self, 'Platform', props, {
          name: 'hdfs',
          products: [Product.HDFS],
          importedEnsemble: importedEnsemble(zookeeper),
          hdfs: targets,
        }),
    );
  }
}

/** RPC addresses of NameNodes by id. */
function namenodeAddresses(client: HdfsClientPlan | undefined): Record<string, string> {
  return Object.fromEntries((client?.namenodes ?? []).map(({ id, host, port }) => [id, `${host}:${port}`]));
}

/** A namespace as a description refers to it. */
export function importedHdfs({ nameservice, namenodeAddresses: addresses }: IHdfsNamespace): ImportedHdfs {
  return { nameservice, namenodeAddresses: addresses };
}
