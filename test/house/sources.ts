import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

const KEPT_OUT = ['**/node_modules/**', 'dist/**', '.git/**', '.rekey/**', '**/.tmp/**'];

/** Our own files that fit the pattern, by path from the root. */
export function sources(...patterns: string[]): Source[] {
  const paths = new Set(patterns.flatMap((pattern) => globSync(pattern, { exclude: KEPT_OUT })));
  return [...paths].map((path) => path.split(sep).join('/')).sort().map((path) => {
    const text = readFileSync(path, 'utf8');
    return { path, text, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) };
  });
}

/** All code, specs and tools included. */
export function allCode(): Source[] {
  return sources('{libs,apps,test,mail-templates}/**/*.{ts,tsx,mjs,cjs,js}');
}

/** `path:line` of each line that fits, comments left out. */
export function linesWith(files: readonly Source[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => (
    pattern.test(line) && !/^\s*(\/\/|\/?\*)/.test(line) ? [`${path}:${index + 1}`] : []
  )));
}
