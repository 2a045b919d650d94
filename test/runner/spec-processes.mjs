import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SPEC_FILES = fileURLToPath(new URL('./spec-files.mjs', import.meta.url));
const TYPESCRIPT = new URL('../support/typescript.mjs', import.meta.url).href;

/**
 * Jest's runner: processes that run one spec file after the other, and in which Node itself loads the product, once. Jest's own
 * runner links, compiles and warms up its thousand modules anew for every file, which most files take longer for than for their
 * tests. What a file can leave behind for the next is tidied away by `spec-files.mjs`; behind one that failed comes a fresh process.
 */
export default class SpecProcesses {
  supportsEventEmitters = false;

  constructor(globalConfig) {
    this.globalConfig = globalConfig;
  }

  /** Jest calls it once, with all files in the order of the sequencer. */
  async runTests(tests, watcher, onStart, onResult, onFailure, { serial }) {
    // All processes take from the same row.
    const waiting = tests.values();
    const atOnce = serial ? 1 : Math.min(this.globalConfig.maxWorkers, tests.length);
    await Promise.all(Array.from({ length: atOnce }, async (_, at) => {
      let running;
      for (const test of waiting) {
        if (watcher.isInterrupted()) break;
        await onStart(test);
        running ??= new SpecProcess(at + 1, this.globalConfig);
        try {
          const { result, memory } = await running.run(test);
          await onResult(test, result);
          const isFull = memory >= (this.globalConfig.workerIdleMemoryLimit ?? Number.POSITIVE_INFINITY);
          if (result.numFailingTests === 0 && !result.testExecError && !isFull) continue;
        } catch (error) {
          await onFailure(test, { message: error.message, stack: error.stack, type: 'Error' });
        }
        await running.end();
        running = undefined;
      }
      await running?.end();
    }));
  }
}

class SpecProcess {
  #child;
  #ended;

  constructor(number, globalConfig) {
    this.globalConfig = globalConfig;
    this.#child = fork(SPEC_FILES, {
      execArgv: ['--import', TYPESCRIPT, '--conditions=source', '--disable-warning=ExperimentalWarning'],
      env: { ...process.env, JEST_WORKER_ID: `${number}` },
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(error.message));
      this.#child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
    });
  }

  /** @returns the result as jest has it, and how many bytes the process takes. @throws Error when the file cannot be read, or the process ends */
  async run({ path, context: { config } }) {
    const answer = new Promise((resolve) => this.#child.once('message', resolve));
    this.#child.send({ path, config, globalConfig: this.globalConfig }, () => undefined);
    const ended = this.#ended.then((how) => ({ error: { message: `the process of ${path} ${how} before its tests were through` } }));
    const { error, ...found } = await Promise.race([answer, ended]);
    if (error) throw Object.assign(new Error(error.message), error.stack && { stack: error.stack });
    return found;
  }

  async end() {
    if (this.#child.connected) this.#child.disconnect();
    await this.#ended;
  }
}
