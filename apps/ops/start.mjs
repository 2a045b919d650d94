/**
 * `npm start`: from a fresh clone to a running desk, with nothing but Node 20 or newer. Installs what is missing, goes on
 * with the right Node, builds what changed, then does `rekey up`. Everything after `--` goes to `rekey up`.
 */
import { fileURLToPath } from 'node:url';
import { dependenciesAreThere, installDependencies } from './setup/dependencies.mjs';
import { oneAtATime } from './setup/one-at-a-time.mjs';
import { say, step } from './setup/progress.mjs';
import { goOnWithRightNode, isRightNode, refuseAncientNode } from './setup/right-node.mjs';
import { hasNeighbour, installNeighbours, mayInstall, NEIGHBOURS } from './setup/system-packages.mjs';

refuseAncientNode();
const args = process.argv.slice(2);
try {
  await oneAtATime(async () => {
    if (!dependenciesAreThere()) await step('installing dependencies', installDependencies);
    if (!hasNeighbour('dovecot') && mayInstall()) await step(`installing ${NEIGHBOURS.dovecot.what}`, () => installNeighbours(['dovecot']));
  });
  if (!isRightNode()) await goOnWithRightNode(fileURLToPath(import.meta.url), args);
  await oneAtATime(async () => (await import('./build.mjs')).build());
} catch (error) {
  say(`\n${error.message}`);
  process.exit(1);
}
process.argv.splice(2, process.argv.length, 'up', ...args);
await import('../../dist/apps/ops/rekey.js');
