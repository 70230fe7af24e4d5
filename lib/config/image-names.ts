import { ImageName, PRODUCT_FACTS } from '../roles/product-facts';
import { Product } from '../roles/role';

/** Images of the products, each listed once. HDFS and YARN share one. */
export function imagesOf(products: readonly Product[]): ImageName[] {
  return [...new Set(products.map((product) => PRODUCT_FACTS[product].image))];
}
