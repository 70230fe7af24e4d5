import { Product } from '../roles/role';
import { ImageName } from './role-runtime';

const IMAGE_OF: Record<Product, ImageName> = {
  [Product.ZOOKEEPER]: 'zookeeper',
  [Product.HDFS]: 'hadoop',
  [Product.YARN]: 'hadoop',
  [Product.HBASE]: 'hbase',
};

/** Images that products run in, each once. HDFS and YARN share one. */
export function imagesOf(products: readonly Product[]): ImageName[] {
  return [...new Set(products.map((product) => IMAGE_OF[product]))];
}
