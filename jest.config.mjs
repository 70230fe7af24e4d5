/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/cluster/', '/test/deploy/', '/test/images/built/'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
  setupFiles: ['<rootDir>/test/fast-check-setup.ts'],
  moduleNameMapper: { '^cdk-hadoop$': '<rootDir>/constructs/index.ts' },
};
