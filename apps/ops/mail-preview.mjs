/** `npm run mail:preview [-- FOLDER]`: writes every mail × language × portal into a folder with an index to look at. */
import { fileURLToPath } from 'node:url';
import { goOnWithRightNode, isRightNode, refuseAncientNode } from './setup/right-node.mjs';

refuseAncientNode();
if (!isRightNode()) await goOnWithRightNode(fileURLToPath(import.meta.url), process.argv.slice(2));

const { spawnSync } = await import('node:child_process');
const ROOT = new URL('../../', import.meta.url);
const { status } = spawnSync(process.execPath, ['--import', './test/support/typescript.mjs', '--conditions=source', 'apps/ops/preview/write-mail-preview.ts', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
