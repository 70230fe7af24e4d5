import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { Product } from '../lib/roles/role';
import { HdfsTargets } from '../lib/model/targets';
import { HdfsClientPlan, Plan } from '../lib/plan/plan';
import { OwnPlatform } from './own-platform';
import { ProductProps } from './product-props';
import { IZooKeeperEnsemble } from './zookeeper-ensemble';

/** An HDFS namespace, of this package or another. */
export interface IHdfsNamespace extends IConstruct {
  /** Logical name of the namespace: the host of `hdfs://` addresses. */
  readonly nameservice: string;
  /** RPC address, `host:port`, of each NameNode by its id. */
  readonly namenodeAddresses: Record<string, string>;
}

/** An HDFS namespace that exists. */
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
   * What the users of HDFS need.
   * @default - see `HdfsTargets`
   */
  readonly targets?: HdfsTargets;
}

/** HDFS on a given cluster: journals, NameNodes with failover, and DataNodes in racks that are zones. */
export class HdfsNamespace extends Construct implements IHdfsNamespace {
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

  public readonly nameservice: string;
  public readonly namenodeAddresses: Record<string, string>;
  /** What HDFS was sized to. */
  public readonly plan: Plan;
  /** Key of the volumes. The role of the cluster's EBS CSI driver must be allowed to use it: see `ClusterServices`. */
  public readonly encryptionKey: kms.IKey;

  public constructor(scope: Construct, id: string, props: HdfsNamespaceProps) {
    super(scope, id);
    const { zookeeper, targets } = props;
    const { plan, encryptionKey } = new OwnPlatform(this, 'Platform', props, {
      name: 'hdfs',
      products: [Product.HDFS],
      importedEnsemble: { name: zookeeper.ensembleName, connectString: zookeeper.connectString },
      ...(targets === undefined ? {} : { hdfs: targets }),
    });
    this.plan = plan;
    this.encryptionKey = encryptionKey;
    this.nameservice = plan.hdfsClient?.nameservice ?? '';
    this.namenodeAddresses = namenodeAddresses(plan.hdfsClient);
  }
}

/** RPC addresses of NameNodes by id. */
export function namenodeAddresses(client: HdfsClientPlan | undefined): Record<string, string> {
  return Object.fromEntries(
    (client?.namenodes ?? []).map(({ id, host, port }) => [id, `${host}:${String(port)}`]),
  );
}
