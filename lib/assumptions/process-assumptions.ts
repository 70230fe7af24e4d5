import { Assumption, FROM_ZERO, POSITIVE } from './assumption';

const NATIVE =
  'NativeMemoryTracking (jcmd VM.native_memory) of a busy process; test/e2e/11-truth-of-sizes compares the sum ' +
  'with resident sizes';

/** Assumptions about all processes and nodes. */
export const PROCESS_ASSUMPTIONS = {
  jvmCodeMiB: {
    value: 256,
    unit: 'MiB',
    meaning: 'Metaspace and compiled code of a JVM',
    reason: 'measured resident sizes on tiny data, plus a margin',
    plausible: { least: 120, most: 512 },
    rangeReason: 'low: measured small processes; high: a full code cache (240 MiB) and many classes',
    possible: POSITIVE,
    counts: 'memory of every pod in staging and prod',
    measuredBy: NATIVE,
  },
  jvmSmallCodeMiB: {
    value: 96,
    unit: 'MiB',
    meaning: 'Metaspace and compiled code of a JVM in local and dev',
    reason: 'measured on tiny data, plus a fifth; roles that load more classes have up to 160 MiB',
    plausible: { least: 48, most: 256 },
    rangeReason: 'low: interpreted code; high: busy processes',
    possible: POSITIVE,
    counts: 'memory of pods in local and dev',
    measuredBy: NATIVE,
  },
  jvmHeapOverhead: {
    value: 0.06,
    unit: 'share',
    meaning: 'Memory of the garbage collector per byte of heap',
    reason: 'card tables, mark bitmaps and remembered sets of G1',
    plausible: { least: 0.02, most: 0.2 },
    rangeReason:
      'low: the serial collector; high: remembered sets of heaps with many old-to-young references',
    possible: { least: 0, most: 1 },
    counts: 'memory of every pod',
    measuredBy: NATIVE,
  },
  jvmThreadMiB: {
    value: 0.5,
    unit: 'MiB',
    meaning: 'Memory of a thread',
    reason: 'a stack is 1 MiB, and a thread touches at most half of it',
    plausible: { least: 0.1, most: 1 },
    rangeReason: 'low: idle threads; high: whole stacks',
    possible: FROM_ZERO,
    counts: 'memory of every pod',
    measuredBy: NATIVE,
  },
  systemNodeCpuMillis: {
    value: 1_000,
    unit: 'm',
    meaning: 'CPU of the cluster services on a node of the system pool',
    reason: 'twice what the add-ons request',
    plausible: { least: 250, most: 8_000 },
    rangeReason: 'low: only the requests of the add-ons; high: a monitoring stack on the same nodes',
    possible: POSITIVE,
    counts: 'machines of the system pool',
    measuredBy: 'requests of all pods on the nodes of the system pool',
  },
  systemNodeMemoryMiB: {
    value: 2_048,
    unit: 'MiB',
    meaning: 'Memory of the cluster services on a node of the system pool',
    reason: 'twice what the add-ons request',
    plausible: { least: 512, most: 32_768 },
    rangeReason: 'low: only the requests of the add-ons; high: a monitoring stack on the same nodes',
    possible: POSITIVE,
    counts: 'machines of the system pool',
    measuredBy: 'requests of all pods on the nodes of the system pool',
  },
} satisfies Record<string, Assumption>;
