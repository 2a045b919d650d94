import type { Finding } from './check.js';

export interface DnsFacts {
  readonly domain: string;
  /** The TXT records of the domain and of `_dmarc` below it. */
  readonly own: readonly string[];
  readonly dmarc: readonly string[];
  /** A DKIM key of ours is in use for the domain, or the operator says that the relay signs. */
  readonly isSigned: boolean;
}

/**
 * Whether what this desk sends passes as mail of its domain. Automatic mail has the null sender, and SPF then counts for the name by which the relay
 * greets (RFC 7208 section 2.4), which is hardly ever of this domain: so only DKIM makes DMARC pass for it (RFC 7489 section 3.1).
 */
export function judgeDns({ domain, own, dmarc, isSigned }: DnsFacts): Finding {
  const what = `DNS of ${domain}`;
  const missing = [own.some((one) => one.startsWith('v=spf1')) ? '' : 'SPF', dmarc.some((one) => one.startsWith('v=DMARC1')) ? '' : 'DMARC'].filter(Boolean);
  if (missing.length > 0) return { state: 'problem', what, detail: `no ${missing.join(' and no ')}`, cure: 'publish the record, or mails of this desk will land in spam folders' };
  if (isSigned) return { state: 'ok', what, detail: 'SPF and DMARC are published, and mails are signed' };
  return {
    state: 'problem', what, detail: 'SPF and DMARC are published, but no DKIM key is in use: automatic mails have no sender that SPF could count for, so DMARC fails for them',
    cure: 'have this desk sign (`rekey dkim`), or say REKEY_OUTBOUND_RELAY_SIGNS=true where the relay does',
  };
}
