import base from './jest.config.mjs';

/** Tests against a real Kubernetes API server: `npm run test:cluster`. */
export default {
  ...base,
  roots: ['<rootDir>/test/cluster'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
};
