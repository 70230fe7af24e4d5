import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Product } from '../../lib/roles/role';
import { ProductChartProps } from './product-chart-props';
import { ProductRoles } from './product-roles';

/** YARN: ResourceManagers, NodeManagers, and the MapReduce history server. */
export class YarnChart extends Chart {
  public constructor(scope: Construct, id: string, props: ProductChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    new ProductRoles(this, 'Roles', { ...props, product: Product.YARN });
  }
}
