/** Jest's globalTeardown: the first project that ends stops them, since jest ends all projects together. */
import type { ChildProcess } from 'node:child_process';

export default async function stopNeighbours(): Promise<void> {
  const child = (globalThis as { rekeyNeighbours?: { child: ChildProcess } }).rekeyNeighbours?.child;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const isGone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await isGone;
}
