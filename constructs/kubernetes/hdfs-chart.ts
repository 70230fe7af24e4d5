import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { storagePolicyRuntime } from '../../lib/config/storage-policies';
import { Product } from '../../lib/roles/role';
import { ProductChartProps } from './product-chart-props';
import { ProductRoles } from './product-roles';
import { SetupJob } from './setup-job';

/** HDFS: JournalNodes, NameNodes, DataNodes. */
export class HdfsChart extends Chart {
  public constructor(scope: Construct, id: string, props: ProductChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    new ProductRoles(this, 'Roles', { ...props, product: Product.HDFS });

    const { plan } = props;
    if (plan.hdfs?.coldPaths === undefined) return;
    new SetupJob(this, 'StoragePolicies', {
      ...props,
      ...storagePolicyRuntime(plan),
      name: 'hdfs-storage-policies',
      component: 'storage-policies',
      product: Product.HDFS,
      roles: plan.roles.filter(({ product }) => product === Product.HDFS),
    });
  }
}
