import { readFileSync, statSync } from 'node:fs';
import { recogniseBy } from './domain/recognise.js';
import { teachingsOf, type Teachings } from './domain/learned/learned.js';
import { LIKENESS, TABLE } from './domain/learned/worth.js';
import type { MailToRecognise, Recognition, RecognitionContext } from './domain/recognition.js';

/** No module: as one, its text and its strings stayed in every process and thread that never reads a mail, nine megabytes each. */
const WEIGHTS = new URL('./domain/learned/weights.txt', import.meta.url);
// Here and not with the first mail: whoever cannot read it must not start, and no mail is to blame.
if (statSync(WEIGHTS).size !== TABLE.bytes) throw new Error(`${WEIGHTS.pathname} is not the table that worth.ts was learned with; install again, or npm run learn`);

let ours: Teachings | undefined;

/** What a mail is about, by what was learned from the labelled mails; that is read with the first mail, since most of our processes never recognise one. */
export function recognise(written: MailToRecognise, context: RecognitionContext): Recognition {
  ours ??= teachingsOf(readFileSync(WEIGHTS), LIKENESS);
  return recogniseBy(ours, written, context);
}
