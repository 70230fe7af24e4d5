import { ensembleNamed } from '../../lib/plan/ensembles';
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Product, Role } from '../../lib/roles/role';
import { groupName, LABELS } from '../../lib/topology/names';
import { PORTS } from '../../lib/roles/ports';
import { groupSelector, productLabels } from './object-metadata';
import { ProductChartProps } from './product-chart-props';
import { ProductRoles } from './product-roles';
import { TenantJob } from './tenant-job';

/** Properties of `ZooKeeperChart`. */
export interface ZooKeeperChartProps extends ProductChartProps {
  /** Name of an ensemble of the plan. */
  readonly ensemble: string;
}

/** A ZooKeeper ensemble: participants, observers, client Services, and the setup of its tenants. */
export class ZooKeeperChart extends Chart {
  public constructor(scope: Construct, id: string, props: ZooKeeperChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    const { plan } = props;
    const ensemble = ensembleNamed(plan, props.ensemble);
    const { name, clientService, zoneClientServices, observersServeClients, tenants } = ensemble;
    const labels = productLabels(Product.ZOOKEEPER);
    // If there are observers, clients do not connect to participants, because they would slow down votes.
    const selector = groupSelector(
      groupName(observersServeClients ? Role.ZOOKEEPER_OBSERVER : Role.ZOOKEEPER, name),
    );
    const ports = [{ name: 'client', port: PORTS.zookeeperClient }];

    new ProductRoles(this, 'Roles', { ...props, product: Product.ZOOKEEPER });

    new k8s.KubeService(this, 'ClientService', {
      metadata: { name: clientService, namespace: plan.namespace, labels },
      spec: { selector, ports },
    });
    const zoneServices = new Construct(this, 'ZoneClientServices');
    for (const { zone, name: zoneService } of zoneClientServices) {
      new k8s.KubeService(zoneServices, zone, {
        metadata: { name: zoneService, namespace: plan.namespace, labels },
        // Headless: the client picks an address for each connection. Kubernetes removes the pods of a lost zone once it
        // detects the loss. Pods stay ready during an election.
        spec: { clusterIp: 'None', selector: { ...selector, [LABELS.zone]: zone }, ports },
      });
    }

    if (tenants.length > 0) new TenantJob(this, 'Tenants', { ...props, ensemble });
  }
}
