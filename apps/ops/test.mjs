/**
 * `npm test`: installs what is missing, then proves everything. Names of stages choose some: `npm test -- types specs`.
 * What this machine cannot have is said by name and counted as skipped; with CI=true nothing may be skipped.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependenciesAreThere, installDependencies } from './setup/dependencies.mjs';
import { fetchKeycloak } from './setup/keycloak-archive.mjs';
import { oneAtATime } from './setup/one-at-a-time.mjs';
import { duration, say, step } from './setup/progress.mjs';
import { goOnWithRightNode, isRightNode, refuseAncientNode } from './setup/right-node.mjs';
import { ROOT, run, runInSight } from './setup/run.mjs';
import { fetchS3Proxy } from './setup/s3proxy-jar.mjs';
import { hasNeighbour, installNeighbours, mayInstall, NEIGHBOURS } from './setup/system-packages.mjs';

/** How one sees that a spec file needs a server of the machine. Redis is asked for by name and left out by the stories themselves. */
const NEEDS = { dovecot: /freshMailboxes|openDesk|MailServer/, cyrus: /startCyrus/, chromium: /playwright/, openldap: /startOpenLdap/, samba: /startSambaAd/, keycloak: /startKeycloak/, s3proxy: /startS3Proxy/, openssl: /support\/openssl/ };

/**
 * Every spec file has a database, ports and servers of its own. One more than there are cores, since those of real processes
 * wait a good part of their time.
 */
const SPEC_FILES_AT_ONCE = Math.min(4, availableParallelism() + 1);

refuseAncientNode();
const from = performance.now();
const asked = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const failedStages = [];

try {
  await oneAtATime(async () => {
    if (!dependenciesAreThere()) await step('installing dependencies', installDependencies);
    const missing = Object.keys(NEIGHBOURS).filter((key) => !hasNeighbour(key));
    if (missing.length === 0 || !mayInstall()) return;
    await step(`installing ${missing.map((key) => NEIGHBOURS[key].what).join(', ')}`, () => installNeighbours(missing)).catch((error) => say(error.message));
  });
} catch (error) {
  say(error.message);
  process.exit(1);
}
if (!isRightNode()) await goOnWithRightNode(fileURLToPath(import.meta.url), asked);
// Whatever is started from here finds this Node first.
process.env.PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);

const absent = Object.keys(NEIGHBOURS).filter((key) => !hasNeighbour(key));
for (const [key, name, fetch] of [['keycloak', 'Keycloak', fetchKeycloak], ['s3proxy', 'S3Proxy', fetchS3Proxy]]) {
  if (!isAsked('db') || absent.includes(key)) continue;
  await step(`fetching ${name}`, () => oneAtATime(fetch)).catch((error) => {
    say(error.message);
    absent.push(key);
  });
}
for (const key of absent) say(`  not here: ${NEIGHBOURS[key].what} (Debian: ${NEIGHBOURS[key].unpack ? 'unpacked by npm test as root from' : 'apt-get install'} ${NEIGHBOURS[key].packages.join(' ')}); what needs it is skipped`);
total.skipped += absent.length;

const tool = (program, ...args) => run(process.execPath, [join('node_modules', '.bin', program), ...args]);
const CHECKS = {
  build: async () => (await import('./build.mjs')).build(),
  types: () => tool('tsc', '-p', '.'),
  lint: () => tool('oxlint', '--type-aware', '--max-warnings=0'),
};

for (const [name, check] of Object.entries(CHECKS)) {
  if (!isAsked(name)) continue;
  try {
    await step(name, async () => void (await oneAtATime(check)));
    total.passed += 1;
  } catch (error) {
    say(error.message);
    fail(name);
    // Nothing further can be believed about a product that is not built.
    if (name === 'build') finish();
  }
}

const { default: jest } = await import('../../test/jest.config.js');
// Only here, on the right Node: an older one does not have it.
const { globSync } = await import('node:fs');
const tiers = jest.projects.map(({ displayName }) => displayName).filter(isAsked);
if (tiers.length > 0) await runJest(tiers);
finish();

/** Runs jest projects in sight, all in one go: where a long file of one waits, those of another run. Adds up what they found. */
async function runJest(names) {
  say(`\n${names.join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'rekey-jest-'));
  const results = join(folder, 'results.json');
  const leftOut = impossibleSpecs();
  const began = performance.now();
  const code = await runInSight(process.execPath, [
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '-c', join('test', 'jest.config.js'), '--selectProjects', ...names, `--maxWorkers=${SPEC_FILES_AT_ONCE}`, '--passWithNoTests', '--json', `--outputFile=${results}`,
    ...(leftOut.length > 0 ? ['--testPathIgnorePatterns', ...leftOut] : []),
  ], { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const found = JSON.parse(readFileSync(results, 'utf8'));
    total.passed += found.numPassedTests;
    // A file that cannot even be read has no test that could fail.
    total.failed += found.numFailedTests + found.numRuntimeErrorTestSuites;
    total.skipped += found.numPendingTests + found.numTodoTests;
    for (const name of names) sayTier(name, found.testResults.filter((file) => tierOf(file.name) === name));
    say(`  ${code === 0 ? '✓' : '✗'} ${'in one go'.padEnd(34)} ${duration(performance.now() - began)}`);
    if (code !== 0 && found.numFailedTests + found.numRuntimeErrorTestSuites === 0) fail('jest');
  } catch {
    fail('jest');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What one tier found; its time is that of its files one after the other. */
function sayTier(name, files) {
  const count = (status) => files.flatMap(({ assertionResults }) => assertionResults).filter((test) => test.status === status).length;
  const isGood = files.every(({ status }) => status !== 'failed');
  if (!isGood) failedStages.push(name);
  say(`  ${isGood ? '✓' : '✗'} ${name.padEnd(34)} ${duration(files.reduce((sum, { startTime, endTime }) => sum + endTime - startTime, 0))}   ${count('passed')} passed, ${count('failed')} failed, ${count('pending')} skipped`);
}

/** The jest project that a spec file belongs to, as `test/jest.config.js` has them. */
function tierOf(file) {
  const [, folder = ''] = /^test\/([a-z]+)\//.exec(relative(ROOT, file).replaceAll('\\', '/')) ?? [];
  return { house: 'house', db: 'db', contracts: 'db', stories: 'stories' }[folder] ?? 'specs';
}

/** Spec files that need a server which this machine cannot have, as patterns for jest. */
function impossibleSpecs() {
  const needs = absent.map((key) => NEEDS[key]).filter(Boolean);
  return globSync('test/**/*.spec.ts', { cwd: ROOT })
    .filter((file) => needs.some((need) => need.test(readFileSync(join(ROOT, file), 'utf8'))))
    .map((file) => {
      say(`  left out: ${file}`);
      return file.replaceAll('.', '\\.');
    });
}

function isAsked(name) {
  return asked.length === 0 || asked.includes(name);
}

function fail(name) {
  total.failed += 1;
  failedStages.push(name);
}

function finish() {
  const mayNotSkip = process.env.CI === 'true' && total.skipped > 0;
  say(`\n  in ${duration(performance.now() - from)}${failedStages.length > 0 ? `, failed: ${failedStages.join(', ')}` : ''}`);
  if (mayNotSkip) say('  on CI nothing may be skipped');
  // Alone on its line and last, so that a machine can read it too.
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed > 0 || mayNotSkip ? 1 : 0);
}
