/**
 * `npm run e2e`: the platform on a real Kubernetes of three zones, driven by real clients, with parts of it taken away.
 * `npm run e2e:smoke`: the short part of it. One platform for all files, which run one after the other by name.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test/e2e'],
  testMatch: ['**/[0-9][0-9]-*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
  moduleNameMapper: { '^cdk-hadoop$': '<rootDir>/constructs/index.ts' },
  globalSetup: '<rootDir>/test/e2e/harness/setup.ts',
  globalTeardown: '<rootDir>/test/e2e/harness/teardown.ts',
  testSequencer: '<rootDir>/test/e2e/harness/by-name.mjs',
  maxWorkers: 1,
  // After a platform that did not come up, nothing else can succeed: each file says so by itself, and soon.
  bail: 0,
  verbose: true,
  // For safety only: every step waits for a condition and has a limit of its own.
  testTimeout: 30 * 60_000,
};
