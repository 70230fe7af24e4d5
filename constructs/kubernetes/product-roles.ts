import { Construct } from 'constructs';
import { Product } from '../../lib/roles/role';
import { ProductChartProps } from './product-chart-props';
import { RoleWorkload } from './role-workload';

/** Properties of `ProductRoles`. */
export interface ProductRolesProps extends ProductChartProps {
  readonly product: Product;
  /** Limits the roles to those of this ensemble. If undefined, all roles of the product. */
  readonly ensemble?: string;
}

/** The roles of a product. */
export class ProductRoles extends Construct {
  public constructor(scope: Construct, id: string, props: ProductRolesProps) {
    super(scope, id);
    const { plan, product, ensemble } = props;
    const roles = plan.roles.filter(
      (role) => role.product === product && (ensemble === undefined || role.ensemble === ensemble),
    );
    if (roles.length === 0) {
      throw new Error(`plan '${plan.environment}' has no roles of product '${product}': expected at least 1`);
    }
    for (const role of roles) new RoleWorkload(this, role.group, { ...props, role });
  }
}
