import { DAY_MS } from '#kernel';
import type { SmimeKeys } from '#outbound';
import type { Finding } from './check.js';

/** Upkeep calls somebody so many days before the end (`libs/outbound/domain/judge-certificate.ts`). */
const SOON_DAYS = 30;
const CURE = 'have a new certificate issued, then `rekey smime import` and `rekey smime use`';

/** Of the S/MIME certificates that sign: whether the key opens, and how long they hold. */
export async function examineCertificates(keys: Pick<SmimeKeys, 'list' | 'signerOf'>, now: Date): Promise<Finding[]> {
  const inUse = (await keys.list()).filter(({ isInUse }) => isInUse);
  return Promise.all(inUse.map(async ({ portalKey, address, issuer, validUntil }): Promise<Finding> => {
    const what = `S/MIME of ${address}`;
    const day = validUntil.toISOString().slice(0, 10);
    const signs = (await keys.signerOf(portalKey, address)) !== undefined;
    if (validUntil <= now) return { state: 'problem', what, detail: `expired on ${day}; mails leave ${signs ? 'with the certificate before it' : 'unsigned'}`, cure: CURE };
    if (!signs) return { state: 'problem', what, detail: 'its key does not open; mails leave unsigned', cure: 'is REKEY_SECRET_KEY the one that it was sealed with? Else import the .p12 file again' };
    const days = Math.floor((validUntil.getTime() - now.getTime()) / DAY_MS);
    return days <= SOON_DAYS ? { state: 'problem', what, detail: `expires in ${days} days, on ${day}`, cure: CURE } : { state: 'ok', what, detail: `by ${issuer}, until ${day}` };
  }));
}
