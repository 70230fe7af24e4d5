/**
 * `npm run test:deploy`: real deployments by the CDK's own command line, to an emulator of AWS beside the checkout.
 * Each environment has an emulator of its own. Most of the time goes by while the command line waits.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test/deploy'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
  moduleNameMapper: { '^cdk-hadoop$': '<rootDir>/constructs/index.ts' },
  globalSetup: '<rootDir>/test/deploy/prepare.ts',
  maxWorkers: 2,
  verbose: true,
  // For safety only; steps take seconds.
  testTimeout: 10 * 60_000,
};
