import { DISCOUNT_SHARES } from '../catalog/discount-table';
import { InstanceCatalog } from '../catalog/instance-catalog';
import { isToken, Problems } from './description-error';
import { Environment } from './environment';

const ALLOWED_SHARE = 'a share from 0 to less than 1: 0.3 for 30 % off';
/** Number of families that a message suggests. */
const EXAMPLES = 8;

/** Checks the user's discounts, and the tiers of the user's price table. */
export function validatePrices(environment: Environment, problems: Problems): void {
  validateDiscounts(environment, problems);
  validateTiers(environment, problems);
}

function validateDiscounts({ discounts }: Environment, problems: Problems): void {
  if (discounts === undefined) return;
  for (const name of DISCOUNT_SHARES) {
    const share = discounts[name];
    if (share !== undefined) checkShare(`discounts.${name}`, share, problems);
  }
  const families = new Set(InstanceCatalog.default().all.map(({ family }) => family));
  for (const [family, share] of Object.entries(discounts.byFamily ?? {})) {
    const field = `discounts.byFamily.${family}`;
    if (families.has(family)) checkShare(field, share, problems);
    else problems.add(field, share, `families in the catalog, such as ${likeliest(family, families)}`);
  }
}

function checkShare(field: string, share: number, problems: Problems): void {
  const fits = typeof share === 'number' && !isToken(share) && share >= 0 && share < 1;
  if (!fits) problems.add(field, share, ALLOWED_SHARE);
}

/** Families that start with the same letters, otherwise the first ones. */
function likeliest(wrong: string, families: ReadonlySet<string>): string {
  const sorted = [...families].sort();
  const alike = sorted.filter((family) => family.startsWith(wrong.slice(0, 1)));
  return (alike.length > 0 ? alike : sorted).slice(0, EXAMPLES).join(', ');
}

/** The tiers of a price must be in ascending order, and the last one must not have an upper limit. */
function validateTiers({ prices }: Environment, problems: Problems): void {
  const tiers = prices?.io2IopsMonthUsd ?? [];
  let least = 0;
  for (const [position, { upToIops }] of tiers.entries()) {
    const last = position === tiers.length - 1;
    const field = `prices.io2IopsMonthUsd[${position}].upToIops`;
    if (last && upToIops !== undefined) problems.add(field, upToIops, 'no upper limit for the last tier');
    if (!last && (upToIops === undefined || upToIops <= least)) {
      problems.add(field, upToIops, `more than ${least}; only the last tier has no upper limit`);
    }
    least = upToIops ?? least;
  }
}
