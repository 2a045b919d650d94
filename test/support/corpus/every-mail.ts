import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMime } from '../../../libs/intake/read/read-mime.js';
import { leastCpu } from '../cpu-ms.js';
import { CORPUS, outcome, pathsOfCorpus, type Outcome } from './outcome.js';

const SLOW_MS = 2_000;

/** Every mail of the corpus: read without exception, in time, as valid text without NUL. */
export function everyMail(): Promise<Outcome> {
  const paths = pathsOfCorpus();
  return outcome('every mail', paths.length, paths.map((path) => [path, join(CORPUS, path)] as const), wrongWithReading);
}

/** What no mail of the world may do to the reader; the time is that of the processor, since machines are shared. */
export async function wrongWithReading(path: string): Promise<string[]> {
  const raw = readFileSync(path);
  const { ms, result: mail } = await leastCpu(SLOW_MS, () => readMime(raw));
  const texts = [mail.subject, mail.text, mail.fresh, mail.signature, mail.quoted, mail.html ?? '', mail.messageId, ...mail.attachments.map(({ name }) => name)];
  return [
    ...(ms > SLOW_MS ? ['slow'] : []),
    ...(texts.every((text) => text.isWellFormed() && !text.includes('\0')) ? [] : ['not clean']),
    ...(mail.messageId === '' ? ['empty message id'] : []),
    ...mail.defects.filter((defect) => defect.startsWith('unreadable')),
  ];
}
