import base from './jest.config.mjs';

/** Pairs of descriptions, synthesized and compared: `npm run test:pairs`. */
export default {
  ...base,
  roots: ['<rootDir>/test/pairs'],
  testPathIgnorePatterns: ['/node_modules/', '/test/pairs/checks/'],
  testTimeout: 600_000,
};
