import base from './jest.config.mjs';

/**
 * `npm run test:prometheus`: the command line against a real Prometheus server, with two weeks of recorded series. It
 * needs the programs `prometheus` and `promtool`.
 *
 * @type {import('jest').Config}
 */
export default {
  ...base,
  roots: ['<rootDir>/test/prometheus'],
  testPathIgnorePatterns: ['/node_modules/'],
  verbose: true,
  // The recording takes seconds to make, and more where others are busy.
  testTimeout: 300_000,
};
