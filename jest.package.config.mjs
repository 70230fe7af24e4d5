import base from './jest.config.mjs';

/**
 * `npm run test:package`: packs the package, installs it into an empty project, and uses it there. It needs no network:
 * peers are linked from this checkout.
 *
 * @type {import('jest').Config}
 */
export default {
  ...base,
  roots: ['<rootDir>/test/package'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  verbose: true,
  // For safety only: packing compiles everything, which takes half a minute.
  testTimeout: 300_000,
};
