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

/** A ZooKeeper ensemble: participants, observers, the Service for clients, and what its tenants share. */
export class ZooKeeperChart extends Chart {
  public constructor(scope: Construct, id: string, props: ZooKeeperChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    const { plan } = props;
    const ensemble = ensembleNamed(plan, props.ensemble);
    const { name, clientService, zoneClientServices, observersServeClients, tenants } = ensemble;
    const labels = productLabels(Product.ZOOKEEPER);
    // Clients never reach participants while there are observers: they would slow down the votes.
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
        // Headless: the client draws one of the addresses each time. Of a lost zone's pods none is left once Kubernetes
        // has noticed; they are ready all through an election.
        spec: { clusterIp: 'None', selector: { ...selector, [LABELS.zone]: zone }, ports },
      });
    }

    if (tenants.length > 0) new TenantJob(this, 'Tenants', { ...props, ensemble });
  }
}
