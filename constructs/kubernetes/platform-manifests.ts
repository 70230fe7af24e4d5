import { App, Chart } from 'cdk8s';
import { Product, PRODUCTS } from '../../lib/roles/role';
import { HBaseChart } from './hbase-chart';
import { HdfsChart } from './hdfs-chart';
import { PlatformChart } from './platform-chart';
import { ProductChartProps } from './product-chart-props';
import { YarnChart } from './yarn-chart';
import { ZooKeeperChart } from './zookeeper-chart';

/** The rendered Kubernetes objects of a chart. */
export interface Manifest {
  /** Name of the chart: `platform`, `zookeeper-main`, `hdfs`, `yarn`, `hbase`. */
  readonly name: string;
  /**
   * The product of the chart.
   * @default - none; the chart contains the objects that all products share
   */
  readonly product?: Product;
  /**
   * The ensemble of the chart.
   * @default - none; the chart contains objects other than an ensemble
   */
  readonly ensemble?: string;
  /** The objects. Apply them in this order. */
  readonly objects: Record<string, unknown>[];
}

/** A platform as Kubernetes manifests, one for each chart. */
export class PlatformManifests {
  /** The manifests. Apply them in this order: each depends only on earlier ones. */
  public readonly manifests: Manifest[];

  public constructor(props: ProductChartProps) {
    const { plan } = props;
    this.manifests = [
      manifest({ name: 'platform' }, (app) => new PlatformChart(app, 'Platform', plan)),
      ...PRODUCTS.filter((product) => plan.products.includes(product)).flatMap((product) =>
        RENDERERS[product](props),
      ),
    ];
  }
}

const RENDERERS: Readonly<Record<Product, (props: ProductChartProps) => Manifest[]>> = {
  [Product.ZOOKEEPER]: (props) =>
    props.plan.ensembles.map(({ name }) =>
      manifest(
        { name: `zookeeper-${name}`, product: Product.ZOOKEEPER, ensemble: name },
        (app) => new ZooKeeperChart(app, 'ZooKeeper', { ...props, ensemble: name }),
      ),
    ),
  [Product.HDFS]: (props) => [
    manifest({ name: 'hdfs', product: Product.HDFS }, (app) => new HdfsChart(app, 'Hdfs', props)),
  ],
  [Product.YARN]: (props) => [
    manifest({ name: 'yarn', product: Product.YARN }, (app) => new YarnChart(app, 'Yarn', props)),
  ],
  [Product.HBASE]: (props) => [
    manifest({ name: 'hbase', product: Product.HBASE }, (app) => new HBaseChart(app, 'HBase', props)),
  ],
};

/** A chart cannot be part of a CDK stack, so each chart has its own app. */
function manifest(
  identity: Pick<Manifest, 'name' | 'product' | 'ensemble'>,
  chartIn: (app: App) => Chart,
): Manifest {
  return { ...identity, objects: chartIn(new App()).toJson() as Record<string, unknown>[] };
}
