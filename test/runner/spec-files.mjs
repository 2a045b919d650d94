/**
 * Runs the spec files that `spec-processes.mjs` sends, one after the other: jest-circus and expect as jest has them, modules as Node
 * has them. What stays between two files is what stays between two mails in the product: loaded modules and what they remember.
 */
import { createRequire, enableCompileCache, registerHooks, setSourceMapsSupport } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

enableCompileCache(join(process.cwd(), 'test', '.tmp', 'compiled'));
setSourceMapsSupport(true, { nodeModules: false });
// Node's ten lines rarely reach the spec.
Error.stackTraceLimit = 100;

// What jest brings itself is found from where jest lies.
const require = createRequire(createRequire(import.meta.url).resolve('jest/package.json'));
const { ModuleMocker } = require('jest-mock');
const { BufferedConsole } = require('@jest/console');

/** `@jest/globals`, which jest's own runner makes up as well. Its names are bound anew for every file, in whatever imported them before, too. */
const GLOBALS = 'rekey-test:globals';
const NAMES = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it', 'jest', 'test'].join(', ');
registerHooks({
  resolve: (specifier, context, next) => (specifier === '@jest/globals' || specifier === GLOBALS ? { url: GLOBALS, format: 'module', shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) => (url === GLOBALS ? { format: 'module', source: `export let ${NAMES}; export const bind = (globals) => { ({ ${NAMES} } = globals); };`, shortCircuit: true } : next(url, context)),
});
const { bind } = await import(GLOBALS);

process.once('disconnect', () => process.exit(0));
process.on('message', async (asked) => {
  const answer = await resultOf(asked).then((result) => ({ result, memory: process.memoryUsage.rss() }), (error) => ({ error: { message: error?.message ?? String(error), stack: error?.stack ?? String(error) } }));
  if (process.connected) process.send(answer);
});

async function resultOf({ path, config, globalConfig }) {
  const [environment, folder, outside] = [{ ...process.env }, process.cwd(), globalThis.console];
  const said = new BufferedConsole();
  const mocks = new ModuleMocker(globalThis);
  globalThis.console = said;
  const start = Date.now();
  try {
    const result = await freshCircus()(globalConfig, config, { global: globalThis }, {
      requireInternalModule: require,
      requireModule: require,
      setGlobalsForRuntime: (globals) => bind({ ...globals, jest: mocks }),
      unstable_shouldLoadAsEsm: () => true,
      unstable_importModule: (file) => import(pathToFileURL(file).href),
      enterTestCode: () => undefined,
      leaveTestCode: () => undefined,
    }, path);
    return { ...result, testFilePath: path, displayName: config.displayName, console: said.getBuffer(), ...timesOf(start, config, result) };
  } finally {
    mocks.restoreAllMocks();
    globalThis.console = outside;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
    process.chdir(folder);
    process.exitCode = undefined;
  }
}

/** The framework keeps its describes, hooks and handlers in its modules: loaded anew, it knows nothing of the file before. */
function freshCircus() {
  for (const file of Object.keys(require.cache)) if (file.includes('/jest-circus/')) delete require.cache[file];
  return require('jest-circus/runner').default;
}

/** What jest's own runner adds to a result. */
function timesOf(start, { slowTestThreshold }, { perfStats, numPassingTests, numFailingTests, numTodoTests }) {
  const end = Date.now();
  return {
    perfStats: { ...perfStats, start, end, runtime: end - start, slow: end - start > slowTestThreshold * 1000, loadTestEnvironmentStart: start, loadTestEnvironmentEnd: start, setupFilesStart: start, setupFilesEnd: start },
    skipped: numPassingTests + numFailingTests + numTodoTests === 0,
    leaks: false,
  };
}
