import { Product } from './role';

/** Images that processes run in. Each is a folder of `images/`. */
export const IMAGE_NAMES = ['zookeeper', 'hadoop', 'hbase'] as const;

/** Image that a process runs in. */
export type ImageName = (typeof IMAGE_NAMES)[number];

/**
 * Everything about a product that is the same wherever it runs. Every field is required: a new product answers them
 * all.
 */
export interface ProductFacts {
  /** Name as its users write it. */
  readonly title: string;
  /** Products that must run, or be imported, for it to run. YARN may have a bucket in place of HDFS. */
  readonly needs: readonly Product[];
  /** Image that its processes run in. */
  readonly image: ImageName;
}

/** The facts of every product. */
export const PRODUCT_FACTS: Readonly<Record<Product, ProductFacts>> = {
  [Product.ZOOKEEPER]: { title: 'ZooKeeper', needs: [], image: 'zookeeper' },
  [Product.HDFS]: { title: 'HDFS', needs: [Product.ZOOKEEPER], image: 'hadoop' },
  [Product.YARN]: { title: 'YARN', needs: [Product.ZOOKEEPER, Product.HDFS], image: 'hadoop' },
  [Product.HBASE]: { title: 'HBase', needs: [Product.ZOOKEEPER, Product.HDFS], image: 'hbase' },
};
