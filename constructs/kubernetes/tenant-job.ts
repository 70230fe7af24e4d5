import { Construct } from 'constructs';
import { tenantRuntime } from '../../lib/config/tenants';
import { Product, Role } from '../../lib/roles/role';
import { EnsemblePlan } from '../../lib/plan/plan';
import { groupName } from '../../lib/topology/names';
import { ProductChartProps } from './product-chart-props';
import { SetupJob } from './setup-job';

/** Properties of `TenantJob`. */
export interface TenantJobProps extends ProductChartProps {
  readonly ensemble: EnsemblePlan;
}

/** Creates the chroots of the tenants of an ensemble and sets their quotas. */
export class TenantJob extends SetupJob {
  public constructor(scope: Construct, id: string, props: TenantJobProps) {
    const { plan, ensemble } = props;
    super(scope, id, {
      ...props,
      ...tenantRuntime(ensemble),
      name: `${groupName(Role.ZOOKEEPER, ensemble.name)}-tenants`,
      component: 'tenants',
      product: Product.ZOOKEEPER,
      roles: plan.roles.filter((role) => role.ensemble === ensemble.name),
    });
  }
}
