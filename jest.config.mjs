/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/test/browser/',
    '/test/cluster/',
    '/test/deploy/',
    '/test/e2e/',
    '/test/images/built/',
    '/test/package/',
    '/test/pairs/[^/]*$',
    '/test/prometheus/',
  ],
  // By default one processor is left idle, which is half of a machine with two.
  maxWorkers: '100%',
  // For safety only: scripts that are run for real take a second, or ten on a busy machine.
  testTimeout: 60_000,
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
  // A test's own globals are slow to look up, and planning looks up these a million times.
  sandboxInjectedGlobals: ['Array', 'Infinity', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Set'],
  setupFiles: ['<rootDir>/test/fast-check-setup.ts'],
  moduleNameMapper: { '^cdk-hadoop$': '<rootDir>/constructs/index.ts' },
};
