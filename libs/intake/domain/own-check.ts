import { domainOf } from '#kernel';
import { resultsIn, type Authenticity, type CheckedBy, type DomainPolicy } from './authenticity.js';

/** Results in the words of RFC 8601. */
export interface SenderFindings {
  readonly dkim: readonly { readonly result: string; readonly domain: string }[];
  /** Undefined: the way of the mail is not known. */
  readonly spf: { readonly result: string; readonly domain: string } | undefined;
  readonly dmarc: {
    readonly result: string;
    /** For which author it was checked; undefined: none could be made out. */
    readonly author: string | undefined;
    readonly policy: DomainPolicy | undefined;
    /** It passes by a signature alone, and that one leaves a part of the text unsigned (RFC 6376 section 8.2). */
    readonly leavesTextUnsigned: boolean;
  };
  /** Sealers of the chain, first to last, and what the first of them had found, as in Authentication-Results. */
  readonly arc: { readonly result: string; readonly sealers: readonly string[]; readonly firstResults: string };
  /** Nobody answered in time. */
  readonly isOutOfTime?: boolean | undefined;
}

/**
 * What our own checks say about the one author (R73). What DNS would not tell is never a pass and never a failure: it
 * is asked again later. Where the way in is not known, SPF cannot speak for the mail: then a failure counts only for
 * domains with a strict policy, because whoever publishes one signs.
 */
export function judgeFindings(findings: SenderFindings, fromDomain: string, arcSealers: readonly string[]): Omit<Authenticity, 'warnings'> {
  const { dmarc, spf } = findings;
  const checked = checkedOf(findings);
  const by = 'own-check' as const;
  const policy = dmarc.policy;
  if (findings.isOutOfTime) return { verdict: 'unknown', by, checked, isTemporary: true, because: 'DNS did not answer in time' };
  // Two readers, two authors: DMARC was checked for the one that we do not show.
  if (dmarc.author !== fromDomain) return { verdict: 'fail', by, checked, because: 'From can be read in several ways' };
  if (dmarc.result === 'pass' && !dmarc.leavesTextUnsigned) return { verdict: 'pass', by, checked, policy, because: `dmarc=pass for ${fromDomain}` };
  if (passesBySealer(findings, fromDomain, arcSealers)) return { verdict: 'pass', by: 'arc', checked, policy, because: `forwarded by ${findings.arc.sealers.join(', ')}, who found dmarc=pass for ${fromDomain}` };
  if (dmarc.result === 'none') return { verdict: 'none', by, checked, because: `${fromDomain} has no dmarc record` };
  if (isTemporary(findings)) return { verdict: 'unknown', by, checked, policy, isTemporary: true, because: 'DNS gave no answer for now' };
  if (dmarc.leavesTextUnsigned) return { verdict: 'fail', by, checked, policy, because: 'the signature does not cover the whole text' };
  if (!spf && (policy ?? 'none') === 'none') return { verdict: 'unknown', by, checked, policy, because: 'no signature of the domain, and the way of the mail is not known' };
  return { verdict: 'fail', by, checked, policy, because: `dmarc=${dmarc.result} for ${fromDomain}, policy ${policy ?? 'none'}` };
}

function isTemporary({ dkim, spf, dmarc, arc }: SenderFindings): boolean {
  return [dmarc, arc, ...(spf ? [spf] : []), ...dkim].some(({ result }) => result === 'temperror');
}

/** Every sealer must be listed: one that is not could have written what it liked before the others saw it (RFC 8617 section 9). */
function passesBySealer({ arc }: SenderFindings, fromDomain: string, arcSealers: readonly string[]): boolean {
  const listed = new Set(arcSealers.map((sealer) => sealer.toLowerCase()));
  if (arc.result !== 'pass' || arc.sealers.length === 0 || !arc.sealers.every((sealer) => listed.has(sealer.toLowerCase()))) return false;
  const dmarc = resultsIn(arc.firstResults).filter(({ method }) => method === 'dmarc');
  return dmarc.length === 1 && dmarc[0]!.result === 'pass' && dmarc[0]!.headerFrom !== undefined && domainOf(`x@${dmarc[0]!.headerFrom}`) === fromDomain;
}

function checkedOf({ dkim, spf, dmarc, arc }: SenderFindings): CheckedBy[] {
  return [
    { method: 'dmarc', result: dmarc.result, domain: null },
    ...dkim.slice(0, 5).map(({ result, domain }) => ({ method: 'dkim', result, domain })),
    ...(spf ? [{ method: 'spf', result: spf.result, domain: spf.domain }] : []),
    ...(arc.result === 'none' ? [] : [{ method: 'arc', result: arc.result, domain: arc.sealers.at(-1) ?? null }]),
  ];
}
