/** Bytes of a MiB, and MiB of a TiB. */
export const BYTES_PER_MIB = 2 ** 20;
export const BYTES_PER_GIB = 2 ** 30;
export const MIB_PER_TIB = 2 ** 20;
/** MiB/s in a Gbit/s. */
export const MIB_PER_GBIT = 1e9 / 8 / BYTES_PER_MIB;
