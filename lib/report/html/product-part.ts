import { PRODUCT_FACTS } from '../../roles/product-facts';
import { Product, PRODUCTS } from '../../roles/role';
import { Html, html } from './markup';

/** Items that no single product uses: the control plane, NAT gateways, the `system` pool. */
export const SHARED = 'shared';

/** A product, or what several products share. Each has a color on the page. */
export type Owner = Product | typeof SHARED;

/** All owners, in the order of colors and legends. */
export const OWNERS: readonly Owner[] = [...PRODUCTS, SHARED];

/** Display name of a product. */
export function ownerName(owner: Owner): string {
  return owner === SHARED ? 'Shared' : PRODUCT_FACTS[owner].title;
}

/** A name with a dot in the color of its product. */
export function withSpot(owner: Owner, name: string): Html {
  return html`<span class="spot ${owner}" aria-hidden="true"></span>${name}`;
}
