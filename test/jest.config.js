/** Four tiers: specs beside the rules, house rules, real neighbours (db, contracts), stories through real doors. */
const rootDir = new URL('..', import.meta.url).pathname;

const shared = {
  rootDir,
  testEnvironment: 'node',
  testEnvironmentOptions: { exportConditions: ['source', 'node', 'import', 'default'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^#([a-z-]+)$': '<rootDir>/libs/$1/index.ts' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2024',
        keepClassNames: true,
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
      swcrc: false,
    }],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.rekey'],
};

const neighbours = { globalSetup: '<rootDir>/test/support/start-neighbours.ts', globalTeardown: '<rootDir>/test/support/stop-neighbours.ts' };

export default {
  // A desk of real processes needs its time on a busy machine; a hanging test ends all the same.
  testTimeout: 120_000,
  rootDir,
  projects: [
    { ...shared, displayName: 'specs', testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts'] },
    { ...shared, displayName: 'house', testMatch: ['<rootDir>/test/house/**/*.spec.ts'] },
    { ...shared, ...neighbours, displayName: 'db', testMatch: ['<rootDir>/test/db/**/*.spec.ts', '<rootDir>/test/contracts/**/*.spec.ts'] },
    { ...shared, ...neighbours, displayName: 'stories', testMatch: ['<rootDir>/test/stories/**/*.spec.ts'] },
  ],
};
