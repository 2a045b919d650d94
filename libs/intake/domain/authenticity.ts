import { canonicalAddress, domainOf } from '#kernel';
import type { IncomingMail } from './incoming-mail.js';

/** `pass` gates automatic answers and proves nothing (rule 1 of the house). `unknown`: nobody we believe has looked. */
export type AuthenticityVerdict = 'pass' | 'fail' | 'none' | 'unknown';

export type SenderWarning = 'reply-to-differs' | 'name-contains-address' | 'several-from' | 'no-from' | 'mixed-script-domain';

export interface Authenticity {
  readonly verdict: AuthenticityVerdict;
  readonly because: string;
  readonly warnings: readonly SenderWarning[];
}

/**
 * Whether the border of the portal found that the mail comes from the domain of its one From (R72, R73).
 *
 * Only Authentication-Results of the configured `authservId` are read, and only the topmost run of them: our own
 * server writes above the Received line of the hop that handed the mail in, so a forged header below that line, or
 * one behind another server's, is not believed (T3). The topmost line must have the DMARC result, and it must name the
 * domain: a lower line may come with the mail where the border does not take such lines away (RFC 8601 section 5).
 */
export function judgeAuthenticity(mail: IncomingMail, authservId: string | null): Authenticity {
  const warnings = warningsOf(mail);
  if (mail.from.length !== 1) return { verdict: 'fail', because: `${mail.from.length} addresses in From`, warnings };
  if (!namesOneAuthor(mail.headers.get('from') ?? [])) return { verdict: 'fail', because: 'From can be read in several ways', warnings };
  if (!authservId) return { verdict: 'unknown', because: 'no authserv-id is configured for the mailbox', warnings };
  const own = topmostRun(mail, authservId.toLowerCase());
  if (own.length === 0) return { verdict: 'unknown', because: `no authentication-results of ${authservId} on top`, warnings };
  return { ...verdictOf(own, domainOf(mail.from[0]!.address)), warnings };
}

function verdictOf(results: readonly string[], fromDomain: string): Pick<Authenticity, 'verdict' | 'because'> {
  const [onTop = [], ...below] = results.map((header) => methodsIn(header).filter(({ method }) => method === 'dmarc'));
  if (onTop.length === 0) return { verdict: 'none', because: 'the border did not check dmarc' };
  if (onTop.length + below.flat().length > 1) return { verdict: 'fail', because: 'the border gives several dmarc results' };
  const { result, headerFrom } = onTop[0]!;
  if (result === 'pass' && headerFrom === undefined) return { verdict: 'unknown', because: 'dmarc=pass, but for no domain' };
  if (result === 'pass' && domainOf(`x@${headerFrom}`) !== fromDomain) return { verdict: 'fail', because: `dmarc=pass for ${headerFrom}, but From is of ${fromDomain}` };
  if (result === 'pass') return { verdict: 'pass', because: `dmarc=pass header.from=${fromDomain}` };
  if (result === 'none') return { verdict: 'none', because: `dmarc=none for ${fromDomain}` };
  if (result === 'temperror') return { verdict: 'unknown', because: 'dmarc=temperror' };
  return { verdict: 'fail', because: `dmarc=${result}` };
}

function topmostRun({ headers, headerNames }: IncomingMail, authservId: string): string[] {
  const all = headers.get('authentication-results') ?? [];
  const first = headerNames.indexOf('authentication-results');
  const nextHop = headerNames.indexOf('received', first);
  const inFirstRun = headerNames.filter((name, at) => name === 'authentication-results' && (nextHop < 0 || at < nextHop)).length;
  const end = all.findIndex((one) => authservIdOf(one) !== authservId);
  return all.slice(0, Math.min(inFirstRun, end < 0 ? all.length : end));
}

/** RFC 8601 section 2.2: the id is the first token, comments aside, a version number may follow. */
function authservIdOf(header: string): string {
  return (withoutComments(header).split(';')[0] ?? '').trim().split(/\s+/)[0]!.replace(/^"|"$/g, '').toLowerCase();
}

interface MethodResult {
  readonly method: string;
  readonly result: string;
  readonly headerFrom: string | undefined;
}

function methodsIn(header: string): MethodResult[] {
  return withoutComments(header).split(';').slice(1).flatMap((text) => {
    const found = /^\s*([a-z0-9-]+)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(text);
    if (!found) return [];
    const headerFrom = /\bheader\.from\s*=\s*"?([^\s";]+)/i.exec(text)?.[1];
    return [{ method: found[1]!.toLowerCase(), result: found[2]!.toLowerCase(), headerFrom: headerFrom?.slice(headerFrom.lastIndexOf('@') + 1) }];
  });
}

/** Drops RFC 5322 comments, nested ones too, outside of quoted strings, where a semicolon means nothing either; quoted strings themselves if asked. */
function withoutComments(text: string, { keepQuoted = true } = {}): string {
  let depth = 0;
  let quoted = false;
  let out = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!;
    if (letter === '\\') at += 1;
    else if (letter === '"' && depth === 0) quoted = !quoted;
    else if (quoted && !keepQuoted) continue;
    else if (letter === '(' && !quoted) depth += 1;
    else if (letter === ')' && !quoted && depth > 0) depth -= 1;
    else if (depth === 0 && !(quoted && letter === ';')) out += letter;
  }
  return out;
}

/**
 * Whether everybody who reads the From header finds the same one author in it (R73). We drop what is no address, the
 * border may not: so what stands beside the author must not look like another one.
 */
function namesOneAuthor(values: readonly string[]): boolean {
  if (values.length !== 1) return false;
  const authors = withoutComments(values[0]!, { keepQuoted: false }).split(/[,;]/).filter((one) => one.includes('@'));
  const [before = '', inBrackets, ...more] = (authors[0] ?? '').split('<');
  return authors.length === 1 && more.length === 0 && (inBrackets ?? before).split('@').length === 2;
}

function warningsOf(mail: IncomingMail): SenderWarning[] {
  const [from] = mail.from;
  const known = from && canonicalAddress(from.address);
  return [
    ...(mail.from.length === 0 ? ['no-from' as const] : []),
    ...(mail.from.length > 1 ? ['several-from' as const] : []),
    ...(mail.replyTo.some(({ address }) => canonicalAddress(address) !== known) ? ['reply-to-differs' as const] : []),
    ...(mail.from.some(({ name, address }) => nameNamesAnother(name ?? '', address)) ? ['name-contains-address' as const] : []),
    ...(mail.from.some(({ address }) => mixesScripts(address)) ? ['mixed-script-domain' as const] : []),
  ];
}

/** `"real@org.de" <x@evil>` (T4). The own address as a name is what many clients write. */
function nameNamesAnother(name: string, address: string): boolean {
  const named = /[^\s<>"']+[@＠][^\s<>"']+/.exec(name)?.[0];
  return named !== undefined && canonicalAddress(named.replace('＠', '@')) !== canonicalAddress(address);
}

/** A label of the domain, or the local part, that mixes Latin with Cyrillic, Greek or others (T6). */
function mixesScripts(address: string): boolean {
  const unicode = address.normalize('NFC');
  return unicode.split(/[.@]/).some((label) => /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}\p{Script=Armenian}]/u.test(label));
}
