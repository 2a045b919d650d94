import { readFileSync } from 'node:fs';
import { CASE_TYPES, type CaseType } from '#kernel';
import { DECISIVE_KINDS, type Decisive } from '../../libs/recognition/domain/learned/decisive.js';
import type { ExtractedFields, MailToRecognise, Risk } from '#recognition';
import type { Labelled } from './measure-recognition.js';

/** Files of many mails in the short form that `test/mail/recognition/README.md` describes. */
const VOICES = new URL('../mail/recognition/', import.meta.url);

export interface Voice {
  readonly label: Labelled;
  readonly portal: string;
  readonly mail: MailToRecognise;
}

const PORTALS: ReadonlySet<string> = new Set(['school', 'media-centre', 'chamber', 'manufacturer', 'service-desk']);
const RISKS: ReadonlySet<string> = new Set(['low', 'medium', 'high']);
const FIELDS: Readonly<Record<string, keyof ExtractedFields>> = {
  u: 'username', r: 'registeredEmail', a: 'oldEmail', n: 'newEmail', s: 'serialNumber', c: 'customerNumber', f: 'fullName', t: 'phone', o: 'organisation',
};

/** Reads one file; throws on a line that the form does not know, so that no label is lost in silence. */
export function readVoices(file: string): readonly Voice[] {
  const [, ...entries] = readFileSync(new URL(file, VOICES), 'utf8').split(/^## /mu);
  return entries.map((entry, at) => voiceOf(entry, `${file.replace('.txt', '')}-${at + 1}`));
}

function voiceOf(entry: string, id: string): Voice {
  const [head = '', sender = '', ...lines] = entry.trimEnd().split('\n');
  const [cases = '', ...words] = head.split(' ');
  const types = cases.split(',').map((one) => known(one, id));
  const portal = words.find((word) => PORTALS.has(word));
  const strange = words.find((word) => !PORTALS.has(word) && !RISKS.has(word) && word !== 'link' && word !== 'en');
  const from = /^(.*) <(\S+)> \| (.*)$/u.exec(sender);
  if (!portal || strange !== undefined || !from) throw new Error(`${id}: cannot be read: ${head} / ${sender}`);
  const [, fromName = '', fromAddress = '', subject = ''] = from;
  const decisive = lines.slice(0, lines.findIndex((line) => !MARK.test(line))).map((line) => markOf(line, id));
  lines.splice(0, decisive.length);
  const quoted = lines.filter((line) => line.startsWith('>')).map((line) => line.replace(/^> ?/u, ''));
  const written = lines.filter((line) => !line.startsWith('>') && !/^= ?/u.test(line));
  const dashes = written.indexOf('-- ');
  const text = (dashes < 0 ? written : written.slice(0, dashes)).join('\n').trim();
  return {
    portal,
    label: {
      id, case: types[0]!, acceptable: types.slice(1), lang: words.includes('en') ? 'en' : 'de', autoOk: words.includes('link'),
      decisive, risk: (words.find((word) => RISKS.has(word)) ?? 'low') as Risk, fields: fieldsOf(lines.find((line) => /^= ?/u.test(line)) ?? '=', fromName, id),
    },
    mail: { subject, text: text === '(leer)' ? '' : text, signature: dashes < 0 ? '' : written.slice(dashes + 1).join('\n'), quoted: quoted.join('\n'), fromAddress, fromName, replyTo: [], attachmentNames: [] },
  };
}

/** `* kind: words`, right below the sender: why a person has to see the mail. */
const MARK = /^\* ([a-z]+): (.+)$/u;

function markOf(line: string, id: string): Decisive {
  const [, kind = '', words = ''] = MARK.exec(line)!;
  const known = DECISIVE_KINDS.find((one) => one === kind);
  if (!known) throw new Error(`${id}: nothing decisive is called "${kind}"`);
  return { kind: known, words };
}

/** `= o: Firma; f: -`; where nothing is said of `f`, the sender's own name is the holder's. */
function fieldsOf(line: string, fromName: string, id: string): ExtractedFields {
  const fields: Partial<Record<keyof ExtractedFields, string>> = { fullName: fromName };
  for (const part of line.slice(1).split(';').map((one) => one.trim()).filter((one) => one !== '')) {
    const [, key = '', value = ''] = /^([a-z]): (.*)$/u.exec(part) ?? [];
    const name = FIELDS[key];
    if (!name) throw new Error(`${id}: no field "${part}"`);
    if (value === '-') delete fields[name];
    else fields[name] = value;
  }
  return fields;
}

function known(word: string, id: string): CaseType {
  const found = CASE_TYPES.find((one) => one === word);
  if (!found) throw new Error(`${id}: no case type "${word}"`);
  return found;
}
