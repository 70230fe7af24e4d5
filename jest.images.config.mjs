import base from './jest.config.mjs';

/**
 * `npm run test:images`: builds the images with the builder that is here, from releases that are assembled from Maven
 * Central, and looks into them. Without a builder or Maven the tests are skipped, and say why.
 *
 * @type {import('jest').Config}
 */
export default {
  ...base,
  roots: ['<rootDir>/test/images/built'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  verbose: true,
  // The first run downloads some 250 MB of jars.
  testTimeout: 20 * 60_000,
};
