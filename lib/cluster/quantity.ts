import { BYTES_PER_MIB } from '../catalog/units';
/** @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([numkMGTPE]|[KMGTPE]i)?$/;

/** The value of a quantity in Kubernetes notation: `500m`, `1Gi`, `2`. Undefined for anything else. */
export function quantity(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const [, number, suffix = ''] = QUANTITY.exec(value) ?? [];
  const factor = FACTORS[suffix];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** CPU in millicores. */
export function cpuMillis(value: unknown): number {
  // A thousandth is the smallest unit that Kubernetes counts; rounding errors of binary fractions must not add another
  // one.
  return Math.ceil(Number(((quantity(value) ?? 0) * 1000).toFixed(6)));
}

/** Memory in MiB. */
export function memoryMiB(value: unknown): number {
  return (quantity(value) ?? 0) / BYTES_PER_MIB;
}
