import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

/** MikroORM asks for 22.17; Rekey is developed and tested on the Node that npm brings along. */
const OLDEST = [22, 17];
const OLDEST_TO_BEGIN_WITH = 20;
const PARENT_CHECK_MS = 500;

/** Whether this Node may run Rekey itself. */
export function isRightNode() {
  const [major, minor] = versionOf(process.versions.node);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Ends with a sentence on a Node that cannot even run the set-up scripts. */
export function refuseAncientNode() {
  if (versionOf(process.versions.node)[0] >= OLDEST_TO_BEGIN_WITH) return;
  console.error(`Rekey needs Node ${OLDEST_TO_BEGIN_WITH} or newer to begin with; this is ${process.version}.`);
  process.exit(1);
}

/**
 * Goes on with the same script in the Node that came with the dependencies, and never returns: passes signals on, and
 * stops it when whoever started us is gone (npm passes no SIGTERM on; we see it by our parent changing).
 */
export async function goOnWithRightNode(script, args) {
  const program = join(ROOT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (!existsSync(program)) {
    console.error(`Rekey needs Node ${OLDEST.join('.')} or newer; npm has none for ${process.platform} ${process.arch}, and this is ${process.version}.`);
    process.exit(1);
  }
  const child = spawn(program, [script, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) child.kill('SIGTERM'); }, PARENT_CHECK_MS).unref();
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  await new Promise(() => undefined);
}

function versionOf(text) {
  return text.split('.').map(Number);
}
