import { Product } from '../../roles/role';
import { Html, html } from './markup';

/** What no single product uses: the control plane, NAT gateways, the `system` pool. */
export const SHARED = 'shared';

/** A product, or what several share. Each has its own colour on the page. */
export type Owner = Product | typeof SHARED;

/** All owners, in the order of colours and legends. */
export const OWNERS: readonly Owner[] = [...Object.values(Product), SHARED];

const NAMES: Readonly<Record<Owner, string>> = {
  [Product.ZOOKEEPER]: 'ZooKeeper',
  [Product.HDFS]: 'HDFS',
  [Product.YARN]: 'YARN',
  [Product.HBASE]: 'HBase',
  [SHARED]: 'Shared',
};

/** Name of a product as its users write it. */
export function ownerName(owner: Owner): string {
  return NAMES[owner];
}

/** A name with a spot of its product's colour. */
export function withSpot(owner: Owner, name: string): Html {
  return html`<span class="spot ${owner}" aria-hidden="true"></span>${name}`;
}
