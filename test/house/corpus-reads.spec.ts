import { describe, expect, it } from '@jest/globals';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMime } from '../../libs/intake/read/read-mime.js';
import { cpuMs } from '../support/cpu-ms.js';

/** Real mails of other projects, where they lie beside this repository; they are no part of it. */
const CORPUS = join(process.cwd(), '..', 'shared', 'corpus');
const SLOW_MS = 2_000;

describe('every mail that the world has sent us so far', () => {
  it('is read without an exception, into valid text without NUL, within two seconds', async () => {
    const paths = [...ownMails(), ...corpusMails()];
    const wrong: string[] = [];
    for (const path of paths) {
      const began = cpuMs();
      const mail = await readMime(readFileSync(path)).catch((error: unknown) => String(error));
      if (typeof mail === 'string') wrong.push(`${path}: ${mail}`);
      else if (!isClean([mail.subject, mail.text, mail.fresh, mail.quoted, mail.signature, mail.html ?? '', mail.messageId, ...mail.attachments.map(({ name }) => name)])) wrong.push(`${path}: not clean`);
      else if (mail.messageId === '') wrong.push(`${path}: empty message id`);
      else if (mail.defects.some((defect) => defect.startsWith('unreadable'))) wrong.push(`${path}: ${mail.defects.join(', ')}`);
      if (cpuMs() - began > SLOW_MS) wrong.push(`${path}: slow`);
    }
    expect(paths.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  }, 120_000);
});

function ownMails(): string[] {
  return globSync('test/mail/**/*.eml');
}

function corpusMails(): string[] {
  const index = join(CORPUS, 'index.jsonl');
  if (!existsSync(index)) return [];
  return readFileSync(index, 'utf8').split('\n').filter(Boolean).map((line) => join(CORPUS, (JSON.parse(line) as { path: string }).path));
}

function isClean(texts: readonly string[]): boolean {
  return texts.every((text) => text.isWellFormed() && !text.includes('\0'));
}
