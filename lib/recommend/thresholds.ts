/**
 * Thresholds that turn measurements into proposals. They are judgments, not published rules. docs/recommend.md lists
 * them all, and every proposal shows the ones that it uses.
 */
export const LIMITS = {
  /** Headroom of a proposed target above the measured value, as a share. */
  headroom: 0.3,
  /** The same for stored data, whose growth is evaluated separately. */
  dataHeadroom: 0.1,
  /** A target is raised if its headroom above the measured value is less than this share. */
  leastLeft: 0.1,
  /**
   * A target is lowered if the proposed target is at most this share of it. Smaller reductions are not worth a change.
   */
  worthLowering: 0.75,
  /** Days of samples before a value is lowered or a trend is used. A week includes a weekend. */
  leastDaysToLower: 7,
  /** Hours of samples before there is any proposal. */
  leastHours: 1,
  /** Minimum share of existing samples. */
  leastCoverage: 0.8,
  /** Share of existing samples that counts as almost without gaps. */
  fullCoverage: 0.95,
  /** Maximum utilization of CPU, disks and network with a zone down. */
  utilisation: 0.8,
  /** Heap after garbage collection above which the collector runs often, as a share of the heap. */
  heapHigh: 0.7,
  /** Target for the heap after garbage collection in a proposed larger heap. */
  heapAimed: 0.6,
  /** The same for a proposed smaller heap, with more headroom. */
  heapAimedSmaller: 0.5,
  /** Working set above which a container is close to its limit, as a share of the limit. */
  memoryHigh: 0.9,
  /** Target for the working set with a proposed limit. */
  memoryAimed: 0.85,
  /** Hit ratio above which a cache that is not full can be smaller. */
  cacheEnough: 0.95,
  /** Growth factor of a proposed hot set that does not fit into the caches. Its actual size cannot be measured. */
  hotSetStep: 1.5,
  /** Minimum share of the planned load for which its CPU cost is representative. */
  tellingLoad: 0.5,
  /** Outstanding requests of ZooKeeper as a share of the limit at which it stops reading requests. */
  outstandingHigh: 0.1,
} as const;
