import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Real mails of other projects with what their parsers make of them; they lie beside this repository and are no part of it. */
export const CORPUS = new URL('../../../../shared/corpus/', import.meta.url).pathname;

/** How well we read one source: cases right, and a line for each that is not. */
export interface Outcome {
  readonly source: string;
  readonly right: number;
  readonly of: number;
  readonly atLeast: number;
  readonly wrong: readonly string[];
}

export function hasCorpus(): boolean {
  return existsSync(join(CORPUS, 'index.jsonl'));
}

/** Where every mail of the corpus lies, below it; none where there is no corpus. */
export function pathsOfCorpus(): string[] {
  if (!hasCorpus()) return [];
  return readFileSync(join(CORPUS, 'index.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { path: string }).path);
}

export function bytesOf(...path: string[]): Buffer {
  return readFileSync(join(CORPUS, ...path));
}

export function jsonOf<T>(...path: string[]): Readonly<Record<string, T>> {
  return JSON.parse(readFileSync(join(CORPUS, ...path), 'utf8')) as Readonly<Record<string, T>>;
}

/** Runs all cases one after the other; a case gives what is wrong with it, nothing when it is right. */
export async function outcome<T>(source: string, atLeast: number, cases: readonly (readonly [string, T])[], wrongWith: (one: T, name: string) => Promise<readonly string[]>): Promise<Outcome> {
  const wrong: string[] = [];
  for (const [name, one] of cases) {
    const found = await wrongWith(one, name).catch((error: unknown) => [`exception: ${String(error)}`]);
    if (found.length > 0) wrong.push(`${name}: ${found.join(' · ')}`);
  }
  return { source, right: cases.length - wrong.length, of: cases.length, atLeast, wrong };
}

/** Words of two letters and more, for comparing texts that differ in white space and punctuation. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
}

/** Share of the expected words that we have, each as often as expected. */
export function shareFound(expected: string, ours: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(ours)) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = wordsOf(expected);
  const found = wanted.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return wanted.length === 0 ? 1 : found.length / wanted.length;
}

export function shorten(text: string | undefined): string {
  return JSON.stringify((text ?? '').length > 120 ? `${text!.slice(0, 120)}…` : (text ?? ''));
}

export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
