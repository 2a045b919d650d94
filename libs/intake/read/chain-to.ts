import type { MailCertificate } from '#kernel';
import { mayIssueFor } from './name-constraints.js';

const BASIC_CONSTRAINTS = '2.5.29.19';
const NAME_CONSTRAINTS = '2.5.29.30';
/** Key usage, alternative names, basic constraints, policies, extended key usage: what we look at, or what narrows nothing for us. */
const UNDERSTOOD = ['2.5.29.15', '2.5.29.17', BASIC_CONSTRAINTS, '2.5.29.32', '2.5.29.37'];
const LONGEST = 6;
/** Signatures of certificates that are checked: many of one name are an attempt to keep us busy. */
const MOST_CHECKS = 50;

/**
 * The time in which a certificate and all above it hold, up to one of the authorities (RFC 5280 section 6, without
 * revocation: nobody is asked). Certificates with limits that we do not understand lead nowhere. Undefined: no way up.
 */
export function chainTo(authorities: readonly MailCertificate[], signer: MailCertificate, between: readonly MailCertificate[]): { readonly from: Date; readonly until: Date } | undefined {
  const budget = { left: MOST_CHECKS };
  const climb = (path: readonly MailCertificate[]): readonly MailCertificate[] | undefined => {
    const last = path.at(-1)!;
    const top = authorities.find((one) => one.der.equals(last.der)) ?? authorities.find((one) => isIssued(path, one, budget));
    if (top) return [...path, top];
    if (path.length >= LONGEST) return undefined;
    for (const next of between) {
      const whole = !path.includes(next) && isIssued(path, next, budget) ? climb([...path, next]) : undefined;
      if (whole) return whole;
    }
    return undefined;
  };
  if (!maySignMail(signer)) return undefined;
  const path = climb([signer]);
  return path && { from: new Date(Math.max(...path.map(({ validFrom }) => validFrom.getTime()))), until: new Date(Math.min(...path.map(({ validUntil }) => validUntil.getTime()))) };
}

/** @param path from the signer up to the child of `parent` */
function isIssued(path: readonly MailCertificate[], parent: MailCertificate, budget: { left: number }): boolean {
  const child = path.at(-1)!;
  if (budget.left <= 0 || !mayIssue(parent, path.length - 1) || !child.x509.checkIssued(parent.x509)) return false;
  budget.left -= 1;
  try {
    return child.x509.verify(parent.x509.publicKey) && mayIssueFor(parent, path);
  } catch {
    return false;
  }
}

/** @param below how many certificates of authorities lie between it and the signer */
function mayIssue(certificate: MailCertificate, below: number): boolean {
  const { x509, keyUsage, pathLength } = certificate;
  return x509.ca && keyUsage?.keyCertSign !== false && (pathLength === undefined || pathLength >= below) && isUnderstood(certificate, [...UNDERSTOOD, NAME_CONSTRAINTS]);
}

/** RFC 8550 section 4.4. */
function maySignMail(certificate: MailCertificate): boolean {
  const { keyUsage, protectsMail } = certificate;
  return (keyUsage === undefined || keyUsage.digitalSignature || keyUsage.nonRepudiation) && protectsMail !== false && isUnderstood(certificate);
}

function isUnderstood({ critical }: MailCertificate, understood = UNDERSTOOD): boolean {
  return critical.every((oid) => understood.includes(oid));
}
