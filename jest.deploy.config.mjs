/**
 * `npm run test:deploy`: real deployments by the CDK's own command line, to an emulator of AWS beside the checkout.
 * One file after the other: the machine has few cores, and each environment has an emulator of its own.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test/deploy'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
  moduleNameMapper: { '^cdk-hadoop$': '<rootDir>/constructs/index.ts' },
  globalSetup: '<rootDir>/test/deploy/announce.ts',
  maxWorkers: 1,
  verbose: true,
  // For safety only; steps take seconds.
  testTimeout: 10 * 60_000,
};
