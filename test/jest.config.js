/** Four tiers: specs beside the rules, house rules, real neighbours (db, contracts), stories through real doors. */
const rootDir = new URL('..', import.meta.url).pathname;

const shared = {
  rootDir,
  runner: '<rootDir>/test/runner/spec-processes.mjs',
  // For jest; for the spec files Node asks test/support/typescript.mjs.
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.rekey'],
};

const neighbours = { globalSetup: '<rootDir>/test/support/start-neighbours.ts', globalTeardown: '<rootDir>/test/support/stop-neighbours.ts' };

export default {
  // For what hangs, and for nothing else: on a busy machine a test takes ten times as long, so no test has a shorter limit of its own.
  testTimeout: 600_000,
  rootDir,
  testSequencer: '<rootDir>/test/longest-first.mjs',
  // Every file leaves something behind in its worker; three of them and what they start have to fit into 8 GB.
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...shared, displayName: 'specs', testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts'] },
    { ...shared, displayName: 'house', testMatch: ['<rootDir>/test/house/**/*.spec.ts'] },
    { ...shared, ...neighbours, displayName: 'db', testMatch: ['<rootDir>/test/db/**/*.spec.ts', '<rootDir>/test/contracts/**/*.spec.ts'] },
    { ...shared, ...neighbours, displayName: 'stories', testMatch: ['<rootDir>/test/stories/**/*.spec.ts'] },
  ],
};
