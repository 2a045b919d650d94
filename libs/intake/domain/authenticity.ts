import { canonicalAddress, domainOf } from '#kernel';
import type { SenderCheck } from '#tickets';
import type { IncomingMail } from './incoming-mail.js';
import { smimeSeen } from './smime-finding.js';

/** `pass` gates automatic answers and proves nothing (rule 1 of the house). `unknown`: nobody we believe has looked. */
export type AuthenticityVerdict = 'pass' | 'fail' | 'none' | 'unknown';

/** What the domain of the author asks others to do with mail that fails (RFC 9989). */
export type DomainPolicy = 'none' | 'quarantine' | 'reject';

/** One method and what it said, in the words of RFC 8601. */
export interface CheckedBy {
  readonly method: string;
  readonly result: string;
  readonly domain: string | null;
}

export interface Authenticity {
  readonly verdict: AuthenticityVerdict;
  readonly because: string;
  /** Who found it: the portal's border, we ourselves, a listed sealer (ARC), or nobody beyond the form of the From header. */
  readonly by: 'border' | 'own-check' | 'arc' | 'form';
  readonly checked: readonly CheckedBy[];
  readonly policy?: DomainPolicy | undefined;
  /** DNS gave no answer: asked again later. */
  readonly isTemporary?: boolean | undefined;
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
  const form = objectionToForm(mail);
  if (form) return form;
  if (!authservId) return { verdict: 'unknown', by: 'form', checked: [], because: 'nobody has checked the sender' };
  const own = topmostRun(mail, authservId.toLowerCase());
  if (own.length === 0) return { verdict: 'unknown', by: 'form', checked: [], because: `no authentication-results of ${authservId} on top` };
  const checked = own.flatMap(resultsIn).slice(0, 10).map(({ method, result, headerFrom, domain }) => ({ method, result, domain: headerFrom ?? domain ?? null }));
  return { ...verdictOf(own, domainOf(mail.from[0]!.address)), by: 'border', checked, policy: policyIn(own[0]!) };
}

/** A From of nobody, of several, or of one whom not everybody reads alike is never believed, whoever has looked (R73). */
export function objectionToForm(mail: IncomingMail): Authenticity | undefined {
  const objection = (because: string): Authenticity => ({ verdict: 'fail', by: 'form', checked: [], because });
  if (mail.from.length !== 1) return objection(`${mail.from.length} addresses in From`);
  return namesOneAuthor(mail.headers.get('from') ?? []) ? undefined : objection('From can be read in several ways');
}

function verdictOf(results: readonly string[], fromDomain: string): Pick<Authenticity, 'verdict' | 'because'> {
  const [onTop = [], ...below] = results.map((header) => resultsIn(header).filter(({ method }) => method === 'dmarc'));
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

export interface MethodResult {
  readonly method: string;
  readonly result: string;
  readonly headerFrom: string | undefined;
  /** Whom SPF and DKIM speak of. */
  readonly domain: string | undefined;
}

/** The results of one Authentication-Results header, without what stands in comments or quotes (RFC 8601 section 2.2). */
export function resultsIn(header: string): MethodResult[] {
  return withoutComments(header).split(';').slice(1).flatMap((text) => {
    const found = /^\s*([a-z0-9-]+)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(text);
    if (!found) return [];
    const property = (name: RegExp): string | undefined => {
      const value = name.exec(text)?.[1];
      return value?.slice(value.lastIndexOf('@') + 1);
    };
    return [{
      method: found[1]!.toLowerCase(), result: found[2]!.toLowerCase(),
      headerFrom: property(/\bheader\.from\s*=\s*"?([^\s";]+)/i), domain: property(/\b(?:header\.[di]|smtp\.(?:mailfrom|helo))\s*=\s*"?([^\s";]+)/i),
    }];
  });
}

/** Borders write the policy as a comment, `(p=reject dis=none)`, as a property, or as what they did. The weakest one counts. */
function policyIn(header: string): DomainPolicy | undefined {
  const dmarc = /\bdmarc\s*=[^;]*/i.exec(header)?.[0] ?? '';
  const named = [...dmarc.matchAll(/(?:\bp|\bpolicy\.dmarc|\baction)\s*=\s*(none|quarantine|reject|o?reject)\b/gi)].map(([, policy]) => policy!.toLowerCase().replace('oreject', 'reject') as DomainPolicy);
  return (['none', 'quarantine', 'reject'] as const).find((policy) => named.includes(policy));
}

/** Drops RFC 5322 comments, nested ones too, outside of quoted strings, where a semicolon means nothing either; quoted strings themselves if asked. */
function withoutComments(text: string, { keepQuoted = true } = {}): string {
  if (!/[\\"()]/.test(text)) return text;
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

/** The part of it that is shown on the ticket. */
export function shownOf({ by, because, checked, policy, isTemporary }: Authenticity, mail: Pick<IncomingMail, 'from' | 'replyTo' | 'smime'>, receivedAt: Date): SenderCheck {
  const [from] = mail.from;
  const elsewhere = mail.replyTo.map(({ address }) => address).filter((address) => !from || canonicalAddress(address) !== canonicalAddress(from.address));
  return { by, because, checked: [...checked], policy: policy ?? null, isTemporary: isTemporary === true, replyTo: [...new Set(elsewhere)].slice(0, 5), smime: mail.smime ? smimeSeen(mail.smime, mail.from, receivedAt) : null };
}

/** What a mere hint, or somebody whom the requester brought along, needs to get onto a ticket (case 11). */
export function isAuthenticated({ verdict }: Authenticity, { instant }: { readonly instant: { readonly trustRelay: boolean } }): boolean {
  return verdict === 'pass' || (instant.trustRelay && verdict !== 'fail');
}
