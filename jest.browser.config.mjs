import base from './jest.config.mjs';

/** Tests of pages in a real Chromium: `npm run test:browser`. */
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
};
