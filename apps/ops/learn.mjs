/** `npm run learn`: recognition learns from the labelled mails, after they or the rules have changed. Some minutes. */
import { fileURLToPath } from 'node:url';
import { goOnWithRightNode, isRightNode, refuseAncientNode } from './setup/right-node.mjs';

refuseAncientNode();
if (!isRightNode()) await goOnWithRightNode(fileURLToPath(import.meta.url), process.argv.slice(2));

const { spawnSync } = await import('node:child_process');
const ROOT = new URL('../../', import.meta.url);
const { status } = spawnSync(process.execPath, ['--import', './test/support/typescript.mjs', '--conditions=source', 'test/support/learn-recognition.ts', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
