import { dkimSign, sealMessage } from 'mailauth';
import { generateKeyPairSync } from 'node:crypto';
import type { DnsZone } from './dns-zone.js';

/** A domain that publishes a key and a policy, and signs its mails. */
export class SigningDomain {
  readonly #privateKey: string;

  constructor(readonly domain: string, zone: DnsZone, { policy, spf }: { readonly policy?: 'none' | 'quarantine' | 'reject' | undefined; readonly spf?: string | undefined } = {}) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.#privateKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
    zone.txt(`s1._domainkey.${domain}`, `v=DKIM1; k=ed25519; p=${raw}`);
    if (policy) zone.txt(`_dmarc.${domain}`, `v=DMARC1; p=${policy}`);
    if (spf) zone.txt(domain, `v=spf1 ${spf}`);
  }

  async sign(mail: string, more: { readonly maxBodyLength?: number } = {}): Promise<string> {
    const key = { signingDomain: this.domain, selector: 's1', privateKey: this.#privateKey };
    const { signatures, errors } = await dkimSign(mail, { ...key, canonicalization: 'relaxed/relaxed', algorithm: 'ed25519-sha256', ...{ signatureData: [{ ...key, ...more }] } });
    if (errors.length > 0) throw new Error(`not signed: ${JSON.stringify(errors)}`);
    return signatures + mail;
  }

  /** As a forwarder that writes down what it found. */
  async seal(mail: string, found: string): Promise<string> {
    const sealed = await sealMessage(mail, { signingDomain: this.domain, selector: 's1', privateKey: this.#privateKey, cv: 'none', authResults: `mx.${this.domain}; ${found}` });
    return sealed.toString() + mail;
  }
}
