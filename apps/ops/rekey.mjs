#!/usr/bin/env node
/** The `rekey` command: goes on with the right Node and hands over to rekey.ts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goOnWithRightNode, isRightNode, refuseAncientNode } from './setup/right-node.mjs';
import { ROOT } from './setup/run.mjs';

refuseAncientNode();
if (!isRightNode()) await goOnWithRightNode(fileURLToPath(import.meta.url), process.argv.slice(2));
if (!existsSync(join(ROOT, 'dist', 'apps', 'ops', 'rekey.js'))) {
  console.error('Rekey is not built yet: run `npm start` once, or `node apps/ops/build.mjs`.');
  process.exit(1);
}
await import('../../dist/apps/ops/rekey.js');
