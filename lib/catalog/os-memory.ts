/** Memory that Linux reserves: a fixed part and a share of the total. */
interface MemoryOverhead {
  readonly fixedMiB: number;
  readonly share: number;
}

/**
 * Page tables of the hypervisor and the kernel, firmware, and the crash kernel. The largest measured values are 246
 * MiB at 2 GiB, 774 MiB at 16 GiB, 5,062 MiB at 128 GiB and 3.64 % from 1 TiB. This line lies just above all 452
 * types.
 *
 * @see https://github.com/vantage-sh/ec2instances.info 4ef36cd2, memory that the guest reports
 */
const VIRTUAL: MemoryOverhead = { fixedMiB: 200, share: 0.04 };

/**
 * Without a hypervisor, the kernel needs little more than 64 bytes per page of 4 KiB (1.56 %). 59 types measured 1.6
 * % to 2.2 %.
 *
 * @see https://github.com/vantage-sh/ec2instances.info 4ef36cd2, memory that the guest reports
 */
const METAL: MemoryOverhead = { fixedMiB: 1024, share: 0.02 };

/**
 * Memory in MiB that the operating system of a type sees, by a rule that stays below the measured value of every
 * type.
 *
 * EC2 reports the memory of the machine, and a container of that size does not fit. Karpenter subtracts 7.5 % until
 * it has seen a node, which wastes 4 GiB of 128. Types of 4 GiB and less lose more than 7.5 %.
 *
 * @param memoryMiB memory that EC2 states
 * @param bareMetal whether the type has no hypervisor
 * @see https://karpenter.sh/docs/reference/settings/ `VM_MEMORY_OVERHEAD_PERCENT`
 */
export function osMemoryMiB(memoryMiB: number, bareMetal: boolean): number {
  const overhead = bareMetal ? METAL : VIRTUAL;
  return Math.floor(memoryMiB * (1 - overhead.share)) - overhead.fixedMiB;
}
