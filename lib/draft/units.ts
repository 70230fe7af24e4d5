/** MiB/s in a Gbit/s. */
export const MIB_PER_GBIT = 1e9 / 8 / 2 ** 20;
