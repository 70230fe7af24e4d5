import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { Product } from '../lib/roles/role';
import { ZooKeeperTargets } from '../lib/model/targets';
import { EnsemblePlan, Plan } from '../lib/plan/plan';
import { OwnPlatform } from './own-platform';
import { ProductProps } from './product-props';

/** A ZooKeeper ensemble, of this package or another. */
export interface IZooKeeperEnsemble extends IConstruct {
  /** Name of the ensemble. */
  readonly ensembleName: string;
  /** Addresses for clients, `host:port,host:port`. */
  readonly connectString: string;
}

/** An ensemble that exists. */
export interface ZooKeeperEnsembleAttributes {
  /**
   * Name of the ensemble.
   * @default 'imported'
   */
  readonly ensembleName?: string;
  /** Addresses for clients, `host:port,host:port`. */
  readonly connectString: string;
}

/** Properties of `ZooKeeperEnsemble`. */
export interface ZooKeeperEnsembleProps extends ProductProps {
  /** What the clients of the ensemble need. */
  readonly targets: ZooKeeperTargets;
}

/**
 * One ensemble on a given cluster: participants over the zones, observers once there are clients for them, with their
 * node groups and volumes.
 */
export class ZooKeeperEnsemble extends Construct implements IZooKeeperEnsemble {
  /** Refers to an ensemble by its addresses. */
  public static fromZooKeeperEnsembleAttributes(
    scope: Construct,
    id: string,
    attrs: ZooKeeperEnsembleAttributes,
  ): IZooKeeperEnsemble {
    class Import extends Construct implements IZooKeeperEnsemble {
      public readonly ensembleName = attrs.ensembleName ?? 'imported';
      public readonly connectString = attrs.connectString;
    }
    return new Import(scope, id);
  }

  public readonly ensembleName: string;
  public readonly connectString: string;
  /** Host name of the Service for clients, reachable in the cluster. */
  public readonly clientServiceHost: string;
  /** What the ensemble was sized to. */
  public readonly plan: Plan;
  /** Key of the volumes. The role of the cluster's EBS CSI driver must be allowed to use it: see `ClusterServices`. */
  public readonly encryptionKey: kms.IKey;

  public constructor(scope: Construct, id: string, props: ZooKeeperEnsembleProps) {
    super(scope, id);
    const { targets } = props;
    const { plan, encryptionKey } = new OwnPlatform(this, 'Platform', props, {
      name: targets.name,
      products: [Product.ZOOKEEPER],
      zookeeper: [targets],
    });
    const ensemble = ensembleOf(plan);
    this.plan = plan;
    this.encryptionKey = encryptionKey;
    this.ensembleName = ensemble.name;
    this.connectString = ensemble.connectString;
    this.clientServiceHost = `${ensemble.clientService}.${plan.namespace}.svc.${plan.clusterDomain}`;
  }
}

function ensembleOf({ ensembles, environment }: Plan): EnsemblePlan {
  const [ensemble] = ensembles;
  if (ensemble === undefined) throw new Error(`plan of ${environment} has no ensemble`);
  return ensemble;
}
