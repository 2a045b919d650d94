import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const EXAMPLES = ['one', 'other', 'fails', 'ends-its-process', 'forgets-a-promise', 'cannot-be-read'];

interface FileResult { readonly status: string; readonly message: string }

describe('the processes that run spec files one after the other (test/runner)', () => {
  let folder: string;
  let found: ReadonlyMap<string, FileResult>;
  let code: unknown;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rekey-runner-'));
    const config = { rootDir: process.cwd(), runner: '<rootDir>/test/runner/spec-processes.mjs', transform: {}, workerIdleMemoryLimit: '1GB', testMatch: EXAMPLES.map((name) => `<rootDir>/test/runner/examples/${name}.ts`), modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.rekey'] };
    const jest = join(createRequire(import.meta.url).resolve('jest/package.json'), '..', 'bin', 'jest.js');
    // One process for all, so that each could see what another left.
    code = await new Promise((resolve) => execFile(process.execPath, [jest, '--config', JSON.stringify(config), '--runInBand', '--json', `--outputFile=${join(folder, 'found.json')}`], (error) => resolve(error?.code ?? 0)));
    const { testResults } = JSON.parse(await readFile(join(folder, 'found.json'), 'utf8')) as { testResults: (FileResult & { name: string })[] };
    found = new Map(testResults.map((result) => [/(?<name>[^/]+)\.ts$/.exec(result.name)!.groups!['name']!, result]));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('give every file the environment, folder, mocks, console and hooks that it would have alone', () => {
    expect(['one', 'other'].map((name) => found.get(name))).toMatchObject([{ status: 'passed', message: '' }, { status: 'passed', message: '' }]);
  });

  it.each([
    ['fails', /says what was expected[^]*Expected: [^]*"that"[^]*fails\.ts:4:18/],
    ['ends-its-process', /ended with 3 before its tests were through/],
    ['forgets-a-promise', /forgets a promise[^]*nobody heard/],
    ['cannot-be-read', /cannot be read/],
  ])('count a file that %s as failed, and run the others all the same', (name, says) => {
    expect(found.get(name)).toMatchObject({ status: 'failed', message: expect.stringMatching(says) });
    expect([found.size, code]).toEqual([EXAMPLES.length, 1]);
  });

  it('load what files share once, so that nothing shared may have hooks of its own: only the first file of a process would have them', () => {
    const shared = globSync(['libs/**/*.ts', 'apps/**/*.ts', 'test/**/*.ts']).filter((file) => !file.endsWith('.spec.ts') && !file.startsWith('test/runner/'));
    expect(shared.length).toBeGreaterThan(800);
    expect(shared.filter((file) => /^(beforeAll|beforeEach|afterAll|afterEach|describe|it|test)[(.]/m.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('need not put back what no file changes: globals, and what classes can do', () => {
    const files = globSync(['libs/**/*.spec.ts', 'apps/**/*.spec.ts', 'test/**/*.ts']);
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => /\bglobalThis(\.\w+|\[[^\]]+\]) = |\.prototype(\.\w+|\[[^\]]+\]) = |(defineProperty|defineProperties|assign)\((globalThis|\w+\.prototype)\b/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
