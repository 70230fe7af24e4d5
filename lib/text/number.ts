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
