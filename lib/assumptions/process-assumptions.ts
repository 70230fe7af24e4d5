import { Assumption, FROM_ZERO, POSITIVE } from './assumption';

const NATIVE =
  'NativeMemoryTracking (jcmd VM.native_memory) of a busy process; test/e2e/11-truth-of-sizes holds the sum ' +
  'against resident sizes';

/** Assumptions about every process, and about the nodes. */
export const PROCESS_ASSUMPTIONS = {
  jvmCodeMiB: {
    value: 256,
    unit: 'MiB',
    meaning: 'Metaspace and compiled code of a JVM',
    reason: 'resident sizes that were measured on tiny data, with a margin',
    plausible: { least: 120, most: 512 },
    rangeReason:
      'least: what small processes were measured at; most: a full code cache (240 MiB) and many classes',
    possible: POSITIVE,
    counts: 'memory of every pod in staging and prod',
    measuredBy: NATIVE,
  },
  jvmSmallCodeMiB: {
    value: 96,
    unit: 'MiB',
    meaning: 'Metaspace and compiled code of a JVM in local and dev',
    reason: 'measured on tiny data, and a fifth; roles that load more have up to 160 MiB',
    plausible: { least: 48, most: 256 },
    rangeReason: 'least: interpreted code; most: that of processes that work hard',
    possible: POSITIVE,
    counts: 'memory of pods in local and dev',
    measuredBy: NATIVE,
  },
  jvmHeapOverhead: {
    value: 0.06,
    unit: 'share',
    meaning: 'Memory of the collector for each byte of heap',
    reason: 'card tables, marking bitmaps and remembered sets of G1',
    plausible: { least: 0.02, most: 0.2 },
    rangeReason:
      'least: the serial collector; most: remembered sets of heaps with many old-to-young references',
    possible: { least: 0, most: 1 },
    counts: 'memory of every pod',
    measuredBy: NATIVE,
  },
  jvmThreadMiB: {
    value: 0.5,
    unit: 'MiB',
    meaning: 'Memory of a thread',
    reason: 'a stack is 1 MiB, of which half is touched at most',
    plausible: { least: 0.1, most: 1 },
    rangeReason: 'least: idle threads; most: whole stacks',
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
    rangeReason: 'least: the add-ons’ requests alone; most: a monitoring stack beside them',
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
    rangeReason: 'least: the add-ons’ requests alone; most: a monitoring stack beside them',
    possible: POSITIVE,
    counts: 'machines of the system pool',
    measuredBy: 'requests of all pods on the nodes of the system pool',
  },
} satisfies Record<string, Assumption>;
