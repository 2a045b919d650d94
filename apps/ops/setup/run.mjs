import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const LAST_LINES = 60;

/** Runs a program quietly in the root of the project. The end of its output is shown only when it fails. */
export function run(program, args, { env = {}, ...more } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env }, ...more });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += chunk; });
    child.once('error', reject);
    child.once('close', (code) => (code === 0
      ? resolve(output)
      : reject(new Error(`${[program, ...args].join(' ')} ended with ${code}\n${output.trim().split('\n').slice(-LAST_LINES).join('\n')}`))));
  });
}

/** Runs a program that talks to the terminal itself. Resolves with its exit code. */
export function runInSight(program, args, more = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', ...more });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
