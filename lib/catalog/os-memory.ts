/** Memory that Linux keeps for itself: a fixed part and a share of the whole. */
interface MemoryOverhead {
  readonly fixedMiB: number;
  readonly share: number;
}

/**
 * Page tables of the hypervisor and of the kernel, firmware, crash kernel. The most that was measured is 246 MiB at
 * 2 GiB, 774 MiB at 16 GiB, 5,062 MiB at 128 GiB and 3.64 % from 1 TiB; this line lies just above all 452 types.
 *
 * @see https://github.com/vantage-sh/ec2instances.info 4ef36cd2, memory that the guest reports
 */
const VIRTUAL: MemoryOverhead = { fixedMiB: 200, share: 0.04 };

/**
 * No hypervisor, hence little more than the kernel's 64 bytes for each page of 4 KiB (1.56 %): 1.6 % to 2.2 %
 * measured, on 59 types.
 *
 * @see https://github.com/vantage-sh/ec2instances.info 4ef36cd2, memory that the guest reports
 */
const METAL: MemoryOverhead = { fixedMiB: 1024, share: 0.02 };

/**
 * Memory in MiB that the operating system of a type sees, by a rule that stays below every measured type.
 *
 * EC2 states the memory of the machine; a container sized by that figure does not fit. Karpenter takes 7.5 % off until
 * it has seen a node, which wastes 4 GiB of 128; types of 4 GiB and less lose more than 7.5 %.
 *
 * @param memoryMiB memory that EC2 states
 * @param bareMetal whether the type has no hypervisor
 * @see https://karpenter.sh/docs/reference/settings/ `VM_MEMORY_OVERHEAD_PERCENT`
 */
export function osMemoryMiB(memoryMiB: number, bareMetal: boolean): number {
  const overhead = bareMetal ? METAL : VIRTUAL;
  return Math.floor(memoryMiB * (1 - overhead.share)) - overhead.fixedMiB;
}
