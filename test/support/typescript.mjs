/**
 * Lets Node run our TypeScript directly, for the processes that tests start:
 * `node --import ./test/support/typescript.mjs --conditions=source file.ts`.
 * Node's own type stripping knows no decorators, so swc compiles, with the same options as the build.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const isOurs = (url) => url?.startsWith('file:') && !url.includes('/node_modules/');

registerHooks({
  resolve(specifier, context, next) {
    const isRelative = specifier.startsWith('./') || specifier.startsWith('../');
    if (isRelative && specifier.endsWith('.js') && isOurs(context.parentURL)) {
      try {
        return next(`${specifier.slice(0, -3)}.ts`, context);
      } catch {
        // A real .js beside it.
      }
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!isOurs(url) || !url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, swcrc: true, sourceMaps: 'inline' });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
