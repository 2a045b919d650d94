import { describe, expect, it } from '@jest/globals';
import { judgeCertificate, type SigningKey } from './judge-certificate.js';

const now = new Date('2026-11-28T10:00:00Z');
const fine = { addresses: ['support@media.example', 'info@media.example'], validFrom: new Date('2026-01-01T00:00:00Z'), validUntil: new Date('2027-01-01T00:00:00Z'), keyUsage: { digitalSignature: true, nonRepudiation: false, keyCertSign: false }, protectsMail: true };
const rsa: SigningKey = { type: 'rsa', bits: 2048, curve: undefined };
const judge = (change: Partial<typeof fine> | { keyUsage: undefined } | { protectsMail: undefined } = {}, key = rsa, ours = ['info@media.example', 'other@media.example']) => judgeCertificate({ ...fine, ...change }, key, ours, now);

describe('a certificate that shall sign mails', () => {
  it('signs those of our addresses that it names', () => {
    expect(judge()).toEqual({ allowed: true, addresses: ['info@media.example'] });
    expect(judge({}, rsa, ['boss@media.example'])).toMatchObject({ refusal: 'outbound.certificate-other-address', missing: fine.addresses });
  });

  it.each<[string, SigningKey, boolean]>([
    ['RSA of 2048 bits', rsa, true], ['RSA of 2047', { ...rsa, bits: 2047 }, false], ['RSA of unknown size', { ...rsa, bits: undefined }, false], ['P-256', { type: 'ec', bits: undefined, curve: 'prime256v1' }, true],
    ['P-521', { type: 'ec', bits: undefined, curve: 'secp521r1' }, true], ['a curve that mail programs do not know', { type: 'ec', bits: undefined, curve: 'secp256k1' }, false], ['Ed25519', { type: 'ed25519', bits: undefined, curve: undefined }, false], ['RSA for the newer padding only', { ...rsa, type: 'rsa-pss' }, false],
  ])('has a key that everybody can check: %s', (_, key, allowed) => {
    expect(judge({}, key)).toMatchObject(allowed ? { allowed } : { allowed, refusal: 'outbound.certificate-weak-key' });
  });

  it('holds now, to the second', () => {
    expect(judge({ validUntil: now })).toMatchObject({ refusal: 'outbound.certificate-expired' });
    expect(judge({ validUntil: new Date(now.getTime() + 1_000) }).allowed).toBe(true);
    expect(judge({ validFrom: new Date(now.getTime() + 1_000) })).toMatchObject({ refusal: 'outbound.certificate-expired' });
  });

  it('says itself that it is for signing mail', () => {
    expect(judge({ protectsMail: false })).toMatchObject({ refusal: 'outbound.certificate-not-for-mail', missing: ['emailProtection'] });
    expect(judge({ protectsMail: undefined })).toMatchObject({ missing: ['emailProtection'] });
    expect(judge({ keyUsage: undefined })).toMatchObject({ missing: ['digitalSignature'] });
    expect(judge({ keyUsage: { digitalSignature: false, nonRepudiation: true, keyCertSign: false }, protectsMail: false })).toMatchObject({ missing: ['digitalSignature', 'emailProtection'] });
  });
});
