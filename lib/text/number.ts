/** Binary size units. */
const KIB = 1_024;

/** A whole number with separators: `12,345`. Does not use `toLocaleString`, which depends on the machine's locale. */
export function countText(count: number): string {
  return separated(String(Math.round(count)));
}

/** A number with at most the given decimals and without trailing zeros: `1.5`, `3`. */
export function decimalText(value: number, decimals: number): string {
  const [whole = '', fraction] = String(Number(value.toFixed(decimals))).split('.');
  return fraction === undefined ? separated(whole) : `${separated(whole)}.${fraction}`;
}

function separated(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Millicores as vCPUs: `1.5`. */
export function vcpuText(cpuMillis: number): string {
  return decimalText(cpuMillis / 1000, 2);
}

/** MiB as GiB: `27.8`. */
export function gibText(mib: number): string {
  return decimalText(mib / KIB, 1);
}

/** GiB as TiB: `12.06`, `0.003`. */
export function tibText(gib: number): string {
  return decimalText(gib / KIB, gib < KIB ? 3 : 2);
}

/** US dollars with cents: `1,588.48`. */
export function usdText(usd: number): string {
  const [whole = '', cents = '00'] = usd.toFixed(2).split('.');
  return `${separated(whole)}.${cents}`;
}

/** A share in percent: `62 %`. A total of zero has no shares. */
export function percentText(part: number, whole: number, decimals = 0): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(decimals)} %`;
}

/** A count with its noun: `1 pod`, `3 pods`. */
export function pluralText(count: number, noun: string, plural = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}

/** The unit after a number, singular after one: `1 disk`, `1 write/s`. Symbols have no plural: `1 MiB`, `1 ms`. */
export function unitText(value: number, unit: string): string {
  if (value !== 1) return unit;
  return unit.replace(/^[a-z]{2,}s(?=$|\/)/, (noun) => {
    if (noun.length < 4) return noun;
    if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
    return noun.replace(/(?<=ch|sh|x)es$|s$/, '');
  });
}

/** A number with its unit: `8,192 MiB`, `1 disk`. At most three decimals. */
export function quantityText(value: number, unit: string): string {
  const number = decimalText(value, 3);
  return unit === '' ? number : `${number} ${unitText(value, unit)}`;
}

/** A unit for amounts of network traffic, which is billed in powers of ten. */
export interface DataUnit {
  readonly name: 'GB' | 'TB' | 'PB';
  /** GB per unit. */
  readonly gb: number;
}

/** The unit that shows an amount of data with one to three digits, if there is one: PB for 4,700,000 GB. */
export function dataUnit(gb: number): DataUnit {
  if (gb >= 1e6) return { name: 'PB', gb: 1e6 };
  return gb >= 1e3 ? { name: 'TB', gb: 1e3 } : { name: 'GB', gb: 1 };
}
