import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { recognise, type MailToRecognise, type RecognitionContext } from '#recognition';
import type { Judged, Labelled } from './measure-recognition.js';
import { readVoices, type Voice } from './read-voices.js';

/** Labelled sample mails beside the repository; absent on a machine that has only the clone. */
const CASES = new URL('../../../shared/corpus/cases/', import.meta.url);
const HOLD_OUT = new URL('../mail/recognition/', import.meta.url);

/** The help desks' own addresses, per portal of the samples: never a requester's. */
const DESKS = ['portal-hilfe@osz.schule.example', 'support@kmz.example.de', 'kundenportal@hwk.example.de', 'customer.care@kestrion.firma.example', 'zes-zugang@itvk.example.de'];

interface HoldOutLine extends Omit<Labelled, 'acceptable'> {
  readonly acceptable?: Labelled['acceptable'];
  readonly portal: string;
  readonly from: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly signature?: string;
  readonly quoted?: string;
  readonly attachments?: readonly string[];
}

export function hasSampleCases(): boolean {
  return existsSync(new URL('labels.jsonl', CASES));
}

/** What was judged is not judged a second time: nothing but the mail itself says what comes of it. */
const judgedOnce = new Map<string, readonly Judged[]>();

/** Every sample case, read as intake reads it, recognised, beside its label. */
export async function judgedCases(): Promise<readonly Judged[]> {
  const known = judgedOnce.get(CASES.href);
  if (known) return known;
  // Only here: the hold-out files need no mail reader.
  const { readMime } = await import('#intake');
  const judged: Judged[] = [];
  for (const line of linesOf(new URL('labels.jsonl', CASES))) {
    const row = JSON.parse(line) as Omit<Labelled, 'autoOk'> & { auto_ok: boolean; portal: string };
    const mail = await readMime(readFileSync(new URL(`${row.id}.eml`, CASES)));
    const [from] = mail.from;
    judged.push(judge({ ...row, autoOk: row.auto_ok }, row.portal, {
      subject: mail.subject,
      text: mail.fresh,
      signature: mail.signature,
      quoted: mail.quoted,
      fromAddress: from?.address ?? '',
      fromName: from?.name ?? '',
      replyTo: mail.replyTo.map(({ address }) => address),
      attachmentNames: mail.attachments.map(({ name }) => name),
    }));
  }
  judgedOnce.set(CASES.href, judged);
  return judged;
}

/** Our own invented mails of one hold-out file, recognised. */
export function judgedHoldOut(file: string): readonly Judged[] {
  return judgedFrom(file, readHoldOut);
}

/** Our own invented mails of one hold-out file. */
export function readHoldOut(file: string): readonly Voice[] {
  return linesOf(new URL(file, HOLD_OUT)).map((line) => {
    const row = JSON.parse(line) as HoldOutLine;
    return { label: { ...row, acceptable: row.acceptable ?? [] }, portal: row.portal, mail: {
      subject: row.subject,
      text: row.text,
      signature: row.signature ?? '',
      quoted: row.quoted ?? '',
      fromAddress: row.from,
      fromName: row.fromName,
      replyTo: [],
      attachmentNames: row.attachments ?? [],
    } };
  });
}

/** The files in the short form, in order. */
export function voiceFiles(): readonly string[] {
  return readdirSync(HOLD_OUT).filter((file) => file.endsWith('.txt')).sort();
}

/** Our own mails in the short form. */
export function judgedVoices(file: string): readonly Judged[] {
  return judgedFrom(file, readVoices);
}

function judgedFrom(file: string, read: (file: string) => readonly Voice[]): readonly Judged[] {
  const judged = judgedOnce.get(file) ?? read(file).map(({ label, portal, mail }) => judge(label, portal, mail));
  judgedOnce.set(file, judged);
  return judged;
}

function judge(label: Labelled, portalKey: string, mail: MailToRecognise): Judged {
  return { label, portal: portalKey, recognition: recognise(mail, contextOf(portalKey)) };
}

/** Where a labelled mail arrived. */
export function contextOf(portalKey: string): RecognitionContext {
  return { portalKey, vocabulary: [], ownAddresses: DESKS };
}

function linesOf(file: URL): readonly string[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '');
}
