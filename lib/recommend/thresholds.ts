/**
 * What turns a measurement into a proposal. These are judgements, not published rules; docs/recommend.md states them
 * all, and every proposal shows the ones that it was made with.
 */
export const LIMITS = {
  /** Share that a proposed target is above what was measured. */
  headroom: 0.3,
  /** The same for data that is stored: it grows by its own trend, which is looked at apart. */
  dataHeadroom: 0.1,
  /** A target is raised when less than this share is left above the measured value. */
  leastLeft: 0.1,
  /** A target is lowered when the proposed one is at most this share of it. Less is not worth a change. */
  worthLowering: 0.75,
  /** Days of samples before anything is lowered, or a trend is believed: a week has a weekend. */
  leastDaysToLower: 7,
  /** Hours of samples before anything is proposed. */
  leastHours: 1,
  /** Share of the samples that must be there. */
  leastCoverage: 0.8,
  /** Share that is hardly a gap. */
  fullCoverage: 0.95,
  /** CPU, disks and network with a zone down, as a share of what there is. */
  utilisation: 0.8,
  /** Heap after collection above which collectors run often, as a share of the heap. */
  heapHigh: 0.7,
  /** Heap after collection that a proposed larger heap is to have. */
  heapAimed: 0.6,
  /** The same of a proposed smaller one, which leaves more. */
  heapAimedSmaller: 0.5,
  /** Working set above which a container is near its end, as a share of its limit. */
  memoryHigh: 0.9,
  /** Working set that a proposed limit is to have. */
  memoryAimed: 0.85,
  /** Hit ratio above which a cache that is not full may be smaller. */
  cacheEnough: 0.95,
  /** How much larger a hot set is proposed that the caches do not hold: nobody can see how large it is. */
  hotSetStep: 1.5,
  /** Share of the planned load from which on its cost in CPU says something about the cost of more. */
  tellingLoad: 0.5,
  /** Outstanding requests of ZooKeeper, as a share of the limit at which it stops to read. */
  outstandingHigh: 0.1,
} as const;
