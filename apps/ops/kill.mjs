/** `npm run kill -- --mails 2000 --kills 300 --queue redis`: kills the desk's processes at random moments and counts what is lost or doubled. */
import { fileURLToPath } from 'node:url';
import { goOnWithRightNode, isRightNode, refuseAncientNode } from './setup/right-node.mjs';

refuseAncientNode();
if (!isRightNode()) await goOnWithRightNode(fileURLToPath(import.meta.url), process.argv.slice(2));

const { spawnSync } = await import('node:child_process');
const { build } = await import('./build.mjs');
const ROOT = new URL('../../', import.meta.url);
// The processes run from what is built.
await build();
const { status } = spawnSync(process.execPath, ['--import', './test/support/typescript.mjs', '--conditions=source', 'test/support/kill/kill.ts', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
