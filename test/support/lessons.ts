import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { LabelledMail } from '../../libs/recognition/domain/learned/learn.js';
import { contextOf, readHoldOut } from './read-labelled-mails.js';
import { readVoices } from './read-voices.js';
import { SEED_CASES } from './seed-cases.js';

const MAILS = new URL('../mail/recognition/', import.meta.url);
const TEACHERS = [new URL('seed-cases.ts', import.meta.url), ...['learned/features.ts', 'learned/fit.ts', 'learned/learn.ts', 'learned/table.ts', 'learned/likeness.ts', 'learned/decisive.ts', 'examples/de.ts', 'examples/en.ts'].map((file) => new URL(`../../libs/recognition/domain/${file}`, import.meta.url))];
/** Written after the rules, so the rules are seen there as they are. */
const NEW_TO_RULES = /^post-/u;
/** No rule was made from these, and none must be: they are left out in turn, to find what reasons are worth. `post-ja` … `post-qd` were read. */
const READ_BY_NOBODY = /^post-(?:[a-ir-z][a-d]|[a-p][e-k])\./u;
/** Kept to measure by; nothing is ever learned from them. */
const NEVER_LEARNED = /^unseen-/u;

/** The files that recognition learns from, in order. */
function files(): readonly string[] {
  return readdirSync(MAILS).filter((file) => /\.(?:txt|jsonl)$/u.test(file) && !NEVER_LEARNED.test(file)).sort();
}

/** The problems of the seeds and our own labelled mails, all but those that are kept to measure by. The samples beside the repository are not among them either. */
export function lessons(): readonly LabelledMail[] {
  const seeds = SEED_CASES.map(({ portal, subject, text, caseTypes, answeredBy }): LabelledMail => ({
    mail: { subject, text, signature: '', quoted: '', fromAddress: '', fromName: '', replyTo: [], attachmentNames: [] }, context: contextOf(portal), caseType: caseTypes[0]!, risk: 'low', isLinkEnough: answeredBy === 'instant', decisive: [], isNewToRules: false,
  }));
  return [...seeds, ...files().flatMap((file) => (file.endsWith('.jsonl') ? readHoldOut(file) : readVoices(file)).map(({ label, portal, mail }) => ({
    mail, context: contextOf(portal), caseType: label.case, risk: label.risk, isLinkEnough: label.autoOk, decisive: label.decisive ?? [], isNewToRules: NEW_TO_RULES.test(file), ...(READ_BY_NOBODY.test(file) ? { set: file } : {}),
  })))];
}

/** Changes whenever there is something new to learn. */
export function digestOfLessons(): string {
  const hash = createHash('sha256');
  for (const file of [...files().map((name) => new URL(name, MAILS)), ...TEACHERS]) hash.update(readFileSync(file));
  return hash.digest('hex');
}
