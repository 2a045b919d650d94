import type { authenticate as Authenticate } from 'mailauth';
import { setTimeout as wait } from 'node:timers/promises';
import { domainOf } from '#kernel';
import type { DomainPolicy } from '../domain/authenticity.js';
import type { SenderFindings } from '../domain/own-check.js';
import type { Dns } from '../dns.js';
import { SenderChecker, type SenderCheck } from '../sender-checker.js';

/** All questions about one mail together. SPF alone may ask ten names (RFC 7208 section 4.6.4). */
const PATIENCE_MS = 8_000;
const OUT_OF_TIME: SenderFindings = {
  dkim: [], spf: undefined, dmarc: { result: 'temperror', author: undefined, policy: undefined, leavesTextUnsigned: false }, arc: { result: 'none', sealers: [], firstResults: '' }, isOutOfTime: true,
};

/** The checks by mailauth, over our own DNS. */
export class MailauthChecker extends SenderChecker {
  constructor(private readonly dns: Dns, private readonly patienceMs = PATIENCE_MS) {
    super();
  }

  async run({ bytes, path }: SenderCheck): Promise<SenderFindings | undefined> {
    if (!this.dns.isOn) return undefined;
    const stop = new AbortController();
    try {
      return await Promise.race([this.#ask(bytes, path), wait(this.patienceMs, OUT_OF_TIME, { signal: stop.signal, ref: false })]);
    } finally {
      stop.abort();
    }
  }

  async #ask(bytes: Uint8Array, path: SenderCheck['path']): Promise<SenderFindings> {
    // Loaded when it is needed: it brings an HTTP client along, and most portals have a border.
    const { authenticate } = await import('mailauth');
    const found = await authenticate(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      resolver: (name, type) => this.dns.resolve(name, type), trustReceived: false, disableBimi: true, mta: 'rekey.invalid', rejectRsaSha1: true,
      ...(path ? { ip: path.ip, sender: path.mailFrom, ...(path.helo === undefined ? {} : { helo: path.helo }) } : {}),
    });
    const { dmarc, arc } = found;
    const spf = path && found.spf ? found.spf : undefined;
    const bySpf = dmarc ? dmarc.alignment?.spf?.result : undefined;
    return {
      dkim: (found.dkim?.results ?? []).map(({ status, signingDomain }) => ({ result: status.result, domain: signingDomain ?? '' })).filter(({ domain }) => domain !== ''),
      spf: spf && { result: spf.status.result, domain: spf.domain },
      dmarc: {
        result: dmarc ? dmarc.status.result : 'none',
        author: dmarc && dmarc.status.header?.from ? domainOf(`x@${dmarc.status.header.from}`) : undefined,
        policy: dmarc ? policyOf(dmarc.policy) : undefined,
        leavesTextUnsigned: dmarc !== undefined && dmarc !== false && !bySpf && (dmarc.alignment?.dkim?.underSized ?? 0) > 0,
      },
      arc: arcOf(arc || undefined),
    };
  }
}

type Found = Awaited<ReturnType<typeof Authenticate>>;
type ArcFound = Exclude<Found['arc'], false | undefined>;

function arcOf(arc: ArcFound | undefined): SenderFindings['arc'] {
  if (!arc) return { result: 'none', sealers: [], firstResults: '' };
  // `false` where a mail has no chain, whatever the types say.
  const chain = arc.chain || [];
  const results = String(chain[0]?.['arc-authentication-results']?.original ?? '');
  return {
    result: arc.status.result,
    sealers: chain.map((set) => String(set['arc-seal']?.parsed?.['d']?.value ?? '')),
    // `ARC-Authentication-Results: i=1; mx.example; dmarc=pass …` without its name and instance.
    firstResults: results.replace(/^[^:]*:\s*/, '').replace(/^[^;]*;/, '').replace(/\s+/g, ' '),
  };
}

function policyOf(policy: string | undefined): DomainPolicy | undefined {
  return policy === 'reject' || policy === 'quarantine' || policy === 'none' ? policy : undefined;
}
