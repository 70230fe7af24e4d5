import { ensembleNamed } from '../lib/plan/ensembles';
import { Construct, IConstruct } from 'constructs';
import { Product } from '../lib/roles/role';
import { ImportedEnsemble } from '../lib/model/environment';
import { ZooKeeperTargets } from '../lib/model/targets';
import { RolePlan } from '../lib/plan/plan';
import { serviceHost } from '../lib/topology/names';
import { OwnPlatform } from './own-platform';
import { IPlannedProduct, PlannedProduct, RunningProduct } from './planned-product';
import { ProductProps } from './product-props';

/** A ZooKeeper ensemble, created by this package or imported. */
export interface IZooKeeperEnsemble extends IConstruct {
  /** Name of the ensemble. */
  readonly ensembleName: string;
  /** Addresses for clients, `host:port,host:port`. */
  readonly connectString: string;
}

/** An ensemble that the app creates. */
export interface IPlannedZooKeeperEnsemble extends IZooKeeperEnsemble, IPlannedProduct {
  /** Host name of the Service for clients, reachable in the cluster. */
  readonly clientServiceHost: string;
}

/** An existing ensemble. */
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
  /** Workload targets of the ensemble. */
  readonly targets: ZooKeeperTargets;
}

/**
 * An ensemble of a plan, standalone or as part of a platform.
 * @internal
 */
export class RunningZooKeeperEnsemble extends PlannedProduct implements IPlannedZooKeeperEnsemble {
  public readonly ensembleName: string;
  public readonly connectString: string;
  public readonly clientServiceHost: string;

  public constructor(
    scope: Construct,
    id: string,
    ensembleName: string,
    run: (scope: Construct) => RunningProduct,
  ) {
    super(scope, id, Product.ZOOKEEPER, run);
    const { name, connectString, clientService } = ensembleNamed(this.plan, ensembleName);
    this.ensembleName = name;
    this.connectString = connectString;
    this.clientServiceHost = serviceHost(clientService, this.plan.namespace, this.plan.clusterDomain);
  }

  /** The roles of this ensemble. A platform can have others. */
  public override get roles(): RolePlan[] {
    return super.roles.filter(({ ensemble }) => ensemble === this.ensembleName);
  }
}

/**
 * One ensemble on a given cluster: participants in all zones, and observers if there are enough clients, with their
 * node groups and volumes.
 */
export class ZooKeeperEnsemble extends RunningZooKeeperEnsemble {
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

  public constructor(scope: Construct, id: string, props: ZooKeeperEnsembleProps) {
    const { targets } = props;
    super(
      scope,
      id,
      targets.name,
      (self) =>
        new OwnPlatform(self, 'Platform', props, {
          name: targets.name,
          products: [Product.ZOOKEEPER],
          zookeeper: [targets],
        }),
    );
  }
}

/** An ensemble as a description refers to it. */
export function importedEnsemble({ ensembleName, connectString }: IZooKeeperEnsemble): ImportedEnsemble {
  return { name: ensembleName, connectString };
}
