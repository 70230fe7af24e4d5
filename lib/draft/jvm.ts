import { Role } from '../roles/role';
import { roleFacts } from '../roles/roles';
import { Assumptions } from '../assumptions/assumptions';
import { assumed, ruleNumber } from './figure-inputs';
import { FigureInput } from '../plan/plan';

/** Maximum heap with compressed object pointers, in MiB. */
export const MAX_COMPRESSED_HEAP_MIB = 31 * 1024;
/** Heap in MiB that makes up for the loss of compressed object pointers. */
export const MIN_UNCOMPRESSED_HEAP_MIB = 48 * 1024;
/** Below this heap, the threads and tables of a concurrent collector cost more than they save. */
const SERIAL_BELOW_MIB = 512;
/** Above this heap, touching every page at startup takes too long. */
const PRETOUCH_BELOW_MIB = 64 * 1024;

/**
 * The next useful heap size: at most 31 GiB, or at least 48 GiB.
 * @see https://wiki.openjdk.org/display/HotSpot/CompressedOops
 */
export function heapBand(heapMiB: number): number {
  const heap = Math.ceil(heapMiB);
  return heap > MAX_COMPRESSED_HEAP_MIB && heap < MIN_UNCOMPRESSED_HEAP_MIB
    ? MIN_UNCOMPRESSED_HEAP_MIB
    : heap;
}

/** Memory in MiB for classes and compiled code of the main process of a role, or of another process in its pod. */
export function codeMemory(
  role: Role,
  main: boolean,
  small: boolean,
  assumptions: Assumptions,
): FigureInput[] {
  if (!small) return assumed(assumptions, 'jvmCodeMiB');
  const measured = main ? roleFacts(role).smallCodeMiB : undefined;
  return measured === undefined
    ? assumed(assumptions, 'jvmSmallCodeMiB')
    : [ruleNumber('classes and code, measured', measured, 'MiB')];
}

/**
 * Memory of a JVM in addition to heap and direct buffers: classes and compiled code, a share of the heap for the
 * tables of the garbage collector, and an amount per thread. These are assumptions, which the end-to-end tests
 * compare with measured processes.
 * @param threads threads of the process under load
 */
export function jvmOverheadMiB(
  heapMiB: number,
  threads: number,
  assumptions: Assumptions,
  codeMiB = assumptions.jvmCodeMiB,
): number {
  return Math.ceil(codeMiB + assumptions.jvmHeapOverhead * heapMiB + threads * assumptions.jvmThreadMiB);
}

export interface JvmOptions {
  readonly heapMiB: number;
  readonly directMiB: number;
  readonly cpuMillis: number;
  /** Touch the heap at startup, so that a pod that fits once always fits. */
  readonly preTouch: boolean;
  /** Pause time goal of the garbage collector in milliseconds. */
  readonly pauseMillis: number;
}

/**
 * Options of the `java` command. `ActiveProcessorCount` follows the CPU request. There is no CPU limit to derive it
 * from, and a JVM that sees all cores of a large node starts a collector thread for each.
 * @see https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html
 */
export function jvmFlags({ heapMiB, directMiB, cpuMillis, preTouch, pauseMillis }: JvmOptions): string[] {
  const processors = Math.max(1, Math.ceil(cpuMillis / 1000));
  const serial = heapMiB < SERIAL_BELOW_MIB;
  return [
    `-Xms${heapMiB}m`,
    `-Xmx${heapMiB}m`,
    `-XX:MaxDirectMemorySize=${directMiB}m`,
    `-XX:ActiveProcessorCount=${processors}`,
    ...(serial
      ? ['-XX:+UseSerialGC']
      : [
          '-XX:+UseG1GC',
          `-XX:MaxGCPauseMillis=${pauseMillis}`,
          `-XX:ParallelGCThreads=${processors}`,
          '-XX:+ParallelRefProcEnabled',
        ]),
    ...(preTouch && heapMiB <= PRETOUCH_BELOW_MIB ? ['-XX:+AlwaysPreTouch'] : []),
    '-XX:+ExitOnOutOfMemoryError',
  ];
}
