import { App, Chart } from 'cdk8s';
import { Product, PRODUCTS } from '../../lib/roles/role';
import { HBaseChart } from './hbase-chart';
import { HdfsChart } from './hdfs-chart';
import { PlatformChart } from './platform-chart';
import { ProductChartProps } from './product-chart-props';
import { YarnChart } from './yarn-chart';
import { ZooKeeperChart } from './zookeeper-chart';

/** The Kubernetes objects of a chart, rendered. */
export interface Manifest {
  /** Name of the chart: `platform`, `zookeeper-main`, `hdfs`, `yarn`, `hbase`. */
  readonly name: string;
  /**
   * The product that it renders.
   * @default - none; it renders what all products share
   */
  readonly product?: Product;
  /**
   * The ensemble that it renders.
   * @default - none; it renders no ensemble
   */
  readonly ensemble?: string;
  /** The objects, in the order in which to apply them. */
  readonly objects: Record<string, unknown>[];
}

/** A platform as Kubernetes manifests: one for each chart, in the order in which to apply them. */
export class PlatformManifests {
  /** The manifests; each depends on none but those before it. */
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

/** A chart cannot be part of a CDK stack, so each has an app of its own. */
function manifest(
  identity: Pick<Manifest, 'name' | 'product' | 'ensemble'>,
  chartIn: (app: App) => Chart,
): Manifest {
  return { ...identity, objects: chartIn(new App()).toJson() as Record<string, unknown>[] };
}
