/** Binary steps of sizes. */
const KIB = 1_024;

/** A whole number with separators: `12,345`. Written by hand, because locales are the machine's. */
export function countText(count: number): string {
  return separated(String(Math.round(count)));
}

/** A number with at most so many decimals, none of them a trailing zero: `1.5`, `3`. */
export function decimalText(value: number, decimals: number): string {
  const [whole = '', fraction] = String(Number(value.toFixed(decimals))).split('.');
  return fraction === undefined ? separated(whole) : `${separated(whole)}.${fraction}`;
}

function separated(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Thousandths of a vCPU as vCPUs: `1.5`. */
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

/** A share in percent: `62 %`; nothing has no shares. */
export function percentText(part: number, whole: number, decimals = 0): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(decimals)} %`;
}

/** A count with its noun: `1 pod`, `3 pods`. */
export function pluralText(count: number, noun: string, plural = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}

/** A unit after a number: of one it is singular, `1 disk`, `1 write/s`. Symbols have no plural: `1 MiB`, `1 ms`. */
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

/** A unit of amounts of data in network traffic, which is billed by powers of ten. */
export interface DataUnit {
  readonly name: 'GB' | 'TB' | 'PB';
  /** GB in one of it. */
  readonly gb: number;
}

/** The unit in which an amount of data is a number of one to three digits, where there is one: of 4,700,000 GB, PB. */
export function dataUnit(gb: number): DataUnit {
  if (gb >= 1e6) return { name: 'PB', gb: 1e6 };
  return gb >= 1e3 ? { name: 'TB', gb: 1e3 } : { name: 'GB', gb: 1 };
}
