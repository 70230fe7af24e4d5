/** Files in the order of their names. Jest's own order is by size and earlier times. */
export default class ByName {
  sort(tests) {
    return [...tests].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // Earlier results do not change the order.
  }
}
