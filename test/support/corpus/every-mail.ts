import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMime } from '../../../libs/intake/read/read-mime.js';
import { bytesOf, CORPUS, outcome, type Outcome } from './outcome.js';

const SLOW_MS = 2_000;

/** Every mail of the corpus: read without exception, in time, as valid text without NUL. */
export function everyMail(): Promise<Outcome> {
  const paths = readFileSync(join(CORPUS, 'index.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { path: string }).path);
  return outcome('every mail', paths.length, paths.map((path) => [path, path] as const), async (path) => {
    const began = performance.now();
    const mail = await readMime(bytesOf(path));
    const texts = [mail.subject, mail.text, mail.fresh, mail.signature, mail.quoted, mail.html ?? '', mail.messageId, ...mail.attachments.map(({ name }) => name)];
    return [
      ...(performance.now() - began > SLOW_MS ? ['slow'] : []),
      ...(texts.every((text) => text.isWellFormed() && !text.includes('\0')) ? [] : ['not clean']),
      ...mail.defects.filter((defect) => defect.startsWith('unreadable')),
    ];
  });
}
