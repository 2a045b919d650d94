import { globSync, readFileSync } from 'node:fs';

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
      sourceMaps: true,
      swcrc: false,
    }],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.rekey'],
};

/** Spec files that run as one: to load the product takes each of them longer than its tests. Alone they run as ever (`REKEY_TEST_TOGETHER`). */
const together = process.env['REKEY_TEST_TOGETHER'] ? globSync('test/together/*.ts', { cwd: rootDir }) : [];
const loadedByOthers = together.flatMap((file) => [...readFileSync(rootDir + file, 'utf8').matchAll(/^import '\.\.(.+)\.js';$/gm)].map(([, path]) => `<rootDir>/test${path}\\.ts$`));

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
    {
      ...shared, ...neighbours, displayName: 'db',
      testMatch: ['<rootDir>/test/db/**/*.spec.ts', '<rootDir>/test/contracts/**/*.spec.ts', ...together.map((file) => `<rootDir>/${file}`)],
      testPathIgnorePatterns: ['/node_modules/', ...loadedByOthers],
    },
    { ...shared, ...neighbours, displayName: 'stories', testMatch: ['<rootDir>/test/stories/**/*.spec.ts'] },
  ],
};
