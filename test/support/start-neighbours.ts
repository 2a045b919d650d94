/** Jest's globalSetup. Jest hands this file to Node as it is: node: imports only, no decorators, no rooms. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Shared { rekeyNeighbours?: { child: ChildProcess; ready: Promise<string> } }

/** Several jest projects ask in turn; the first starts, all get the same. */
export default async function startNeighbours(): Promise<void> {
  const shared = globalThis as Shared;
  shared.rekeyNeighbours ??= start();
  process.env['REKEY_TEST_NEIGHBOURS'] = await shared.rekeyNeighbours.ready;
}

function start(): { child: ChildProcess; ready: Promise<string> } {
  const support = join(process.cwd(), 'test', 'support');
  const child = spawn(process.execPath, [
    '--import', join(support, 'typescript.mjs'), '--conditions=source', '--disable-warning=ExperimentalWarning',
    join(support, 'neighbours.ts'), mkdtempSync(join(tmpdir(), 'rekey-test-')),
  ], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ready = new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(JSON.stringify(message)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the neighbours ended with ${code} before they were ready`)));
  });
  return { child, ready };
}
